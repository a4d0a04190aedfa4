"""The lines of a file as the dotenv crates of Rust divide it.

Places count code points of the text; a line is given without its line end. ``dotenvy`` follows quotes and backslashes
from line to line in a small automaton of its own that knows nothing of names and values, so it takes the apostrophe
of a bare ``it's`` for a quote, too, and a ``#`` for a comment only right behind the first of a run of blanks.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

BLANK: Final = "\t\n\x0b\x0c\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000".replace(
    "\u2000-\u200a", "".join(map(chr, range(0x2000, 0x200B)))
)
"""What is white space to Rust: the property White_Space of Unicode."""
INLINE_BLANK: Final = BLANK.replace("\n", "").replace("\r", "")

BYTES: Final = re.compile("[\udc80-\udcff]")
"""What stands for a byte that is no UTF-8."""

COMPLETE, BLANKS, ESCAPE, STRONG, STRONG_ESCAPE, WEAK, WEAK_ESCAPE = range(7)
RUNS: Final = {
    COMPLETE: re.compile(rf"[^{INLINE_BLANK}\\\"']*"),
    STRONG: re.compile(r"[^\\']*"),
    WEAK: re.compile(r'[^\\"]*'),
}
OPENERS: Final = {"\\": ESCAPE, "'": STRONG, '"': WEAK}
CLOSERS: Final = {
    (STRONG, "'"): COMPLETE,
    (STRONG, "\\"): STRONG_ESCAPE,
    (WEAK, '"'): COMPLETE,
    (WEAK, "\\"): WEAK_ESCAPE,
}
AFTER: Final = {ESCAPE: COMPLETE, STRONG_ESCAPE: STRONG, WEAK_ESCAPE: WEAK}


class BadLineError(Exception):
    """A line that is no assignment. ``unreadable``: it fails every loader, also one that goes on without the rest."""

    def __init__(self, kind: str, start: int, end: int, *, unreadable: bool = False) -> None:
        super().__init__(kind)
        self.kind = kind
        self.start = start
        self.end = end
        self.unreadable = unreadable


def single_lines(text: str, begin: int) -> Iterator[tuple[int, int]]:
    """Yield the start and the end of each physical line.

    Raises:
        BadLineError: a line is not UTF-8.
    """
    for start, end in _physical(text, begin):
        yield start, _without_line_end(text, start, end)


def joined_lines(text: str, begin: int) -> Iterator[tuple[int, int]]:
    """Yield the start and the end of each line, joined while a quote or a backslash is open.

    A comment behind a blank is left out.

    Raises:
        BadLineError: a line is not UTF-8, or the file ends within quotes or in a blank.
    """
    start, state = begin, COMPLETE
    opened = False
    for line, end in _physical(text, begin):
        if not opened:
            start = line
            if text[line:end].lstrip(BLANK).startswith("#"):
                continue
        state, comment = _follow(text, line, end, state)
        opened = state != COMPLETE and comment is None
        if opened:
            continue
        yield start, _without_line_end(text, start, end) if comment is None else comment
        state = COMPLETE
    if opened:
        raise BadLineError("unterminated-quote" if state in RUNS else "unfinished-line", start, len(text))


def _physical(text: str, begin: int) -> Iterator[tuple[int, int]]:
    """Yield the start of each physical line, and the place behind its line feed."""
    while begin < len(text):
        end = text.find("\n", begin) + 1 or len(text)
        if BYTES.search(text, begin, end):
            raise BadLineError("not-utf-8", begin, end, unreadable=True)
        yield begin, end
        begin = end


def _without_line_end(text: str, start: int, end: int) -> int:
    """Return the end of a line without LF or CRLF."""
    if text.endswith("\n", start, end):
        end -= 1
        if text.endswith("\r", start, end):
            end -= 1
    return end


def _follow(text: str, place: int, end: int, state: int) -> tuple[int, int | None]:
    """Return the state at the end of a physical line, and where a comment begins in it."""
    while place < end:
        if state == BLANKS and text[place] == "#":
            return COMPLETE, place
        if state in RUNS:
            match = RUNS[state].match(text, place, end)
            place = match.end() if match else place
            if place == end:
                break
        character = text[place]
        place += 1
        if state == BLANKS:
            state = OPENERS.get(character, COMPLETE)
        elif state == COMPLETE:
            state = OPENERS.get(character, BLANKS)
        else:
            state = CLOSERS[state, character] if state in RUNS else AFTER[state]
    return state, None
