"""The filter. It is of use only where its script runs, which shows it; without the script everything is shown."""

from __future__ import annotations

from envlint.core.severity import OFF, WORDS
from envlint.reporters.html.markup import Markup, tag
from envlint.reporters.html.variables import TITLES, kinds

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from envlint.core.report import Report


def controls(report: Report) -> Markup:
    """Return the filter with what there is to choose from; empty where nothing was found or compared."""
    if not report.findings and not report.variables:
        return Markup()
    reset = tag("button", "Clear", type="reset")
    status = tag("output", id="shown", class_="shown", aria_live="polite")
    return tag("search", tag("form", *_fields(report), reset, status, id="filter", hidden=True, aria_label="Filter"))


def _fields(report: Report) -> Iterator[Markup]:
    search = tag("input", type="search", id="text", autocomplete="off", spellcheck="false", aria_keyshortcuts="/")
    yield tag("p", tag("label", "Search", for_="text"), search, tag("kbd", "/", aria_hidden="true"), class_="search")
    words = [word for word, level in reversed(WORDS.items()) if level is not OFF and report.count(level)]
    codes = {finding.code: finding.name.replace("-", " ") for finding in report.findings}
    if len(words) > 1:
        yield _choice("severity", "Severity", [(word, word) for word in words])
    if len(codes) > 1:
        yield _choice("code", "Check", [(code, f"{code} {name}") for code, name in sorted(codes.items())])
    services = dict.fromkeys(cell.service for cell in report.matrix or () if cell.service)
    if services:
        yield _choice("service", "Service", [(name, name) for name in services])
    if len(report.tiers) > 1:
        yield _choice("tier", "Tier", [(name, name) for name in report.tiers])
    if report.variables:
        yield _choice("missing", "Missing in", [(kind, TITLES[kind]) for kind in kinds(report.variables)])
        box = tag("input", type="checkbox", id="found")
        yield tag("p", box, tag("label", "only with findings", for_="found"), class_="box")


def _choice(name: str, label: str, options: Sequence[tuple[str, str]]) -> Markup:
    choices = [tag("option", "any")] + [tag("option", text, value=value) for value, text in options]
    return tag("p", tag("label", label, for_=name), tag("select", *choices, id=name))
