"""For people in a browser: one file that holds everything, fetches nothing, and can be read without its script."""

from __future__ import annotations

from envlint.reporters.html import controls, findings, header, services, variables
from envlint.reporters.html.page import page

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.core.report import Report
    from envlint.reporters import Style
    from envlint.reporters.html.markup import Markup


def render(report: Report, _style: Style) -> Iterator[str]:
    """Yield the page in lines. The same report gives the same bytes."""
    yield from page(header.title(report), header.section(report), _parts(report))


def _parts(report: Report) -> Iterator[Markup]:
    rows = {each.name: number for number, each in enumerate(report.variables or (), 1)}
    yield from header.failed(report)
    if report.matrix is not None:
        yield from services.section(report.matrix, report.findings)
    yield controls.controls(report)
    yield from findings.section(report, rows)
    if report.variables is not None:
        yield from variables.section(report.variables, report.findings)
