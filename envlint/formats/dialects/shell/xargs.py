"""What ``export $(grep -v '^#' file | xargs)`` makes of a ``.env`` file in bash.

Source: POSIX.1-2017, xargs, for quotes and backslashes; the manuals of GNU grep for files with a NUL, of GNU coreutils
for ``echo``, which xargs runs, and of bash for ``export``. What ``echo`` prints is cut at every blank again.
"""

from __future__ import annotations

import re

from envlint.core.record import Record
from envlint.formats.dialects import COMMAND, Assignment, Problem, Reading
from envlint.formats.dialects.shell.shells import BASH_CHANGING, BASH_READONLY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Final

LONGEST: Final = 128 << 10
"""Bytes of one command line, POSIX's limit that GNU xargs keeps."""
PIECE: Final = re.compile(
    r"""(?P<bare>[^ \t\n'"\\]+)|(?P<blank>[ \t\n]+)|'(?P<single>[^'\n]*)'|"(?P<double>[^"\n]*)"|\\(?P<escaped>.?)""",
    re.DOTALL,
)
SKIPPED: Final = "\r\v\f"
"""Blanks in front of an argument, though within one they are characters like any other."""
COMMENT: Final = re.compile(r"^#[^\n]*(?:\n|\Z)", re.MULTILINE)
OPTION: Final = re.compile(r"-[neE]+")
ASSIGNED: Final = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)(\+?)=")


class Argument(Record):
    """One argument as xargs hands it on."""

    text: str
    start: int
    end: int


class Unmatched(Exception):
    """A quote does not end on its line: xargs stops."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


def read(data: bytes, host: Mapping[str, str]) -> Reading:
    """Read a file as the command does."""
    text = data.decode("utf-8", "surrogateescape")
    if "\0" in text:
        at = text.index("\0")
        return Reading(problems=(Problem("binary-file", at, at + 1, drops_rest=True),))
    try:
        arguments = list(_arguments(text))
    except Unmatched as error:
        end = text.find("\n", error.at)
        end = len(text) if end < 0 else end
        return Reading(problems=(Problem("unterminated-quote", error.at, end, fatal=True, drops_rest=True),))
    for argument in arguments:
        if len(argument.text.encode("utf-8", "surrogateescape")) >= LONGEST - 2048:
            problem = Problem("too-long", argument.start, argument.end, fatal=True, drops_rest=True)
            return Reading(problems=(problem,))
    return _exported(arguments, host)


def _kept(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches that are no comment lines."""
    start = 0
    for comment in COMMENT.finditer(text):
        yield start, comment.start()
        start = comment.end()
    yield start, len(text)


def _arguments(text: str) -> Iterator[Argument]:
    """Yield the arguments: quotes keep blanks, a backslash outside of quotes keeps the next character."""
    parts: list[str] = []
    first = last = -1
    for start, end in _kept(text):
        at = start
        while at < end:
            piece = PIECE.match(text, at, end)
            if piece is None:
                raise Unmatched(at)
            if first < 0 and piece.lastgroup == "bare" and piece[0][0] in SKIPPED:
                at += len(piece[0]) - len(piece[0].lstrip(SKIPPED))
                continue
            if piece.lastgroup != "blank":
                first = at if first < 0 else first
                parts.append(piece[piece.lastgroup or 0])
                last = piece.end()
            elif first >= 0:
                yield Argument("".join(parts), first, last)
                parts, first = [], -1
            at = piece.end()
    if first >= 0:
        yield Argument("".join(parts), first, last)


def _exported(arguments: list[Argument], host: Mapping[str, str]) -> Reading:
    """Do what ``export`` does with what ``echo`` prints of the arguments."""
    found: dict[str, Assignment] = {}
    problems: list[Problem] = []
    options = True
    for argument in arguments:
        if options and OPTION.fullmatch(argument.text):
            continue
        words = re.findall(r"[^ \t\n]+", argument.text)
        if options and words and words[0][0] == "-" and len(words[0]) > 1:
            problem = Problem("option", argument.start, argument.end, drops_rest=True)
            return Reading(problems=(problem,))
        options = options and not words
        for word in words:
            assigned = ASSIGNED.match(word)
            if not assigned:
                problems.append(Problem("malformed-word", argument.start, argument.end))
            elif assigned[1] in BASH_READONLY:
                # The assignment fails, and the variable goes to the environment as it is.
                problems.append(Problem("read-only", argument.start, argument.end))
                place = (argument.start, argument.end)
                found[assigned[1]] = Assignment(assigned[1], "", *place, *place, "", frozenset((COMMAND,)))
            elif assigned[1] != "_":
                _set(found, argument, word, assigned, host)
    return Reading(tuple(found.values()), tuple(problems))


def _set(
    found: dict[str, Assignment], argument: Argument, word: str, assigned: re.Match[str], host: Mapping[str, str]
) -> None:
    name, value = assigned[1], word[assigned.end() :]
    if assigned[2]:
        before = found.pop(name, None)
        value = ((before.value if before else host.get(name)) or "") + value
    found.pop(name, None)
    depends = frozenset((COMMAND,)) if name in BASH_CHANGING else frozenset[str]()
    place = (argument.start, argument.end)
    # A value behind quotes or backslashes has no stretch of its own.
    whole = argument.text == word and argument.end - argument.start == len(word) and not assigned[2]
    span = (argument.start + assigned.end(), argument.end) if whole else place
    found[name] = Assignment(name, value, *place, *span, "", depends)
