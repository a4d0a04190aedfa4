"""Drift for people: the counts first, then the worst; many findings as one line each, by check."""

from __future__ import annotations

from itertools import groupby

from envlint.core.escape import inert, printable
from envlint.reporters.snippet import block, cells, weighed
from envlint.reporters.wording import headline, summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Final

    from envlint.core.finding import Finding
    from envlint.core.report import Report
    from envlint.reporters import Style

MANY: Final = 8
"""More findings than this are one line each, unless more is asked for."""
SHOWN: Final = 60
"""Findings that are shown in all, where there are as many: each check has the same part of them, but not less than
``SHOWN_PER_CHECK``, so that nothing rare is lost behind what is found a hundred times."""
SHOWN_PER_CHECK: Final = 5
WIDEST_PLACE: Final = 48


def overview(report: Report, style: Style) -> Iterator[str]:
    """Yield the report in lines. ``quiet`` leaves the counts out, ``verbose`` shows every finding in full."""
    if not style.quiet:
        yield from [inert(printable(line)) for line in summary(report, every_source=bool(style.verbose))]
    if len(report.findings) <= MANY or style.verbose:
        blocks = [block(finding, style) for finding in report.findings]
        advice: list[str] = []
    else:
        groups = [list(group) for _, group in groupby(report.findings, key=_check)]
        most = max(SHOWN // len(groups), SHOWN_PER_CHECK)
        blocks = [_short(group, most, style) for group in groups]
        advice = ["", "-v shows each in full, `envlint explain CODE` what a check is about"]
    for index, lines in enumerate(blocks):
        yield from [] if style.quiet and not index else [""]
        yield from map(inert, lines)
    yield from [] if style.quiet else advice


def _check(finding: Finding) -> tuple[int, str]:
    return finding.severity, finding.code


def _short(findings: Sequence[Finding], most: int, style: Style) -> Iterator[str]:
    first = findings[0]
    yield f"{weighed(first, style)} {first.name.replace('-', ' ')} ({len(findings)})"
    shown = findings[:most]
    places = [printable(str(finding.at)) for finding in shown]
    width = min(max(map(cells, places)), WIDEST_PLACE)
    for finding, place in zip(shown, places, strict=True):
        gap = " " * max(width - cells(place), 0)
        yield f"  {place}{gap}  {printable(headline(finding))}"
    if len(findings) > len(shown):
        yield f"  and {len(findings) - len(shown)} more"
