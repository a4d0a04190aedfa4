"""Missing variables written into the docs: a row, a list item or a line like those beside them."""

from __future__ import annotations

from envlint.analysis.repair.bodies import variables
from envlint.analysis.repair.lines import inserted, nearest, split
from envlint.analysis.repair.rows import cell, cells_of, names_variables, row
from envlint.analysis.repair.words import code

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Final

    from envlint.analysis.repair.facts import Facts

BULLETS: Final = ("-", "*", "+")
HEADING: Final = "## Other variables"


def with_missing(text: str, missing: Iterable[Facts], there: Sequence[tuple[str, str, int]]) -> str:
    """Return the page with further variables.

    ``there`` holds, of each entry of the page, its name, the section of its rule and its line. What belongs to none of
    them goes behind the last entry; on a page without entries into a table of its own at the end.
    """
    lines = split(text)
    last = max((line for _, _, line in there), default=0)
    places: dict[int, list[Facts]] = {}
    for facts in sorted(missing, key=lambda facts: facts.name):
        places.setdefault(nearest(facts, there) or last, []).append(facts)
    for line in sorted(places, reverse=True):
        if line and _insert(lines, line - 1, places[line]):
            continue
        apart = [""] if lines else []
        inserted(lines, len(lines), [*apart, HEADING, "", *variables(places[line])])
    return "".join(lines)


def _insert(lines: list[str], index: int, missing: Iterable[Facts]) -> bool:
    """Put entries beside the one at a line, in its form; False where that is no form a new entry could have."""
    neighbour = lines[index].rstrip("\r\n")
    stripped = neighbour.strip()
    if stripped.startswith("|") and (headings := _headings(lines, index)):
        inserted(lines, index + 1, [row([cell(word, facts) for word in headings]) for facts in missing])
    elif stripped.startswith(BULLETS):
        indent = neighbour[: len(neighbour) - len(neighbour.lstrip())]
        inserted(lines, index, [f"{indent}{stripped[0]} {_item(facts)}" for facts in missing])
    elif _fenced(lines, index):
        inserted(lines, index + 1, [f"{facts.name}={'' if facts.secret else facts.default or ''}" for facts in missing])
    else:
        return False
    return True


def _headings(lines: Sequence[str], index: int) -> list[str]:
    """Return the headings of the table that a line belongs to; none if it is no table that could take a name."""
    while index > 0 and lines[index].lstrip().startswith("|"):
        if set(lines[index].strip()) <= set("|-: \t") and "-" in lines[index]:
            headings = cells_of(lines[index - 1])
            return headings if any(map(names_variables, headings)) else []
        index -= 1
    return []


def _item(facts: Facts) -> str:
    default = f" (default: {code(facts.default)})" if facts.default else ""
    doc = f": {facts.doc}" if facts.doc else ""
    return f"{code(facts.name)}{default}{doc}"


def _fenced(lines: Sequence[str], index: int) -> bool:
    """Whether a line stands within a fenced block."""
    return sum(line.lstrip().startswith(("```", "~~~")) for line in lines[:index]) % 2 == 1
