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
PID_OF: Final = Option("pid_of", ("--pid-of",), "Look at the running process of this name.", "each", "NAME")
SOURCES: Final = Option("sources", ("--source",), "Look at this source, KIND:REF.", "each", "SOURCE")
AGAINST: Final = Option("against", ("--against",), "The tier to compare the one of --env with.", metavar="TIER")
KEY: Final = Option(
    "key", ("--key",), "The file with the key of fingerprints (default: envlint/key of your settings).", metavar="FILE"
)
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
REPORTING: Final = ("check", "run", "drift")
"""The commands whose report can be written in several formats at once."""
PROJECT: Final = (
    "PATH is a folder or file, by default this folder. The settings that hold there hold, and paths are shown from the "
    "root of that project. Works without any settings."
)
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
            (ENV, SERVICE, PID_OF, REPORT, OUTPUT, *SELECTION),
            argument="sources",
            metavar=SOURCE,
            about=f"{LAYERS} Exits with 0 if it passes, 1 if not, 2 if that cannot be told.",
            hot=True,
        ),
        Command(
            "run",
            "Check, then run a program with the effective environment.",
            (ENV, SERVICE, PID_OF, REPORT, OUTPUT, *SELECTION),
            argument="sources",
            metavar=SOURCE,
            about=f"The program and its arguments stand after --. It is not started if the check fails. {LAYERS}",
            hot=True,
        ),
        Command(
            "resolve",
            "Print the effective environment, secrets masked.",
            (ENV, SERVICE, PID_OF, formats("dotenv", "json", "shell"), OUTPUT, REVEAL, CONFIG, *SHARED),
            argument="sources",
            metavar=SOURCE,
            about=LAYERS,
            hot=True,
        ),
        Command(
            "status",
            "Say of each variable whether it is set, from where, and valid.",
            (ENV, SERVICE, PID_OF, formats("text", "json"), OUTPUT, CONFIG, *SHARED),
            argument="sources",
            metavar=SOURCE,
            about=f"Shows no values. {LAYERS}",
            hot=True,
        ),
        Command(
            "explain",
            "Print a check's page, or all that is known of a variable.",
            (ENV, SERVICE, SOURCES, PID_OF, formats("text", "json"), OUTPUT, CONFIG, *SHARED),
            argument="topic",
            metavar="CODE|NAME",
            about="CODE is a check's code or name, such as ENV101; NAME is a variable.",
        ),
        Command(
            "diff",
            "Tell what differs between two environments.",
            (ENV, AGAINST, SERVICE, PID_OF, formats("text", "json"), OUTPUT, KEY, CONFIG, *SHARED),
            argument="sources",
            metavar=SOURCE,
            about=(
                "Names, places and rules, never a value. SOURCE is given twice, from and to: a file, KIND:REF, or the "
                "snapshot:FILE of an earlier day. With --env the second may be left out: it is what the settings name "
                "for that tier. --env TIER --against TIER compares two tiers. Exits with 0 if nothing differs, 1 if "
                "anything does, 2 if that cannot be told."
            ),
            hot=True,
        ),
        Command(
            "snapshot",
            "Record an environment without its values, for a later diff.",
            (ENV, SERVICE, PID_OF, OUTPUT, KEY, CONFIG, *SHARED),
            argument="sources",
            metavar=SOURCE,
            about=f"Names, places and fingerprints made with a key of your own that stays on this machine. {LAYERS}",
            hot=True,
        ),
        Command("rules", "List the rules.", (ENV, SERVICE, formats("text", "json"), OUTPUT, CONFIG, *SHARED)),
        Command("schema", "Print the JSON Schema of rule files.", (NAMES, OUTPUT, CONFIG, *SHARED)),
        Command(
            "baseline",
            "Record today's findings, so that only new ones fail.",
            (ENV, SELECT, IGNORE, CONFIG, *SHARED),
            argument="sources",
            metavar=SOURCE,
            about=(
                "The record holds no values. Without SOURCE and --env it takes what check and drift find; with one of "
                f"them what check finds, and keeps what it holds of drift. {LAYERS}"
            ),
        ),
        Command(
            "drift",
            "Hold code, docs, template and rules against each other.",
            (REPORT, OUTPUT, *SELECTION),
            argument="path",
            metavar=PATH,
            about=(
                f"Deploy manifests and SQL schemas, too. {PROJECT} Exits with 0 if they agree, 1 if not, 2 if that "
                "cannot be told."
            ),
        ),
        Command(
            "scan",
            "List the variables that the code reads.",
            (formats("text", "json"), OUTPUT, CONFIG, *SHARED),
            argument="path",
            metavar=PATH,
            about=f"{PROJECT} Secret defaults are not shown.",
        ),
        Command(
            "dialects",
            "Show how each loader reads each line of a .env file.",
            (EVERY, HOST, REVEAL, formats("text", "json"), OUTPUT, CONFIG, *SHARED),
            argument="path",
            metavar="[FILE]",
            about=(
                "The loaders are those that read FILE by the settings or by what the project shows, else the main "
                "ones; secrets are masked. Without FILE: which files the project has, and which loaders read them. "
                "Nothing is run. Differences are no findings: exits with 0, or with 2 if FILE cannot be read."
            ),
        ),
        Command(
            "init",
            "Draft rules, settings and a baseline.",
            SHARED,
            argument="path",
            metavar=PATH,
            about=(
                "From what is there, without asking. Nothing is written where there are settings or rules. Afterwards "
                "check and drift pass."
            ),
        ),
        Command(
            "docs",
            "Bring the docs up to date.",
            (CHECK, DIFF, CONFIG, *SHARED),
            argument="path",
            metavar=PATH,
            about=(
                "Writes the sections between <!-- envlint:begin rules|variables|drift --> and <!-- envlint:end -->, "
                "and adds the variables that the docs lack."
            ),
        ),
        Command(
            "template",
            "Bring the template up to date.",
            (CHECK, DIFF, CONFIG, *SHARED),
            argument="path",
            metavar=PATH,
            about="Adds the variables that it lacks. No line that is there is changed. A secret gets no value.",
        ),
        Command(
            "fix",
            "Bring docs and template up to date.",
            (DIFF, UNSAFE, CONFIG, *SHARED),
            argument="path",
            metavar=PATH,
            about=(
                "What docs and template do, at once. Lines of a template that the loaders in use read differently are "
                "spelled so that all read the same. Nothing is removed without --unsafe-fixes."
            ),
        ),
    )
}
