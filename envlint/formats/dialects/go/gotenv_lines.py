"""A line of gotenv, which may be several of the file, and the places of what stands in it."""

from __future__ import annotations

from envlint.core.record import Record
from envlint.formats.dialects import Assignment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

BLANK: Final = "\t\n\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"


class BadLineError(Exception):
    """A line that ends the reading of the file."""

    def __init__(self, kind: str, start: int, end: int) -> None:
        super().__init__(kind)
        self.kind = kind
        self.start = start
        self.end = end


class Lines(Record):
    """A line, where it begins in the file, and how many blanks the first of its lines lost at ``lost_at``."""

    text: str
    start: int
    lost_at: int = 0
    lost: int = 0

    def at(self, place: int) -> int:
        """Return the place in the file of a place in the line."""
        return self.start + place + (self.lost if place > self.lost_at else 0)


def check(line: Lines) -> None:
    """Refuse a line that is no assignment, no comment and not blank."""
    text = line.text.strip(BLANK)
    if text and not text.startswith("#"):
        raise BadLineError("no-assignment", line.start, line.at(len(line.text)))


def placed(
    name: str, text: str, line: Lines, begins: tuple[int, int], raw: str, quote: str, depends: frozenset[str]
) -> Assignment:
    """Return an assignment with the places of what stands in the file."""
    start, value = begins
    value += len(raw) - len(raw.lstrip(BLANK))
    end = value + len(raw.strip(BLANK))
    inner = 1 if quote else 0
    places = (line.at(start), line.at(end), line.at(value + inner), line.at(end - inner))
    return Assignment(name, text, *places, quote, depends)
