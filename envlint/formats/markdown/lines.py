"""What a line of Markdown begins, told by the line alone (CommonMark 0.31, chapter 4; GitHub's tables)."""

from __future__ import annotations

import re

from envlint.formats.markdown.blocks import Row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

BLANKS: Final = " \t"
TAB: Final = 4
ATX: Final = re.compile(r"(#{1,6})(?:[ \t]+|$)")
ATX_END: Final = re.compile(r"(?:^|[ \t])#+$")
FENCE: Final = re.compile(r"(`{3,})([^`]*)$|(~{3,})(.*)$")
MARKER: Final = re.compile(r"([-*+]|\d{1,9}[.)])([ \t]+|$)")
QUOTE: Final = re.compile(r">([ \t]*)")
STARTS_BLOCK: Final = frozenset("#`~-*+<>_=0123456789")
RULE: Final = frozenset("|:- \t")


class Fence:
    """An open fence: how it is closed, and what it holds so far."""

    def __init__(self, found: re.Match[str], indent: int, line: int) -> None:
        self.mark = found[1] or found[3]
        self.info = (found[2] or found[4] or "").strip()
        self.indent = indent
        self.line = line
        self.lines: list[tuple[int, int, str]] = []

    def closed_by(self, rest: str, over: int) -> bool:
        """Whether a line ends it, which stands ``over`` columns to the right of what the fence is in."""
        mark = rest.rstrip(BLANKS)
        return mark.startswith(self.mark) and not mark.strip(mark[0]) and over < self.indent + TAB


def thematic(rest: str) -> bool:
    """Whether a line is a thematic break; below a paragraph it may underline a heading instead."""
    mark = rest[0]
    return mark in "-*_" and rest.count(mark) >= 3 and not rest.strip(mark + BLANKS)


def underline(rest: str) -> int:
    """Return the level of the heading that a line underlines, 0 for any other line."""
    first = rest[0]
    if first not in "-=" or rest.rstrip(BLANKS).strip(first):
        return 0
    return 1 if first == "=" else 2


def heads_table(head: str, rest: str) -> bool:
    """Whether two lines are the first of a table: its head, and as many cells of dashes."""
    if rest[0] not in "|:-" or not RULE.issuperset(rest) or "|" not in head + rest or rest[:2] in ("- ", "-\t"):
        return False
    cells = Row(0, 0, rest).cells()
    marks = [cell.text.removeprefix(":").removesuffix(":") for cell in cells]
    if not all(mark and not mark.strip("-") for mark in marks):
        return False
    return len(cells) == len(Row(0, 0, head).cells())


def is_text(rest: str) -> bool:
    """Whether a line can only go on with the paragraph above it, or begin one."""
    if rest[0] not in STARTS_BLOCK:
        return True
    opens = MARKER.match(rest) or ATX.match(rest) or FENCE.match(rest) or thematic(rest)
    return not opens and rest[0] not in "<>"


def interrupts(marker: re.Match[str]) -> bool:
    """Whether a list item may end a paragraph: not if it is empty or counts from another number than 1."""
    return bool(marker[2]) and (not marker[1][0].isdigit() or marker[1][:-1] == "1")
