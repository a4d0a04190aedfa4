"""The command line as data: every command and option once. Both parsers, the help and the tests are made from it."""

from __future__ import annotations

from envlint import reporters
from envlint.core.errors import UsageError
from envlint.core.record import Record
from envlint.core.request import Request
from envlint.core.suggest import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any, Final


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


def split_program(words: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """Part the words of ``run`` at the first ``--``: envlint's own, and the program with its arguments."""
    if words and words[0] == "run" and "--" in words:
        cut = words.index("--")
        return list(words[:cut]), tuple(words[cut + 1 :])
    return list(words), ()


def build(command: Command, given: Mapping[str, Sequence[str]], program: Sequence[str] = ()) -> Request:
    """Make the request from the raw values of each option, in the order given; a flag has one value each time.

    Raises:
        UsageError: a value is empty or none of the choices, two reports have the same target, ``run`` has no program.
    """
    fields: dict[str, Any] = {}
    for option in command.options:
        if values := given.get(option.name):
            fields[option.name] = _READ[option.kind](option, values)
    if words := given.get(command.argument):
        if not all(words):
            raise UsageError(f"an empty {command.metavar}")
        fields[command.argument] = words[0] if command.argument == "topic" else tuple(words)
    if command.name == "run" and not program:
        raise UsageError("run needs a program", help="envlint run [OPTIONS] [SOURCE]... -- PROGRAM [ARGUMENT]...")
    return _with_one_target_each(Request(command=command.name, **fields, argv=tuple(program)))


def _with_one_target_each(request: Request) -> Request:
    """Refuse two reports for one place; give a command of one format its file as ``output``."""
    bare = [name for name in request.formats if ":" not in name]
    if len(bare) > 1:
        raise UsageError(f"--format {bare[0]} and --format {bare[1]} for one output", help="write FORMAT:FILE")
    if request.output and request.formats and not bare:
        raise UsageError("--output and --format FORMAT:FILE both name a file", help="leave one of them out")
    files = [name.partition(":")[2] for name in request.formats if ":" in name] + [request.output]
    if twice := next((file for file in files if file and files.count(file) > 1), None):
        raise UsageError(f"two reports for one file: {twice}")
    if request.command in ("check", "run") or not request.formats:
        return request
    if len(request.formats) > 1:
        raise UsageError(f"{request.command} writes one format at a time")
    name, _, file = request.formats[0].partition(":")
    return request.replace(formats=(name,), output=file or request.output)


def _text(option: Option, values: Sequence[str]) -> str:
    return _checked(option, values[-1])


def _each(option: Option, values: Sequence[str]) -> tuple[str, ...]:
    return tuple([_checked(option, value) for value in values])


def _words(option: Option, values: Sequence[str]) -> tuple[str, ...]:
    words = [word.strip() for value in values for word in _checked(option, value).split(",")]
    return tuple([_checked(option, word) for word in words])


def _flag(_option: Option, _values: Sequence[str]) -> bool:
    return True


def _count(_option: Option, values: Sequence[str]) -> int:
    return len(values)


def _checked(option: Option, value: str) -> str:
    """Refuse an empty value, which is nearly always a shell variable that was not set, and an unknown choice."""
    flag = option.flags[0]
    word, colon, file = value.partition(":") if option.name == "formats" else (value, "", "")
    if not word.strip() or (colon and not file):
        raise UsageError(f"{flag} needs a value: {option.metavar}")
    if option.choices and word not in option.choices:
        guess = nearest(word, option.choices)
        hint = f"did you mean '{guess}'?" if guess else f"one of {', '.join(option.choices)}"
        raise UsageError(f"{flag}: '{word}' is not known", help=hint)
    return value


_READ: Final[dict[str, Callable[[Option, Sequence[str]], object]]] = {
    "text": _text,
    "each": _each,
    "words": _words,
    "flag": _flag,
    "count": _count,
}
