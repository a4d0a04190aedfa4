"""A ``.env`` text cut into statements: nothing is lost, every part has its offsets.

The grammar is python-dotenv's (1.2): what that library reads is read the same here, and what it drops is a statement
with a ``fault``. One pass, no backtracking: a line of megabytes and a file of quotes take linear time.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

BLANK: Final = "blank"
COMMENT: Final = "comment"
ASSIGNMENT: Final = "assignment"
BARE_NAME: Final = "bare name"
DROPPED: Final = "dropped"

NO_EQUALS: Final = "this line has no equals sign"
COLON: Final = "this line has a colon where the equals sign belongs"
NO_NAME: Final = "there is no name before the equals sign"
NO_NAME_AFTER_EXPORT: Final = "there is no name after export"
OPEN_NAME: Final = "a quoted name is empty or does not end"
BLANK_IN_NAME: Final = "there is a blank before the end of the name"
NO_ASSIGNMENT: Final = "this line is no assignment"
UNTERMINATED: Final = "the quote does not end"
AFTER_QUOTE: Final = "there is text after the quote"


class Statement:
    """One stretch of the text, from ``start`` to ``end``, line end included; offsets, -1 = there is none.

    The name's and the value's spans are without their quotes; ``quote`` is the value's. ``head`` is the first
    character that is no blank, ``tail`` where what follows name and value begins, ``comment`` where its ``#`` stands.
    """

    __slots__ = (
        "comment",
        "end",
        "fault",
        "head",
        "kind",
        "name_end",
        "name_start",
        "quote",
        "start",
        "tail",
        "value_end",
        "value_start",
    )

    def __init__(self, kind: str, start: int, end: int, head: int) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.head = head
        self.name_start = self.name_end = self.value_start = self.value_end = self.tail = self.comment = -1
        self.quote = ""
        self.fault = ""


class Scanner:
    r"""Cuts one text. In ``flat`` every line ends in ``\n``: a CRLF is two line ends there, and reads the same."""

    def __init__(self, text: str) -> None:
        self.flat = text.replace("\r", "\n")
        self._unescaped = ""

    def __iter__(self) -> Iterator[Statement]:
        """Yield all statements in order; joined, their stretches are the text."""
        position = 0
        while position < len(self.flat):
            statement = self.at(position, self.line_end(position))
            yield statement
            position = statement.end

    def at(self, start: int, end: int) -> Statement:
        """Return the statement that begins at ``start``, where a line begins that ends at ``end``."""
        line = self.flat[start:end].lstrip()
        if not line:
            return self._blank(start, end)
        if line[0] != "#":
            return _Scan(self, start, end).statement
        statement = Statement(COMMENT, start, self.past(end), end - len(line))
        statement.comment = statement.head
        return statement

    def line_end(self, start: int) -> int:
        """Return the offset of the next line end, or of the text's."""
        end = self.flat.find("\n", start)
        return len(self.flat) if end < 0 else end

    def past(self, end: int) -> int:
        """Return where the next line begins."""
        return min(end + 1, len(self.flat))

    def closing_quote(self, quote: str, start: int) -> int:
        """Return the offset of the first ``quote`` from ``start`` that no backslash escapes, -1 if there is none."""
        if not self._unescaped:
            # A run of backslashes begins inside the quotes or outside of them, never before the quote that opens:
            # so what escapes what is the same for every value, and is worked out once.
            unescaped = self.flat.replace("\\\\", "..")
            self._unescaped = unescaped.replace('\\"', "..").replace("\\'", "..")
        return self._unescaped.find(quote, start)

    def _blank(self, start: int, end: int) -> Statement:
        """Return one statement for all blank lines in a row."""
        flat, size = self.flat, len(self.flat)
        while end + 1 < size and flat[end + 1] == "\n":
            end += 1
        return Statement(BLANK, start, self.past(end), self.past(end))


class _Scan:
    """The closer look at one statement: ``at`` moves forward from part to part, ``line_end`` is where its line ends."""

    def __init__(self, scanner: Scanner, start: int, end: int) -> None:
        self.scanner = scanner
        self.text = scanner.flat
        self.line_end = end
        self.at = start
        self._skip_blanks()
        self.statement = Statement(ASSIGNMENT, start, end, self.at)
        self.statement.fault = self._export() or self._name() or self._value() or self._tail()
        if self.statement.fault:
            self.statement.kind = DROPPED
        self.statement.tail = self.at
        self.statement.end = scanner.past(self.line_end)

    def _skip_blanks(self) -> bool:
        before = self.at
        self.at = self.line_end - len(self.text[before : self.line_end].lstrip())
        return self.at > before

    def _jump(self, at: int) -> None:
        """Go to an offset that may be on a later line."""
        if at > self.line_end:
            self.line_end = self.scanner.line_end(at)
        self.at = at

    def _export(self) -> str:
        if self.text.startswith("export", self.at, self.line_end):
            word = self.at
            self.at += len("export")
            if not self._skip_blanks():
                self.at = word
            elif self.at == self.line_end:
                return NO_NAME_AFTER_EXPORT
        return ""

    def _name(self) -> str:
        statement, start = self.statement, self.at
        first = self.text[start]
        if first == "#":
            statement.kind = COMMENT
            return ""
        if first == "'":
            close = self.text.find("'", start + 1)
            if close <= start + 1:
                return OPEN_NAME
            statement.name_start, statement.name_end = start + 1, close
            self._jump(close + 1)
            return ""
        word = self.text[start : self.line_end].partition("=")[0].partition("#")[0]
        if not word:
            return NO_NAME
        statement.name_start = start
        self.at = statement.name_end = start + len(word.split(None, 1)[0])
        return ""

    def _value(self) -> str:
        statement, text = self.statement, self.text
        self._skip_blanks()
        if not text.startswith("=", self.at, self.line_end):
            if statement.kind == ASSIGNMENT:
                statement.kind = BARE_NAME
            return ""
        self.at += 1
        blanks = self._skip_blanks()
        statement.value_start = statement.value_end = self.at
        first = text[self.at : self.line_end][:1]
        if first in ("'", '"') and first:
            return self._quoted(first)
        if not (blanks and first == "#"):
            self._bare()
        return ""

    def _quoted(self, quote: str) -> str:
        statement = self.statement
        statement.quote = quote
        statement.value_start = statement.value_end = self.at + 1
        close = self.scanner.closing_quote(quote, self.at + 1)
        if close < 0:
            return UNTERMINATED
        statement.value_end = close
        self._jump(close + 1)
        return ""

    def _bare(self) -> None:
        """Take the rest of the line up to a blank with ``#`` behind it; blanks at the end are not part of it."""
        rest = self.text[self.at : self.line_end]
        mark = rest.find("#", 1)
        while mark > 0 and not rest[mark - 1].isspace():
            mark = rest.find("#", mark + 1)
        value = rest if mark < 0 else rest[:mark]
        self.at += len(value.rstrip())
        self.statement.value_end = self.at

    def _tail(self) -> str:
        self._skip_blanks()
        if self.at == self.line_end:
            return ""
        if self.text[self.at] == "#":
            self.statement.comment = self.at
            return ""
        if self.statement.quote:
            return AFTER_QUOTE
        return self._why_no_assignment()

    def _why_no_assignment(self) -> str:
        if self.text[self.statement.name_end - 1] == ":":
            return COLON
        return BLANK_IN_NAME if "=" in self.text[self.at : self.line_end] else NO_ASSIGNMENT
