"""Unit files of systemd: their settings in order, with places.

Source: systemd.syntax(7), held against ``systemd-analyze verify`` of version 252.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from envlint.core.files import LARGEST
from envlint.core.record import Record
from envlint.core.source import CALL, Notice, Remark
from envlint.formats.unparsed import Unparsed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

LINE: Final = re.compile(r"[^\r\n]+")
BLANKS: Final = " \t\r\n"
LONGEST: Final = 1 << 20
"""What systemd takes as one line, with all that continues it."""
MOST_FAULTS: Final = 1000
TOO_MANY: Final = f"has more than {MOST_FAULTS} lines without an equals sign"
NO_EQUALS: Final = "this line has no equals sign, and systemd ignores it"


class Setting(Record):
    """One ``key=value`` in a section. A line that a backslash continues is one value, with a blank in its place.

    ``pieces`` are pairs of an index in ``value`` and the offset in the text where the characters from there on stand.
    """

    section: str
    key: str
    value: str
    start: int
    pieces: tuple[tuple[int, int], ...]

    def offset(self, index: int) -> int:
        """Return where a character of the value stands in the text."""
        first, place = self.pieces[bisect_right(self.pieces, (index, LARGEST)) - 1]
        return place + index - first

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where ``value[start:end]`` stands in the text."""
        return (self.offset(start), self.offset(end - 1) + 1) if end > start else (self.offset(start),) * 2


class Unit:
    """What a unit file holds. Comments that speak to envlint are ``remarks``."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.section = ""
        self.settings: list[Setting] = []
        self.notices: list[Notice] = []
        self.remarks: list[Remark] = []


def read(text: str) -> Unit:
    """Return the settings of a unit file or a drop-in.

    Raises:
        Unparsed: a section's header is broken or a line too long, and systemd does not load the unit at all; or this
            is no unit, as it seems.
    """
    unit = _Unit(text)
    for match in LINE.finditer(text):
        unit.line(match[0], match.start())
    unit.flush()
    return unit


class _Unit(Unit):
    """``held`` are the lines so far of one that goes on."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.held: list[tuple[str, int]] = []
        self.length = 0

    def line(self, line: str, start: int) -> None:
        stripped = line.lstrip(BLANKS)
        if not stripped:
            return
        if stripped[0] in "#;":
            # A comment may even stand between the lines of one value.
            if CALL in stripped:
                self.remarks.append(Remark(start + len(line) - len(stripped), start + len(line), stripped, alone=True))
            return
        backslashes = len(line) - len(line.rstrip("\\"))
        goes_on = backslashes % 2 == 1
        self.held.append((line[:-1] + " " if goes_on else line, start))
        self.length += len(line)
        if self.length > LONGEST:
            raise self._broken(start, "has a line that is longer than 1 MiB")
        if not goes_on:
            self.flush()

    def flush(self) -> None:
        """Take the line that is complete now."""
        if not self.held:
            return
        whole = "".join(text for text, _ in self.held)
        pieces, index = [], 0
        for text, start in self.held:
            pieces.append((index, start))
            index += len(text)
        self.held, self.length = [], 0
        self._take(whole, tuple(pieces))

    def _take(self, whole: str, pieces: tuple[tuple[int, int], ...]) -> None:
        line = Setting(self.section, "", whole, pieces[0][1], pieces)
        stripped = whole.strip(BLANKS)
        begin = len(whole) - len(whole.lstrip(BLANKS))
        place = line.span(begin, begin + len(stripped))
        if stripped.startswith("["):
            if not stripped.endswith("]"):
                raise self._broken(place[0], "has a section header without its closing bracket")
            self.section = stripped[1:-1]
            return
        key, equals, value = whole.partition("=")
        if not equals:
            if len(self.notices) >= MOST_FAULTS:
                raise self._broken(place[0], TOO_MANY)
            self.notices.append(Notice("malformed-line", *place, detail=NO_EQUALS))
            return
        blanks = len(value) - len(value.lstrip(BLANKS))
        moved = _moved(line, len(key) + 1 + blanks)
        self.settings.append(Setting(self.section, key.strip(BLANKS), value.strip(BLANKS), place[0], moved))

    def _broken(self, offset: int, reason: str) -> Unparsed:
        before = self.text[:offset]
        column = len(before) - max(before.rfind("\n"), before.rfind("\r"))
        return Unparsed(reason, before.count("\n") + 1, column)


def _moved(line: Setting, by: int) -> tuple[tuple[int, int], ...]:
    """Return the pieces of a line's rest, which begins at an index."""
    later = tuple((index - by, place) for index, place in line.pieces if index > by)
    return ((0, line.offset(by)), *later)
