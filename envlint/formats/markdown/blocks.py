"""The blocks of a Markdown page. Lines and columns count from 1, in code points."""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter
from typing import NamedTuple


class Text(NamedTuple):
    r"""Inline text of one or more lines, joined by ``\n``; ``starts`` are offset, line and column where each begins."""

    text: str
    starts: tuple[tuple[int, int, int], ...]

    @classmethod
    def of_line(cls, text: str, line: int, column: int) -> Text:
        """Return a text of one line."""
        return cls(text, ((0, line, column),))

    @classmethod
    def of_lines(cls, lines: list[str], places: list[tuple[int, int]]) -> Text:
        """Return a text of several lines, of which the places are known."""
        starts = []
        offset = 0
        for text, (line, column) in zip(lines, places, strict=True):
            starts.append((offset, line, column))
            offset += len(text) + 1
        return cls("\n".join(lines), tuple(starts))

    @property
    def line(self) -> int:
        """The line where it begins."""
        return self.starts[0][1]

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and column of a character."""
        start, line, column = self.starts[max(0, bisect_right(self.starts, offset, key=itemgetter(0)) - 1)]
        return line, column + offset - start

    def cut(self, start: int, end: int) -> Text:
        """Return a stretch of it, which begins and ends anywhere."""
        first = bisect_right(self.starts, start, key=itemgetter(0))
        last = bisect_right(self.starts, max(start, end - 1), key=itemgetter(0))
        rest = [(offset - start, line, column) for offset, line, column in self.starts[first:last]]
        return Text(self.text[start:end], ((0, *self.place(start)), *rest))


class Span(NamedTuple):
    """The content of a code span: offsets into its text."""

    start: int
    end: int


class Heading(NamedTuple):
    """A heading; level 0 is the title that front matter gives."""

    level: int
    text: Text


class Prose(NamedTuple):
    """A paragraph, or the first one of a list item (``item``). ``depth`` counts the list items around it."""

    text: Text
    item: bool
    depth: int


class Code(NamedTuple):
    """A fenced or indented block. ``info`` is what follows the fence; ``lines`` are line, column and text."""

    info: str
    lines: tuple[tuple[int, int, str], ...]
    line: int
    fenced: bool


class Row(NamedTuple):
    """A row of a table, from its first character that is no blank."""

    line: int
    column: int
    text: str

    def cells(self) -> list[Text]:
        r"""Return the cells, without the blanks around them. An escaped pipe stays as it is written, ``\|``."""
        parts = self.text.rstrip(" \t").split("|")
        if "\\" in self.text:
            parts = _rejoined(parts)
        cells = []
        at = self.column
        for index, part in enumerate(parts):
            content = part.strip(" \t")
            outside = not content and index in (0, len(parts) - 1)
            if not outside:
                lead = len(part) - len(part.lstrip(" \t")) if content else 0
                cells.append(Text.of_line(content, self.line, at + lead))
            at += len(part) + 1
        return cells


def _rejoined(parts: list[str]) -> list[str]:
    """Undo the cuts at pipes that a backslash escapes."""
    joined: list[list[str]] = [[]]
    for part in parts:
        joined[-1].append(part)
        if not part.endswith("\\"):
            joined.append([])
    return ["|".join(pieces) for pieces in joined if pieces]


class Table(NamedTuple):
    """A table: rows are as they stand, whatever number of cells they have."""

    head: Row | tuple[Text, ...]
    rows: tuple[Row | tuple[Text, ...], ...]

    def titles(self) -> list[Text]:
        """Return the cells of the head."""
        return _cells(self.head)

    def lines(self) -> list[list[Text]]:
        """Return the cells of every row below the head."""
        return [_cells(row) for row in self.rows]


def _cells(row: Row | tuple[Text, ...]) -> list[Text]:
    return row.cells() if isinstance(row, Row) else list(row)


class Comment(NamedTuple):
    """An HTML comment that begins a line: what stands between its marks."""

    text: str
    line: int


class Markup(NamedTuple):
    """A line of HTML."""

    text: Text


Block = Heading | Prose | Code | Table | Comment | Markup
