"""One file as text: how much of it is read alike, who reads it, then each line that is not and what is made of it."""

from __future__ import annotations

from envlint.analysis.parting import DROPPED, INSIDE, NOTHING, REFUSED, SET, compared
from envlint.core.escape import inert, printable
from envlint.core.value import MASK
from envlint.formats.dialects import COMMAND
from envlint.formats.unlike import EMPTY, unlike
from envlint.reporters.readings import leading
from envlint.reporters.snippet import cells
from envlint.reporters.wording import plural

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

    from envlint.analysis.disclosure import Sight
    from envlint.analysis.parting import Comparison, Parting, Way
    from envlint.core.loader import Loader
    from envlint.formats.dialects import Assignment
    from envlint.reporters.readings import Heard

LONGEST_LINE: Final = 96
LONGEST_VALUE: Final = 48
WIDEST: Final = 68
"""Cells of the column of values: what is wider pushes the names of its loaders to the right."""
WIDTH: Final = 120
NARROWEST: Final = 40
MANY: Final = 8
MANY_NAMES: Final = 3
UNNAMED: Final = "(a name that is not shown)"
HOW: Final = {NOTHING: "not set", REFUSED: "refuses the file", DROPPED: "takes nothing from here on"}


def as_text(heard: Heard, *, every_name: bool = False) -> Iterator[str]:
    """Yield the lines. With ``every_name`` all loaders are named, also where most read a line in the same way."""
    judged = heard.used[0].dialect if heard.used else ""
    found = compared(heard.text, heard.readings, judged)
    yield _safe(f"{leading(heard.label)}: {_counts(found, len(heard.readings))}")
    for line in in_use(heard.used):
        yield f"  {line}"
    for line in _stops(found):
        yield _safe(f"  {line}")
    gutter = len(str(found.partings[-1].line)) if found.partings else 1
    for parting in found.partings:
        yield ""
        yield from _block(parting, heard.sight, gutter, every_name=every_name)
    if heard.not_covered:
        yield ""
        yield _safe(f"not covered: {', '.join(heard.not_covered)}")


def in_use(used: Iterable[Loader]) -> Iterator[str]:
    """Yield a line for the loaders in use that are so for the same reason."""
    groups: dict[tuple[str, str], list[str]] = {}
    for loader in used:
        named = f"{loader.dialect} {loader.version}" if loader.version else loader.dialect
        groups.setdefault((loader.why, str(loader.at.replace(column=0))), []).append(named)
    for (why, where), names in groups.items():
        yield _safe(f"in use: {', '.join(names)}: {why} ({where})")


def cut(text: str, longest: int) -> str:
    """Return a text as it may be printed, what is longer cut off with a count of its characters."""
    if len(text) <= longest:
        return printable(text)
    return f"{printable(text[: longest - 3])}... ({len(text):,} characters)"


def _counts(found: Comparison, loaders: int) -> str:
    lines = plural(found.lines, "line")
    if not found.lines:
        return "it is empty"
    if loaders == 1:
        return f"{lines}, and one loader: nothing to compare; --all shows what others make of it"
    halted = {name for name, *_ in found.stops}
    everyone = "both loaders" if loaders == 2 else f"all {loaders} loaders"
    who = f"each of the {loaders} loaders that comes to it" if halted else everyone
    if found.alike == found.lines:
        return f"{lines}, read alike by {who}" if found.lines == 1 else f"{lines}, all of them read alike by {who}"
    return f"{lines}, of which {found.alike or 'none'} {'is' if found.alike < 2 else 'are'} read alike by {who}"


def _stops(found: Comparison) -> Iterator[str]:
    """Yield a line for the loaders that stop at the same place for the same reason."""
    groups: dict[tuple[int, str, bool], list[str]] = {}
    for name, line, kind, whole in found.stops:
        groups.setdefault((line, kind, whole), []).append(name)
    for (line, kind, whole), names in sorted(groups.items()):
        where = f"line {line}: " if line else ""
        what = "refused" if whole else "nothing taken from there on"
        yield f"{where}{what} by {', '.join(names)} ({kind})"


def _block(parting: Parting, sight: Sight, gutter: int, *, every_name: bool) -> Iterator[str]:
    further = parting.last - parting.line
    more = f"  (and {plural(further, 'more line')})" if further else ""
    yield inert(f"{parting.line:>{gutter}} | {cut(sight.line(parting.line), LONGEST_LINE)}{more}")
    usual = _usual(parting)
    most = max(parting.ways, key=lambda way: len(way.dialects))
    rows = []
    for way in parting.ways:
        shorten = not every_name and way is most and len(way.dialects) > MANY and len(parting.ways) > 1
        who = f"the other {len(way.dialects)}" if shorten else ", ".join(way.dialects)
        rows.append((_reading(way, parting, usual, sight), who))
    width = min(max(cells(text) for text, _ in rows), WIDEST)
    margin = f"{' ' * gutter} |   "
    for text, who in rows:
        first, *below = _wrapped(who, max(WIDTH - len(margin) - width - 2, NARROWEST))
        yield inert(f"{margin}{text}{' ' * max(width - cells(text), 0)}  {first}")
        for rest in below:
            yield f"{margin}{' ' * width}  {rest}"


def _wrapped(names: str, width: int) -> Iterator[str]:
    """Yield names separated by commas on lines of no more than ``width`` characters, if they fit there at all."""
    line = ""
    for name in names.split(", "):
        if line and len(line) + len(name) + 2 > width:
            yield f"{line},"
            line = ""
        line = f"{line}, {name}" if line else name
    yield line


def _usual(parting: Parting) -> tuple[Way, Assignment] | None:
    """Return the way that the others are held against: the first, if it sets one variable to something."""
    way = parting.ways[0]
    if (
        way.how == SET
        and len(way.given) == 1
        and way.given[0].value is not None
        and COMMAND not in way.given[0].depends
    ):
        return way, way.given[0]
    return None


def _reading(way: Way, parting: Parting, usual: tuple[Way, Assignment] | None, sight: Sight) -> str:
    if way.how == INSIDE:
        return f"a part of the value of line {way.line}"
    if way.how != SET:
        return HOW[way.how] + (f" ({way.problem})" if way.problem else "")
    taken = way.taken if usual is None or way.taken != usual[0].taken else 0
    said = ", ".join(_given(each, "" if taken else _compared(each, usual), sight) for each in way.given)
    return f"{said} ({_taken(taken, parting, sight)})" if taken else said


def _taken(lines: int, parting: Parting, sight: Sight) -> str:
    """Say that a value takes further lines in, and which variables it swallows with them."""
    what = "takes the next line in" if lines == 1 else f"takes the next {lines:,} lines in"
    names = [sight.name(each) for each in parting.lost]
    if not all(names) or not names:
        return what
    more = f" and {len(names) - MANY_NAMES} more" if len(names) > MANY_NAMES else ""
    return f"{what}, with {printable(', '.join(names[:MANY_NAMES]))}{more}"


def _given(each: Assignment, words: str, sight: Sight) -> str:
    name = printable(sight.name(each)) or UNNAMED
    if COMMAND in each.depends:
        return f"{name}: runs a command"
    if each.value is None:
        return f"{name} without a value"
    seen = sight.value(each)
    value = MASK if seen is None else cut(seen, LONGEST_VALUE)
    words = words or ("" if each.value else EMPTY)
    return f"{name}={value} ({words})" if words else f"{name}={value}"


def _compared(each: Assignment, usual: tuple[Way, Assignment] | None) -> str:
    """Say how a value differs from the usual one, empty where it does not or there is none."""
    if usual is None or each.value is None or usual[1].value is None or each.value == usual[1].value:
        return ""
    return unlike(each.value, usual[1].value)


def _safe(text: str) -> str:
    return inert(printable(text))
