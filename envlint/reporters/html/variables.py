"""What ``drift`` compared: a row for each variable, a column for each kind of place that says anything."""

from __future__ import annotations

from envlint.core.declaration import KINDS, MENTIONED, WRITTEN, Read
from envlint.core.severity import OFF
from envlint.reporters.html.markup import Markup, closed, join, opened, spoken, tag
from envlint.reporters.variables import document
from envlint.reporters.wording import plural

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any, Final

    from envlint.core.declaration import Declaration, Variable
    from envlint.core.finding import Finding

    Numbered = tuple[int, Finding]

TITLES: Final = {
    "rules": "Rules",
    "template": "Template",
    "docs": "Docs",
    "code": "Code",
    "sql": "SQL",
    "manifests": "Manifests",
}
NOT_READ: Final = {MENTIONED: "mentioned", WRITTEN: "set for others"}


def kinds(variables: Sequence[Variable]) -> tuple[str, ...]:
    """Return the kinds of places that say anything of any of them."""
    return tuple(kind for kind in KINDS if any(getattr(each, kind) for each in variables))


def section(variables: Sequence[Variable], findings: Sequence[Finding]) -> Iterator[Markup]:
    """Yield the matrix. Roles are given because the rows are laid out as grids, which makes browsers forget them."""
    columns = kinds(variables)
    found = by_variable(findings)
    yield opened("section", aria_labelledby="variables", class_="wide")
    yield tag("h2", "Variables ", tag("span", f"({len(variables)})", class_="count"), id="variables")
    silent = [TITLES[kind] for kind in KINDS if kind not in columns]
    if silent:
        yield tag("p", f"Nothing of any variable is said in: {', '.join(silent)}.", class_="brief")
    if variables:
        yield tag("p", "No variable fits the filter.", class_="nothing", hidden=True)
        yield opened("table", role="table", class_=f"matrix kinds-{len(columns)}", id="matrix")
        yield tag("caption", "Where each variable is spoken of. Open a name for all places and what they say.")
        yield _head(variables, columns)
        yield opened("tbody", role="rowgroup")
        for number, variable in enumerate(variables, 1):
            yield _row(number, variable, columns, found.get(variable.name, []))
        yield closed("tbody")
        yield closed("table")
    yield closed("section")


def by_variable(findings: Sequence[Finding]) -> dict[str, list[Numbered]]:
    """Return the findings of each variable with their numbers in the report."""
    found: dict[str, list[Numbered]] = {}
    for number, finding in enumerate(findings, 1):
        found.setdefault(finding.variable, []).append((number, finding))
    return found


def _head(variables: Sequence[Variable], columns: Sequence[str]) -> Markup:
    cells = [_heading("Variable", "name", sort="ascending")]
    for kind in columns:
        count = sum(bool(getattr(each, kind)) for each in variables)
        cells.append(_heading(TITLES[kind], kind, tag("span", f" {count}", class_="count")))
    return tag("thead", tag("tr", *cells, _heading("Findings", "findings"), role="row"), role="rowgroup")


def _heading(title: str, key: str, more: str = "", *, sort: str = "none") -> Markup:
    return tag("th", title, more, role="columnheader", scope="col", data_key=key, aria_sort=sort)


def _row(number: int, variable: Variable, columns: Sequence[str], found: Sequence[Numbered]) -> Markup:
    said: dict[str, list[dict[str, Any]]] = document(variable)["in"]
    name = tag("details", tag("summary", tag("code", variable.name)), _places(variable, said))
    worst = max((finding.severity for _, finding in found), default=OFF)
    return tag(
        "tr",
        tag("th", name, role="rowheader", scope="row"),
        *[_cell(kind, said[kind]) for kind in columns],
        _links(found),
        role="row",
        id=f"variable-{number}",
        data_missing=" ".join(kind for kind in columns if not said[kind]),
        data_codes=" ".join(dict.fromkeys(finding.code for _, finding in found)),
        data_worst=int(worst),
    )


def _cell(kind: str, places: Sequence[dict[str, Any]]) -> Markup:
    if not places:
        gap = tag("span", spoken(f"not in {TITLES[kind]}"), class_="gap")
        return tag("td", gap, role="cell", data_kind=TITLES[kind], data_count=0)
    first = _place(places[0])
    file, colon, line = first.rpartition("/")[2].rpartition(":") if places[0]["line"] else (first, "", "")
    short = join(tag("span", file, class_="place", title=first), tag("span", colon + line) if line else "")
    more = tag("span", f"+{len(places) - 1}", class_="more") if len(places) > 1 else Markup()
    return tag("td", short, more, role="cell", data_kind=TITLES[kind], data_count=len(places))


def _links(found: Sequence[Numbered]) -> Markup:
    links = [
        tag("a", finding.code, href=f"#finding-{number}", class_=f"pill {finding.severity.word}", title=finding.message)
        for number, finding in found
    ]
    return tag("td", *[join(link, " ") for link in links], role="cell", class_="found")


def _places(variable: Variable, said: Mapping[str, Sequence[dict[str, Any]]]) -> Markup:
    entries: list[Markup] = []
    for kind in KINDS:
        if said[kind]:
            pairs = zip(getattr(variable, kind), said[kind], strict=True)
            items = [tag("li", tag("code", _place(place)), _says(declared, place)) for declared, place in pairs]
            entries += [tag("dt", TITLES[kind]), tag("dd", tag("ul", *items))]
    return tag("dl", *entries, class_="places")


def _place(place: Mapping[str, Any]) -> str:
    return f"{place['path']}:{place['line']}" if place["line"] else str(place["path"])


def _says(declared: Declaration, place: Mapping[str, Any]) -> Markup:
    """Return what a place says, in words, with the defaults and values that may be shown."""
    said: list[str] = []
    if declared.kind != "rules" and declared.evidence in NOT_READ:
        said.append(NOT_READ[declared.evidence])
    said += ["commented out"] if not declared.active else []
    said += ["in a test"] if isinstance(declared, Read) and declared.test else []
    if "required" in place:
        said.append("required" if place["required"] else "optional")
    said += [place["type"]] if "type" in place else []
    if "default" in place:
        said.append(join("default ", tag("code", place["default"])) if place["default"] else "default empty")
    if "values" in place:
        shown = [join(tag("code", each), " ") for each in place["values"]]
        said.append(join(f"{plural(len(shown), 'value')}: ", *shown))
    pieces = [tag("span", each, class_="says") for each in said]
    return join(*[join(" ", piece) for piece in pieces])
