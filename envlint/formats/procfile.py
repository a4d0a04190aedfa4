"""Procfiles: the processes of a program, and the assignments that stand in front of their commands.

Source: Heroku Dev Center, "The Procfile"; POSIX.1-2017, Shell Command Language, 2.2 "Quoting" and 2.9.1 "Simple
Commands". Nothing is run or expanded.
"""

from __future__ import annotations

import re

from envlint.core.record import Record
from envlint.core.source import Binding, Notice
from envlint.core.value import Value
from envlint.formats.unparsed import Unparsed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.core.source import Source

PROCESS: Final = re.compile(r"([A-Za-z0-9_-]+):[ \t]*([^\r\n]*)")
LINE: Final = re.compile(r"[^\r\n]+")
BLANKS: Final = re.compile(r"[ \t]*")
ASSIGNED: Final = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)=")
BARE: Final = re.compile(r"[^\\'\"$` \t;&|<>()]+")
SINGLE: Final = re.compile(r"'([^']*)'")
DOUBLE: Final = re.compile(r'"((?:[^"\\]|\\.)*+)"')
UNQUOTED: Final = re.compile(r'\\(["$`\\])')
EXPANDED: Final = re.compile(r"(?:\\.|[^\\$`])*+(\$[A-Za-z_0-9{(@*#?!$-]|`)")
REFERENCE: Final = re.compile(r"\$\{?([A-Za-z_][A-Za-z0-9_]*)")
ENDS: Final = frozenset(" \t;&|<>()")
NO_COMMAND: Final = frozenset(";&|()#")
"""What may stand where a command is expected, and is none: an operator, or the start of a comment."""
MOST_FAULTS: Final = 1000
TOO_MANY: Final = f"is no Procfile: more than {MOST_FAULTS} of its lines are no process"
NO_PROCESS: Final = "this line is no process of the form NAME: COMMAND"


class Process(Record):
    """A process with its command, from ``start`` to ``end``."""

    name: str
    start: int
    end: int


class _Broken(Exception):
    """The quotes of a word are broken."""


def processes(text: str) -> tuple[list[Process], list[Notice]]:
    """Return the processes of a Procfile, and the lines that are none and no comments.

    Raises:
        Unparsed: there are so many of those that this is no Procfile.
    """
    found: list[Process] = []
    notices: list[Notice] = []
    for line in LINE.finditer(text):
        if not line[0].strip() or line[0].lstrip().startswith("#"):
            continue
        match = PROCESS.fullmatch(text, line.start(), line.end())
        if match:
            found.append(Process(match[1], match.start(2), match.end(2)))
        elif len(notices) >= MOST_FAULTS:
            raise Unparsed(TOO_MANY, text.count("\n", 0, line.start()) + 1, 1)
        else:
            notices.append(Notice("malformed-line", line.start(), line.end(), detail=NO_PROCESS))
    return found, notices


def bindings(process: Process, source: Source) -> tuple[list[Binding], list[Notice]]:
    """Return what the shell sets for the command of a process: the assignments before its first other word.

    Assignments that no command follows set variables of the shell alone.
    """
    text = source.text
    found: list[Binding] = []
    at = _skip(text, process.start)
    while match := ASSIGNED.match(text, at, process.end):
        try:
            value, end, quote, unseen = _word(text, match.end(), process.end)
        except _Broken:
            notice = Notice("unterminated-quote", match.end(), process.end, match[1])
            return [], [notice]
        span = (match.end() + bool(quote), end - bool(quote))
        binding = Binding(
            match[1],
            Value("" if unseen else value),
            source,
            name_span=match.span(1),
            value_span=span,
            quote=quote,
            layer=f"process {process.name}",
            unseen=unseen,
        )
        found.append(binding)
        at = _skip(text, end)
    follows = at < process.end and text[at] not in NO_COMMAND
    return (found if follows else []), []


def _skip(text: str, at: int) -> int:
    blanks = BLANKS.match(text, at)
    return blanks.end() if blanks else at


def _word(text: str, start: int, limit: int) -> tuple[str, int, str, str]:
    """Return a word's text without quotes, its end, its quote if one pair is all around it, and why it is unseen."""
    parts: list[str] = []
    at = start
    unseen = "the shell expands ~ when the process starts" if text[start : start + 1] == "~" else ""
    while at < limit and text[at] not in ENDS:
        character = text[at]
        if character == "\\":
            parts.append(text[at + 1 : min(at + 2, limit)])
            at = min(at + 2, limit)
            continue
        if character in "$`":
            unseen = unseen or _expansion(text, at, limit)
            at = _behind(text, at, limit)
            parts.append(character)
            continue
        pattern = SINGLE if character == "'" else DOUBLE if character == '"' else BARE
        match = pattern.match(text, at, limit)
        if match is None:
            raise _Broken
        if character == '"':
            unseen = unseen or _in_quotes(match[1])
        parts.append(UNQUOTED.sub(r"\1", match[1]) if character == '"' else match[pattern.groups])
        at = match.end()
    quote = text[start] if text[start : start + 1] in ("'", '"') and len(parts) == 1 else ""
    return "".join(parts), at, quote, unseen


def _in_quotes(inside: str) -> str:
    match = EXPANDED.match(inside)
    return _expansion(inside, match.start(1), len(inside)) if match else ""


def _expansion(text: str, at: int, limit: int) -> str:
    """Say what the shell puts in place of what begins here; empty where a dollar sign stands for itself."""
    if text[at] == "`" or text.startswith("$(", at):
        return "the shell runs a command for it when the process starts"
    reference = REFERENCE.match(text, at, limit)
    if reference:
        return f"the shell expands ${reference[1][:64]} when the process starts"
    special = text[at + 1 : min(at + 2, limit)]
    return "the shell expands it when the process starts" if special and special in "{@*#?!$-0123456789" else ""


def _behind(text: str, at: int, limit: int) -> int:
    """Return the end of a substitution that may have blanks in it; of a plain ``$``, what comes next."""
    if text[at] == "`":
        end = text.find("`", at + 1, limit)
        return limit if end < 0 else end + 1
    pair = {"$(": "()", "${": "{}"}.get(text[at : at + 2])
    if pair is None:
        return at + 1
    depth = 0
    for index in range(at + 1, limit):
        depth += (text[index] == pair[0]) - (text[index] == pair[1])
        if depth == 0:
            return index + 1
    return limit
