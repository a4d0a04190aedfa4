"""The pass over the lines of a Markdown page."""

from __future__ import annotations

from envlint.formats.markdown import markup
from envlint.formats.markdown.blocks import Code, Heading, Markup, Prose, Row, Table, Text
from envlint.formats.markdown.lines import (
    ATX,
    ATX_END,
    BLANKS,
    FENCE,
    MARKER,
    QUOTE,
    STARTS_BLOCK,
    TAB,
    Fence,
    heads_table,
    interrupts,
    is_text,
    thematic,
    underline,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.formats.markdown.blocks import Block

DEEPEST: Final = 64
"""Quotes and list items within each other that are told apart; what stands deeper is text."""


def blocks(text: str) -> list[Block]:
    """Return the blocks of a page in order. Any text is a page; the time is linear in its length."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    scanner = Scanner()
    first = scanner.front_matter(lines)
    for number, line in enumerate(lines[first:], first + 1):
        scanner.take(number, line)
    scanner.close()
    return scanner.found


class Scanner:
    """Takes line after line. What is open: a fence, a comment, indented code, a table or prose; list items; quotes."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self.number = 0
        self.items: list[int] = []
        self.quotes = 0
        self.fence: Fence | None = None
        self.hidden = markup.Hidden()
        self.indented: list[tuple[int, int, str]] = []
        self.rows: list[Row] = []
        self.prose: list[str] = []
        self.starts: list[tuple[int, int]] = []
        self.in_item = False

    def front_matter(self, lines: list[str]) -> int:
        """Take ``---`` ... ``---`` at the top, and return the number of its lines."""
        if lines[0].rstrip() != "---" or len(lines) < 2 or not lines[1].strip():
            return 0
        for index, line in enumerate(lines[1:200], 1):
            if line.startswith("title:"):
                title = line[6:].strip().strip("\"'")
                self.found.append(Heading(0, Text.of_line(title, index + 1, line.index(title) + 1)))
            elif line.rstrip() in ("---", "..."):
                return index + 1
        self.found.clear()
        return 0

    def take(self, number: int, line: str) -> None:
        """Take the next line."""
        self.number = number
        rest = line.lstrip(BLANKS)
        column = len(line) - len(rest)
        width = column if "\t" not in line[:column] else len(line[:column].expandtabs(TAB))
        if self.quotes or (rest[:1] == ">" and not self.fence):
            rest, column, width = self._unquoted(rest, column, width)
        if self.fence and self._fenced(rest, column, width):
            return
        if self.hidden.open:
            self._finish(self.hidden.take(number, line))
        elif not rest:
            self._blank()
        elif self.rows and rest[0] == "|":
            self.rows.append(Row(number, column + 1, rest))
        else:
            self._open(rest, column, width)

    def close(self) -> None:
        """End whatever is open."""
        if self.fence:
            self._end_fence()
        if self.hidden.open:
            self._finish(self.hidden.end())
        self._end()

    def _unquoted(self, rest: str, column: int, width: int) -> tuple[str, int, int]:
        """Take the marks of block quotes off; a change of their number ends what is open, but prose goes on."""
        depth = 0
        most = self.quotes if self.fence else DEEPEST
        while depth < most and (mark := QUOTE.match(rest)):
            depth += 1
            column += mark.end()
            width = max(0, len(mark[1]) - 1)
            rest = rest[mark.end() :]
        if depth != self.quotes and not (depth < self.quotes and self.prose and rest and is_text(rest)):
            if self.fence:
                self._end_fence()
            self._end()
            self.items.clear()
            self.quotes = depth
        return rest, column, width

    def _blank(self) -> None:
        if self.indented:
            self.indented.append((self.number, 1, ""))
        else:
            self._end()

    def _end(self) -> None:
        """End the table, the prose or the indented code that is open."""
        if self.rows:
            self.found.append(Table(self.rows[0], tuple(self.rows[1:])))
            self.rows = []
        elif self.prose:
            self.found.append(Prose(self._text(), self.in_item, len(self.items)))
        elif self.indented:
            while not self.indented[-1][2]:
                self.indented.pop()
            self.found.append(Code("", tuple(self.indented), self.indented[0][0], fenced=False))
            self.indented = []
        self.in_item = False

    def _text(self) -> Text:
        text = Text.of_lines(self.prose, self.starts)
        self.prose = []
        self.starts = []
        return text

    def _open(self, rest: str, column: int, width: int) -> None:
        """Take a line that is not blank and not inside a fence: list markers first, then what they hold."""
        while True:
            if self.items and width < self.items[-1] and not self._goes_on(rest):
                self._end()
                while self.items and width < self.items[-1]:
                    self.items.pop()
            over = width - (self.items[-1] if self.items else 0)
            if over >= TAB and self._indented(rest, column, over):
                return
            if rest[0] not in STARTS_BLOCK:
                break
            marker = MARKER.match(rest)
            if not marker or thematic(rest) or (self.prose and not interrupts(marker)) or len(self.items) == DEEPEST:
                break
            self._end()
            blanks = len(marker[2].expandtabs(TAB))
            inner = width + len(marker[1])
            self.items.append(inner + (blanks if 0 < blanks <= TAB else 1))
            column, width, rest = column + marker.end(), inner + blanks, rest[marker.end() :]
            self.in_item = True
            if not rest:
                return
        self._leaf(rest, column, over)

    def _goes_on(self, rest: str) -> bool:
        """Whether a line with less indentation than its list item is still the item's text."""
        return bool(self.prose) and not self.rows and is_text(rest)

    def _indented(self, rest: str, column: int, over: int) -> bool:
        """Take a line of indented code. A fence counts as one however deep it stands: some dialects indent them."""
        if self.prose or FENCE.match(rest):
            return False
        if self.rows:
            self._end()
        if self._below_markup():
            self.found.append(Markup(Text.of_line(rest, self.number, column + 1)))
            return True
        if not self.indented:
            self._end()
        extra = over - TAB
        self.indented.append((self.number, column - extra + 1, " " * extra + rest))
        return True

    def _below_markup(self) -> bool:
        """Whether the line above is HTML, which lasts until a blank line."""
        last = self.found[-1] if self.found else None
        return isinstance(last, Markup) and last.text.starts[-1][1] == self.number - 1

    def _leaf(self, rest: str, column: int, over: int) -> None:
        first = rest[0]
        if self.indented:
            self._end()
        if first in STARTS_BLOCK and self._special(first, rest, column, over):
            return
        if self.prose and over >= 0 and heads_table(self.prose[-1], rest):
            self._begin_table()
        elif self.prose and over >= 0 and (level := underline(rest)):
            self.found.append(Heading(level, self._text()))
            self.in_item = False
        elif thematic(rest):
            self._end()
        elif self.rows:
            self.rows.append(Row(self.number, column + 1, rest))
        else:
            self.prose.append(rest.rstrip(BLANKS))
            self.starts.append((self.number, column + 1))

    def _special(self, first: str, rest: str, column: int, over: int) -> bool:
        """Take a heading, an opening fence or a line of HTML."""
        if first == "#" and (found := ATX.match(rest)):
            self._end()
            words = ATX_END.sub("", rest[found.end() :].rstrip(BLANKS)).rstrip(BLANKS)
            self.found.append(Heading(len(found[1]), Text.of_line(words, self.number, column + found.end() + 1)))
            return True
        if first in "`~" and (found := FENCE.match(rest)):
            self._end()
            self.fence = Fence(found, over, self.number)
            return True
        if first == "<" and (markup.interrupts(rest) or (not self.prose and markup.begins(rest))):
            self._end()
            self._finish(self.hidden.begin(self.number, column, rest))
            return True
        return False

    def _finish(self, block: Block | None) -> None:
        if block is not None:
            self.found.append(block)

    def _begin_table(self) -> None:
        head, (line, column) = self.prose.pop(), self.starts.pop()
        in_item = self.in_item
        self._end()
        self.in_item = in_item and not self.prose
        self.rows = [Row(line, column, head)]

    def _fenced(self, rest: str, column: int, width: int) -> bool:
        """Take a line inside a fence; False if the list item around it ends here, and the fence with it."""
        fence = self.fence
        if fence is None:
            return False
        base = self.items[-1] if self.items else 0
        if rest and width < base:
            self._end_fence()
            return False
        if fence.closed_by(rest, width - base):
            self._end_fence()
            return True
        extra = max(0, width - base - fence.indent)
        fence.lines.append((self.number, column - extra + 1, " " * extra + rest))
        return True

    def _end_fence(self) -> None:
        if self.fence:
            self.found.append(Code(self.fence.info, tuple(self.fence.lines), self.fence.line, fenced=True))
            self.fence = None
