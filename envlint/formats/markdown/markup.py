"""HTML in a Markdown page: comments and tables as blocks of their own, everything else line by line."""

from __future__ import annotations

import re

from envlint.formats.markdown.blocks import Comment, Markup, Table, Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.formats.markdown.blocks import Block

# CommonMark 0.31, 4.6: a line that begins with one of these ends a paragraph (start conditions 1, 2 and 6).
BLOCK_TAG = re.compile(
    r"<!--|</?(?:address|article|aside|blockquote|body|br|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|"
    r"figcaption|figure|footer|form|h[1-6]|head|header|hr|html|li|main|menu|nav|ol|optgroup|option|p|pre|script|"
    r"section|style|summary|table|tbody|td|textarea|tfoot|th|thead|title|tr|ul)(?=[\s/>]|$)",
    re.IGNORECASE,
)
ONE_TAG = re.compile(r"</?[A-Za-z][\w.:-]*(?:\s[^<>]*)?/?>[ \t]*$")
PART = re.compile(r"<(/?)(tr|th|td)\b[^<>]*>|</?(?:table|thead|tbody|tfoot)\b[^<>]*>", re.IGNORECASE)
RAW = ("pre", "script", "style")


def interrupts(line: str) -> bool:
    """Whether a line is HTML even in the middle of a paragraph."""
    return BLOCK_TAG.match(line) is not None


def begins(line: str) -> bool:
    """Whether a line is HTML where no paragraph is open: one tag of any name, components of MDX included."""
    return ONE_TAG.match(line) is not None


class Hidden:
    """Collects the lines of a comment, a table, or of a tag whose content is no Markdown, until it ends."""

    def __init__(self) -> None:
        self.until = ""
        self._lines: list[str] = []
        self._starts: list[tuple[int, int]] = []

    @property
    def open(self) -> bool:
        """Whether the end is still to come."""
        return bool(self.until)

    def begin(self, number: int, column: int, rest: str) -> Block | None:
        """Take the first line, and return a block if it is the last one as well."""
        lowered = rest[:8].lower()
        if rest.startswith("<!--"):
            self.until = "-->"
        elif lowered.startswith("<table"):
            self.until = "</table"
        elif tag := next((tag for tag in RAW if lowered.startswith(f"<{tag}")), ""):
            self.until = f"</{tag}"
        else:
            return Markup(Text.of_line(rest, number, column + 1))
        return self._line(number, column, rest)

    def take(self, number: int, line: str) -> Block | None:
        """Take another line, and return the block that it ends."""
        return self._line(number, 0, line)

    def end(self) -> Block:
        """Return what was collected."""
        text = Text.of_lines(self._lines, self._starts)
        until, self.until, self._lines, self._starts = self.until, "", [], []
        if until == "-->":
            return Comment(text.text.removeprefix("<!--").partition("-->")[0].strip(), text.line)
        return table(text) if until == "</table" else Markup(text)

    def _line(self, number: int, column: int, rest: str) -> Block | None:
        self._lines.append(rest)
        self._starts.append((number, column + 1))
        return self.end() if self.until in rest.lower() else None


def table(text: Text) -> Table:
    """Return the rows and cells of ``<table>``; the first row is the head if it holds a ``<th>``."""
    rows: list[list[Text]] = []
    has_head = False
    begun = -1
    for part in PART.finditer(text.text):
        if begun >= 0:
            rows[-1].append(_trimmed(text, begun, part.start()))
            begun = -1
        tag = (part[2] or "").lower()
        if part[1]:
            continue
        if tag == "tr" or (tag and not rows):
            rows.append([])
        if tag in ("th", "td"):
            has_head = has_head or (tag == "th" and len(rows) == 1)
            begun = part.end()
    head = tuple(rows.pop(0)) if has_head else ()
    return Table(head, tuple(tuple(row) for row in rows))


def _trimmed(text: Text, start: int, end: int) -> Text:
    content = text.text[start:end]
    lead = len(content) - len(content.lstrip())
    return text.cut(start + lead, start + max(lead, len(content.rstrip())))
