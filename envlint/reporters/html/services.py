"""The workspace: a row for each service, a column for each tier, each cell a way to its findings."""

from __future__ import annotations

from envlint.reporters import matrix
from envlint.reporters.html.markup import Markup, closed, opened, tag

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Final

    from envlint.core.finding import Finding
    from envlint.core.report import Cell

SIGNS: Final = {"clean": "\N{CHECK MARK}", "none": "?"}


def section(cells: Sequence[Cell], findings: Sequence[Finding]) -> Iterator[Markup]:
    """Yield the table of services and tiers; a cell leads to the worst of its findings."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    for number, finding in enumerate(findings, 1):
        for service in finding.service.split(", "):
            found.setdefault(service, []).append((-finding.severity, number, finding.tier))
    yield opened("section", aria_labelledby="services")
    yield tag("h2", "Services", id="services")
    yield opened("div", class_="scroller", role="region", aria_labelledby="services", tabindex=0)
    yield opened("table", class_="services")
    yield tag("caption", "What was found in each service, tier by tier.")
    heads = [tag("th", tier or "all tiers", scope="col") for tier in matrix.tiers(cells)]
    yield tag("thead", tag("tr", tag("th", "Service", scope="col"), *heads))
    yield opened("tbody")
    for service, row in matrix.rows(cells):
        yield tag("tr", tag("th", service, scope="row"), *[_cell(cell, found) for cell in row])
    for end in ("tbody", "table", "div", "section"):
        yield closed(end)


def _cell(cell: Cell | None, found: Mapping[str, Sequence[tuple[int, int, str]]]) -> Markup:
    if cell is None:
        return tag("td", tag("span", "-"), class_="absent")
    sign = SIGNS.get(cell.verdict, ("\N{MULTIPLICATION X}" if cell.error else "!") * (cell.verdict == "findings"))
    said = f"{sign} {matrix.words(cell)}".strip()
    number = _worst_of(cell, found.get(cell.service, ()))
    way = tag("a", said, href=f"#finding-{number}", data_service=cell.service, data_tier=cell.tier)
    return tag("td", way if number else tag("span", said), class_=_kind(cell), title=cell.label)


def _worst_of(cell: Cell, found: Sequence[tuple[int, int, str]]) -> int:
    """Return the number of the finding that a cell leads to, 0 if it has none. What has no tier is about each."""
    if cell.verdict not in ("findings", "none"):
        return 0
    return min([each[:2] for each in found if each[2] in ("", cell.tier)], default=(0, 0))[1]


def _kind(cell: Cell) -> str:
    counts = (("error", cell.error), ("warning", cell.warning), ("info", cell.info))
    return " ".join([cell.verdict, *[word for word, count in counts if count][:1]])
