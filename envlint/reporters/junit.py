"""For the test view of a CI server: JUnit's XML, in the form that Jenkins' schema describes.

A tier and source is a suite, a finding a case. Only findings that make the exit code 1 are failures. There are no
times: two runs over the same files write the same bytes.
"""

from __future__ import annotations

from envlint.core.escape import inert, printable
from envlint.core.record import Record
from envlint.reporters.wording import advice, blocks, failures, headline, looked_at, plural

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.core.finding import Finding
    from envlint.core.report import Report
    from envlint.reporters import Style

_ENTITIES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"})


class Case(Record):
    """One test case; ``outcome`` is ``failure``, ``error``, ``system-out`` or empty for one that simply passed."""

    name: str
    outcome: str = ""
    type: str = ""
    message: str = ""
    lines: tuple[str, ...] = ()


def render(report: Report, _style: Style) -> Iterator[str]:
    """Yield the report as one XML document."""
    suites = _suites(report)
    cases = [case for suite in suites.values() for case in suite]
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f"<testsuites {_attributes('envlint', cases)}>"
    for name, suite in suites.items():
        yield inert(f"  <testsuite {_attributes(name, suite)}>")
        for case in suite:
            yield from [inert(line) for line in _case(case, name)]
        yield "  </testsuite>"
    yield "</testsuites>"


def _suites(report: Report) -> dict[str, list[Case]]:
    """Return the cases of every suite: what could not be judged, what was found, and each source that is clean."""
    suites: dict[str, list[Case]] = {}
    for error in failures(report):
        where = f"{error.at}: " if error.at else ""
        lines = (f"help: {error.help}",) if error.help else ()
        case = Case("could not judge", "error", "could-not-judge", f"{where}{error.message}", lines)
        suites.setdefault("envlint", []).append(case)
    for finding in report.findings:
        suites.setdefault(_suite(finding.tier, finding.at.source), []).append(_of(finding, report))
    for label, count in report.looked_at.sources:
        if not any(finding.at.source == label for finding in report.findings):
            case = Case(f"{plural(count, 'variable')}, {plural(report.looked_at.rules, 'rule')}")
            suites.setdefault(_suite(report.tier, label), []).append(case)
    return suites or {"envlint": [Case(looked_at(report))]}


def _suite(tier: str, source: str) -> str:
    return f"{tier} {source}" if tier else source


def _of(finding: Finding, report: Report) -> Case:
    name = f"{finding.code} {finding.name} {finding.variable}".rstrip()
    said = f"{finding.at}: {finding.severity}: {headline(finding)}"
    if blocks(finding):
        return Case(name, "error", finding.name, said, tuple(advice(finding)))
    if finding.severity >= report.fail_on:
        return Case(name, "failure", finding.name, said, tuple(advice(finding)))
    return Case(name, "system-out", lines=(said, *advice(finding)))


def _attributes(name: str, cases: list[Case]) -> str:
    counts = {kind: sum(case.outcome == kind for case in cases) for kind in ("failure", "error")}
    return f'name="{_quoted(name)}" tests="{len(cases)}" failures="{counts["failure"]}" errors="{counts["error"]}"'


def _case(case: Case, suite: str) -> Iterator[str]:
    head = f'    <testcase classname="{_quoted(suite)}" name="{_quoted(case.name)}"'
    if not case.outcome:
        yield f"{head}/>"
        return
    yield f"{head}>"
    given = f' type="{_quoted(case.type)}" message="{_quoted(case.message)}"' if case.type else ""
    text = "\n      ".join([_quoted(line) for line in case.lines])
    yield from f"      <{case.outcome}{given}>{text}</{case.outcome}>".split("\n")
    yield "    </testcase>"


def _quoted(text: str) -> str:
    return printable(text).translate(_ENTITIES)
