"""The options of the command line as data, each once, and what a command is: ``hot`` and ``commands`` list those."""

from __future__ import annotations

from envlint import reporters
from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


class Option(Record):
    """One option of some commands. ``name`` is the field of ``Request`` that it fills.

    ``kind`` is ``text`` (the last one counts), ``each`` (repeatable), ``words`` (repeatable, or separated by commas),
    ``flag`` or ``count``. With ``choices`` any other value is a usage error; of ``FORMAT:FILE`` the first part counts.
    """

    name: str
    flags: tuple[str, ...]
    help: str
    kind: str = "text"
    metavar: str = ""
    choices: tuple[str, ...] = ()

    @property
    def takes_value(self) -> bool:
        """Whether the option is followed by a value."""
        return self.kind not in ("flag", "count")


class Command(Record):
    """One command. ``help`` is one line, ``about`` the paragraph below it.

    ``argument`` is the field of ``Request`` that takes the words that are no options.
    """

    name: str
    help: str
    options: tuple[Option, ...]
    argument: str = ""
    metavar: str = ""
    about: str = ""

    def flag(self, flag: str) -> Option | None:
        """Return the option that is written this way, if there is one."""
        return next((option for option in self.options if flag in option.flags), None)


def formats(*names: str) -> Option:
    """Return the option that chooses the format of the output."""
    return Option("formats", ("--format",), "How to write the report.", "each", "FORMAT[:FILE]", names)


ENV: Final = Option("env", ("--env",), "The tier to judge for: a name or alias from the settings.", metavar="TIER")
PID_OF: Final = Option("pid_of", ("--pid-of",), "Look at the running process of this name.", "each", "NAME")
SOURCES: Final = Option("sources", ("--source",), "Look at this source, KIND:REF.", "each", "SOURCE")
AGAINST: Final = Option("against", ("--against",), "The tier to compare the one of --env with.", metavar="TIER")
KEY: Final = Option(
    "key", ("--key",), "The file with the key of fingerprints (default: envlint/key of your settings).", metavar="FILE"
)
LIVE: Final = Option("live", ("--live",), "Ask the PostgreSQL that this source names, SOURCE.", "each", "SOURCE")
TRY: Final = Option("trial", ("--try",), "Apply and take back all of it in a scratch database there.", "flag")
SERVICE: Final = Option("services", ("--service",), "Judge this service of the settings.", "each", "NAME")
REPORT: Final = formats(*reporters.FORMATS)
OUTPUT: Final = Option("output", ("--output", "-o"), "Write to this file and not to stdout.", metavar="FILE")
SELECT: Final = Option("select", ("--select",), "Report these codes or families only.", "words", "CODE")
IGNORE: Final = Option("ignore", ("--ignore",), "Do not report these codes or families.", "words", "CODE")
FAIL_ON: Final = Option(
    "fail_on",
    ("--fail-on",),
    "The least severity that makes the exit code 1 (default: error).",
    metavar="LEVEL",
    choices=("error", "warning", "info"),
)
CONFIG: Final = Option("config", ("--config",), "Read the settings from this file.", metavar="FILE")
NO_BASELINE: Final = Option("no_baseline", ("--no-baseline",), "Report what the baseline holds, too.", "flag")
REVEAL: Final = Option("reveal", ("--reveal",), "Show secret values as well.", "flag")
EVERY: Final = Option("every", ("--all",), "Every loader, not only those that read the file.", "flag")
HOST: Final = Option("host", ("--host",), "Set this in the environment that the loaders see.", "each", "NAME=VALUE")
NAMES: Final = Option("names", ("--names",), "With the names that this project's rules declare.", "flag")
SHARED: Final = (
    Option(
        "color",
        ("--color",),
        "When to colour the output (default: auto).",
        metavar="WHEN",
        choices=("auto", "always", "never"),
    ),
    Option("quiet", ("--quiet", "-q"), "Say less on stderr.", "count"),
    Option("verbose", ("--verbose", "-v"), "Say more on stderr.", "count"),
)
SELECTION: Final = (SELECT, IGNORE, FAIL_ON, CONFIG, NO_BASELINE, *SHARED)
CHECK: Final = Option("check", ("--check",), "Write nothing; exit with 1 if anything is out of date.", "flag")
DIFF: Final = Option("diff", ("--diff",), "Write nothing; print what would change as a unified diff.", "flag")
UNSAFE: Final = Option(
    "unsafe_fixes",
    ("--unsafe-fixes",),
    "Also remove entries that nothing reads, and spell .env files that are in use.",
    "flag",
)
SOURCE: Final = "SOURCE"
PATH: Final = "[PATH]"
ONE_WORD: Final = ("topic", "path")
"""Arguments that take one word; all others take as many as there are."""
REPORTING: Final = ("check", "run", "drift", "migrations")
"""The commands whose report can be written in several formats at once."""
