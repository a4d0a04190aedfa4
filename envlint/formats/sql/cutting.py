"""A SQL file cut into statements, each with its place; psql's own commands and the data of COPY are passed over."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final, NamedTuple

from envlint.core.location import Location, line_starts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# What has no end runs to the end of the text. Nothing here can be matched in two ways: the time is linear.
TOKEN: Final = re.compile(
    r"""(?P<line>--[^\r\n]*+)
    |(?P<block>/\*)
    |(?P<text>(?<!\w)[eE]'(?:[^'\\]|\\.|'')*+(?:'|\Z) | '[^']*+(?:'|\Z) | "[^"]*+(?:"|\Z))
    |(?P<dollar>(?<![\w$])\$(?:[^\W\d]\w*+)?\$)
    |(?P<end>;)""",
    re.VERBOSE | re.DOTALL,
)
BLOCK_MARK: Final = re.compile(r"/\*|\*/")
COMMAND: Final = re.compile(r"[ \t\r\n\f\v]*+(?:\\[^\r\n]*+[ \t\r\n\f\v]*+)*+")
DATA_FOLLOWS: Final = re.compile(r"copy\b[^;]*?\bfrom\s+stdin\b", re.IGNORECASE)
DATA_END: Final = re.compile(r"^\\\.[ \t]*\r?$", re.MULTILINE)
LITERAL: Final = re.compile(r"[eE]?'(?:[^']|'')*+'|-?[\w.]+")


class Statement(NamedTuple):
    """The text of a statement without its semicolon, and where it begins. ``bodies`` are its dollar-quoted texts."""

    text: str
    start: int
    bodies: tuple[tuple[int, int], ...] = ()


class Script:
    """The text of a SQL file. ``comments`` are its ``--`` comments by line, from 1."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text.replace("\0", " ")
        self.comments: dict[int, str] = {}
        self.unclosed: int | None = None  # where a comment begins that has no end
        self._starts = line_starts(self.text)

    def line(self, offset: int) -> int:
        """Return the line of an offset, from 1."""
        return bisect_right(self._starts, offset)

    def place(self, offset: int) -> Location:
        """Return where the literal at an offset stands."""
        literal = LITERAL.match(self.text, offset)
        return self._location(offset, literal.end() if literal else offset)

    def _location(self, start: int, end: int) -> Location:
        line, last = self.line(start), self.line(end)
        columns = start - self._starts[line - 1] + 1, end - self._starts[last - 1] + 1
        return Location(self.path, self.path, line, columns[0], last, columns[1])

    def statements(self) -> Iterator[Statement]:
        """Yield the statements, and collect the comments on the way."""
        text = self.text
        at = start = _significant(text, 0)
        bodies: list[tuple[int, int]] = []
        while token := TOKEN.search(text, at):
            at = token.end()
            if token.lastgroup in ("line", "block"):
                at = self._comment(token)
                if token.start() == start:
                    at = start = _significant(text, at)
            elif token.lastgroup == "dollar":
                end = text.find(token[0], at)
                bodies.append((at, end if end >= 0 else len(text)))
                at = bodies[-1][1] + len(token[0])
            elif token.lastgroup == "end":
                yield Statement(text[start : token.start()], start, tuple(bodies))
                if DATA_FOLLOWS.match(text, start, token.start()):
                    data = DATA_END.search(text, at)
                    at = data.end() if data else len(text)
                at = start = _significant(text, at)
                bodies = []
        if text[start:].strip():
            yield Statement(text[start:], start, tuple(bodies))

    def _comment(self, token: re.Match[str]) -> int:
        """Keep a comment, and return where it ends. Block comments nest."""
        if token.lastgroup == "line":
            line = self.line(token.start())
            self.comments[line] = token[0]
            return token.end()
        depth, at = 1, token.end()
        while depth and (mark := BLOCK_MARK.search(self.text, at)):
            depth += 1 if mark[0] == "/*" else -1
            at = mark.end()
        if depth:
            self.unclosed = token.start()
        return len(self.text) if depth else at


def _significant(text: str, at: int) -> int:
    """Return where the next statement begins, after blanks and psql's commands."""
    found = COMMAND.match(text, at)
    return found.end() if found else at
