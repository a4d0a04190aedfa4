"""The words of a line as Python's ``shlex.shlex(line, posix=True)`` cuts them, with places and in linear time.

Source: the documentation of the module ``shlex``, section Parsing Rules. Letters, digits and ``_`` make a word, quotes
and backslashes join it, any other character is a word of its own, and ``#`` ends the line wherever it stands unquoted.
"""

from __future__ import annotations

import re

from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

# ``shlex`` takes the letters of Latin-1 into words, and no other letters outside of ASCII.
LETTERS: Final = r"[A-Za-z0-9_ßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ]+"
PIECE: Final = re.compile(
    rf"""(?P<word>{LETTERS})|(?P<blank>[ \t\r\n]+)|(?P<comment>\#.*)|'(?P<single>[^']*)'"""
    r"""|"(?P<double>(?:[^"\\]|\\.)*+)"|\\(?P<escaped>.)|(?P<other>[^'"\\])""",
    re.DOTALL,
)
ESCAPED: Final = re.compile(r'\\([\\"])')


class Unclosed(Exception):
    """A quote does not end, or a backslash is the last character."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class Word(Record):
    """One word: its text, and where it stands in the line."""

    text: str
    start: int
    end: int


def words(line: str) -> list[Word]:
    """Return the words of a line.

    Raises:
        Unclosed: ``shlex`` would raise ``ValueError``.
    """
    found: list[Word] = []
    parts: list[str] = []
    start, at = -1, 0
    while at < len(line):
        match = PIECE.match(line, at)
        if match is None:
            raise Unclosed("trailing-backslash" if line[at] == "\\" or line[-1] == "\\" else "unterminated-quote")
        kind = match.lastgroup or ""
        if kind in ("word", "single", "double", "escaped"):
            start = at if start < 0 else start
            text = match[kind]
            parts.append(ESCAPED.sub(r"\1", text) if kind == "double" else text)
        else:
            if start >= 0:
                found.append(Word("".join(parts), start, at))
                parts, start = [], -1
            if kind == "other":
                found.append(Word(match[0], at, match.end()))
        at = match.end()
    if start >= 0:
        found.append(Word("".join(parts), start, at))
    return found
