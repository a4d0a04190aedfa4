"""For people at a terminal: every finding with its source lines, then one line that says what was looked at."""

from __future__ import annotations

from envlint.core.escape import inert, printable
from envlint.reporters.wording import summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from envlint.core.report import Cell, Report
    from envlint.reporters import Style


def render(report: Report, style: Style) -> Iterator[str]:
    """Yield the report in lines. ``quiet`` leaves summary and matrix out, ``verbose`` names every source and check.

    Reasons why envlint could not judge stand on stderr, not here.
    """
    if report.variables is not None:
        yield from _overview(report, style)
        return
    if report.matrix is not None and not style.quiet:
        yield from _matrix(report.matrix, style)
    if report.findings:
        yield from _findings(report, style)
    if not style.quiet:
        for line in summary(report, every_source=bool(style.verbose)):
            yield inert(printable(line))


def _matrix(matrix: Sequence[Cell], style: Style) -> Iterator[str]:
    from envlint.reporters.matrix import table

    yield from table(matrix, style)
    yield ""


def _overview(report: Report, style: Style) -> Iterator[str]:
    from envlint.reporters.overview import overview

    return overview(report, style)


def _findings(report: Report, style: Style) -> Iterator[str]:
    from envlint.reporters.snippet import block

    for finding in report.findings:
        for line in block(finding, style):
            yield inert(line)
        yield ""
