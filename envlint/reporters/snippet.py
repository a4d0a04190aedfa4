"""One finding as text: headline, place, source lines with marks, advice. The shape is that of compilers' messages."""

from __future__ import annotations

from envlint.core.escape import inert, printable
from envlint.core.severity import ERROR, INFO, WARNING
from envlint.reporters.wording import advice, headline

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.core.finding import Excerpt, Finding
    from envlint.reporters import Style

BOLD, DIM, BLUE = "1", "2", "1;34"
COLOURS = {ERROR: "1;31", WARNING: "1;33", INFO: "1;36"}
NARROWEST = 40
CUT = "..."


def block(finding: Finding, style: Style) -> Iterator[str]:
    """Yield the lines of one finding; every text in them is printable."""
    gutter = max([len(str(excerpt.line)) for excerpt in finding.excerpts], default=1)
    arrow = _painted(" " * (gutter + 1) + "-->", BLUE, style)
    yield _headline(finding, style)
    yield f"{arrow} {printable(str(finding.at))}"
    path = finding.at.path
    for excerpt in finding.excerpts:
        if excerpt.path != path:
            path = excerpt.path
            yield f"{arrow} {printable(path)}:{excerpt.line}"
        yield from _marked(excerpt, finding, gutter, style)
    sign = _painted(" " * (gutter + 2) + "=", BLUE, style)
    for line in _remarks(finding, style):
        yield f"{sign} {printable(line)}"


def cells(text: str) -> int:
    """Return how many terminal cells a printable text takes: wide characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(character) else 1 + (east_asian_width(character) in "WF") for character in text)


def weighed(finding: Finding, style: Style) -> str:
    """Return what a headline begins with: severity and code, in the colour of the severity."""
    return _painted(f"{finding.severity}[{finding.code}]", COLOURS.get(finding.severity, BOLD), style)


def _headline(finding: Finding, style: Style) -> str:
    weight = f"{finding.severity}[{finding.code}]"
    message, tier = printable(headline(finding)), printable(finding.tier)
    coloured = f"{weighed(finding, style)} {_painted(message, BOLD, style)}"
    if not tier:
        return coloured
    gap = style.width - cells(f"{weight} {message}{tier}")
    return f"{coloured}{' ' * max(gap, 2)}{_painted(tier, DIM, style)}"


def _marked(excerpt: Excerpt, finding: Finding, gutter: int, style: Style) -> Iterator[str]:
    """Yield a source line, and the line below it that marks a part of it."""
    bar = _painted("|", BLUE, style)
    number = _painted(f" {excerpt.line:>{gutter}}", BLUE, style)
    before, marked, after = _clipped(excerpt, max(style.width - gutter - 4, NARROWEST))
    yield f"{number} {bar} {before}{marked}{after}"
    if not excerpt.column:
        return
    primary = (excerpt.path, excerpt.line) == (finding.at.path, finding.at.line)
    marks = "^" * max(cells(marked), 1) + (f" {printable(excerpt.label)}" if excerpt.label else "")
    colour = COLOURS.get(finding.severity, BOLD) if primary else BLUE
    yield f"{' ' * (gutter + 2)}{bar} {' ' * cells(before)}{_painted(marks, colour, style)}"


def _clipped(excerpt: Excerpt, room: int) -> tuple[str, str, str]:
    """Return the text before, at and after the mark, cut down to ``room`` cells around the mark."""
    start, end = (excerpt.column - 1, excerpt.end_column - 1) if excerpt.column else (0, 0)
    before, marked, after = [
        inert(printable(part)) for part in (excerpt.text[:start], excerpt.text[start:end], excerpt.text[end:])
    ]
    if cells(before + marked + after) <= room:
        return before, marked, after
    room //= 1 + (not (before + marked + after).isascii())
    if len(marked) > room // 2:
        marked = marked[: room // 2 - len(CUT)] + CUT
    if len(before) > (room - len(marked)) // 2:
        before = CUT + before[len(before) - (room - len(marked)) // 2 + len(CUT) :]
    rest = room - len(before) - len(marked)
    return before, marked, after if len(after) <= rest else after[: max(rest - len(CUT), 0)] + CUT


def _remarks(finding: Finding, style: Style) -> Iterator[str]:
    """Yield what is said below the source lines."""
    shown = {(excerpt.path, excerpt.line) for excerpt in finding.excerpts}
    for related in finding.related:
        if (related.at.path, related.at.line) not in shown and related.at != finding.rule_at:
            yield f"see: {related.at} {related.label}".rstrip()
    yield from advice(finding)
    if style.verbose:
        yield f"check: {finding.name} (envlint explain {finding.code})"


def _painted(text: str, code: str, style: Style) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if style.color else text
