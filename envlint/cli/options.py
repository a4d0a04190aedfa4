"""The command line as data: every command and option once. Both parsers, the help and the tests are made from it."""

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

    ``argument`` is the field of ``Request`` that takes the words that are no options. ``hot`` commands are also
    understood by the fast parser, which imports next to nothing.
    """

    name: str
    help: str
    options: tuple[Option, ...]
    argument: str = ""
    metavar: str = ""
    about: str = ""
    hot: bool = False

    def flag(self, flag: str) -> Option | None:
        """Return the option that is written this way, if there is one."""
        return next((option for option in self.options if flag in option.flags), None)


def formats(*names: str) -> Option:
    """Return the option that chooses the format of the output."""
    return Option("formats", ("--format",), "How to write the report.", "each", "FORMAT[:FILE]", names)


ENV: Final = Option("env", ("--env",), "The tier to judge for: a name or alias from the settings.", metavar="TIER")
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
SOURCE: Final = "SOURCE"
LAYERS: Final = (
    "SOURCE is a file or KIND:REF, such as dotenv:.env.production or process:. Several are layers of one environment: "
    "later ones win. Without any it is what the settings name for the tier, else .env and .env.TIER, else the process."
)

COMMANDS: Final = {
    command.name: command
    for command in (
        Command(
            "check",
            "Hold an environment against the rules.",
            (ENV, REPORT, OUTPUT, *SELECTION),
            argument="sources",
            metavar=SOURCE,
            about=f"{LAYERS} Exits with 0 if it passes, 1 if not, 2 if that cannot be told.",
            hot=True,
        ),
        Command(
            "run",
            "Check, then run a program with the effective environment.",
            (ENV, REPORT, OUTPUT, *SELECTION),
            argument="sources",
            metavar=SOURCE,
            about=f"The program and its arguments stand after --. It is not started if the check fails. {LAYERS}",
            hot=True,
        ),
        Command(
            "resolve",
            "Print the effective environment, secrets masked.",
            (ENV, formats("dotenv", "json", "shell"), OUTPUT, REVEAL, CONFIG, *SHARED),
            argument="sources",
            metavar=SOURCE,
            about=LAYERS,
            hot=True,
        ),
        Command(
            "status",
            "Say of each variable whether it is set, from where, and valid.",
            (ENV, formats("text", "json"), OUTPUT, CONFIG, *SHARED),
            argument="sources",
            metavar=SOURCE,
            about=f"Shows no values. {LAYERS}",
            hot=True,
        ),
        Command(
            "explain",
            "Print a check's page, or all that is known of a variable.",
            (ENV, formats("text", "json"), OUTPUT, CONFIG, *SHARED),
            argument="topic",
            metavar="CODE|NAME",
            about="CODE is a check's code or name, such as ENV101; NAME is a variable.",
        ),
        Command("rules", "List the rules.", (ENV, formats("text", "json"), OUTPUT, CONFIG, *SHARED)),
        Command("schema", "Print the JSON Schema of rule files.", (NAMES, OUTPUT, CONFIG, *SHARED)),
        Command(
            "baseline",
            "Record today's findings, so that only new ones fail.",
            (ENV, SELECT, IGNORE, CONFIG, *SHARED),
            argument="sources",
            metavar=SOURCE,
            about=f"The record holds no values. {LAYERS}",
        ),
    )
}
