"""For programs: the whole report, in a shape that keeps its meaning as long as ``version`` stays the same."""

from __future__ import annotations

from envlint.reporters.document import written
from envlint.reporters.wording import failures

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any, Final

    from envlint.core.declaration import Variable
    from envlint.core.finding import Finding, Fix
    from envlint.core.location import Location
    from envlint.core.report import Cell, LookedAt, Report
    from envlint.core.server import Server
    from envlint.reporters import Style

VERSION: Final = 1


def render(report: Report, _style: Style) -> Iterator[str]:
    """Yield the report as one JSON object. What is not known, or does not apply, is null."""
    yield from written(
        {
            "version": VERSION,
            "command": report.command,
            "tier": report.tier or None,
            "verdict": report.verdict,
            "exit_code": report.exit_code,
            "looked_at": _looked_at(report.looked_at),
            "findings": [{**_finding(finding), **_service(finding, report)} for finding in report.findings],
            "errors": [
                {"message": error.message, "help": error.help, "location": error.at and _location(error.at)}
                for error in failures(report)
            ],
            "summary": report.summary,
            **({} if report.variables is None else {"variables": [_variable(each) for each in report.variables]}),
            **({} if report.server is None else {"server": _server(report.server)}),
            **({} if report.tried is None else {"tried": report.tried.stated()}),
            **({} if report.matrix is None else {"services": _services(report.matrix)}),
        }
    )


def _server(server: Server) -> dict[str, Any]:
    from envlint.reporters.server import document

    return document(server)


def _services(matrix: Sequence[Cell]) -> list[dict[str, Any]]:
    from envlint.reporters.matrix import document

    return document(matrix)


def _service(finding: Finding, report: Report) -> dict[str, Any]:
    """Return the service that a finding is about; the key is there in workspaces only."""
    return {} if report.matrix is None else {"service": finding.service or None}


def _variable(variable: Variable) -> dict[str, Any]:
    from envlint.reporters.variables import document

    return document(variable)


def _looked_at(seen: LookedAt) -> dict[str, Any]:
    read_as = dict(seen.read_as)
    return {
        "sources": [
            {"source": label, "variables": count, **({"reader": read_as[label]} if label in read_as else {})}
            for label, count in seen.sources
        ],
        "rules": seen.rules,
        "files": seen.files,
        "not_covered": list(seen.not_covered),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "rule": finding.rule or None,
        "variable": finding.variable or None,
        "severity": finding.severity.word,
        "tier": finding.tier or None,
        "message": finding.message,
        "why": finding.why,
        "help": finding.help,
        "location": _location(finding.at),
        "related": _related(finding),
        "fix": finding.fix and _fix(finding.fix),
        "fallback": finding.fallback,
        "fingerprint": finding.fingerprint,
    }


def _related(finding: Finding) -> list[dict[str, Any]]:
    places = [(related.label, related.at) for related in finding.related]
    if finding.rule_at is not None and finding.rule_at not in [at for _, at in places]:
        places.append(("the rule", finding.rule_at))
    return [{"label": label, "location": _location(at)} for label, at in places]


def _location(at: Location) -> dict[str, Any]:
    return {
        "source": at.source,
        "path": at.path or None,
        "line": at.line or None,
        "column": at.column or None,
        "end_line": at.end_line or None,
        "end_column": at.end_column or None,
    }


def _fix(fix: Fix) -> dict[str, Any]:
    edits = [{"path": edit.path, "start": edit.start, "end": edit.end, "text": edit.text} for edit in fix.edits]
    return {"safety": fix.safety, "message": fix.message, "edits": edits}
