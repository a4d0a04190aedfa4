"""For people at a terminal: every finding with its source lines, then one line that says what was looked at."""

from __future__ import annotations

from envlint.core.escape import inert, printable
from envlint.reporters.wording import summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.core.report import Report
    from envlint.reporters import Style


def render(report: Report, style: Style) -> Iterator[str]:
    """Yield the report in lines. ``quiet`` leaves the summary out, ``verbose`` names every source and check.

    Reasons why envlint could not judge stand on stderr, not here.
    """
    if report.variables is not None:
        yield from _overview(report, style)
        return
    if report.findings:
        yield from _findings(report, style)
    if not style.quiet:
        for line in summary(report, every_source=bool(style.verbose)):
            yield inert(printable(line))


def _overview(report: Report, style: Style) -> Iterator[str]:
    from envlint.reporters.overview import overview

    return overview(report, style)


def _findings(report: Report, style: Style) -> Iterator[str]:
    from envlint.reporters.snippet import block

    for finding in report.findings:
        for line in block(finding, style):
            yield inert(line)
        yield ""
