"""For code scanning: SARIF 2.1.0 (OASIS, errata 01).

No result quotes source text: viewers would show the line, and with it the value, beside the alert.
"""

from __future__ import annotations

from urllib.parse import quote

from envlint import __version__
from envlint.core.escape import printable
from envlint.core.severity import ERROR, INFO, OFF, WARNING
from envlint.reporters.document import written
from envlint.reporters.pages import page
from envlint.reporters.wording import advice, failures, headline, in_a_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Final

    from envlint.core.errors import EnvlintError
    from envlint.core.finding import Finding
    from envlint.core.location import Location
    from envlint.core.report import Report
    from envlint.reporters import Style

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS: Final = {ERROR: "error", WARNING: "warning", INFO: "note", OFF: "none"}
ROOT: Final = "%SRCROOT%"
COULD_NOT_JUDGE: Final = 2


def render(report: Report, _style: Style) -> Iterator[str]:
    """Yield a log of one run. What is suppressed or in the baseline is not listed."""
    codes = sorted({(finding.code, finding.name) for finding in report.findings})
    index = {code: number for number, (code, _) in enumerate(codes)}
    driver = {"name": "envlint", "version": __version__, "rules": [_rule(code, name) for code, name in codes]}
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"envlint/{report.command}/{report.tier or 'all'}/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the project."}}},
        "invocations": [_invocation(report)],
        "results": [_result(finding, index[finding.code]) for finding in report.findings],
    }
    yield from written({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str, name: str) -> dict[str, Any]:
    said = page(name)
    return {
        "id": code,
        "name": name,
        "shortDescription": {"text": said.brief},
        "fullDescription": {"text": said.finds},
        "help": {"text": said.text, "markdown": said.text},
    }


def _invocation(report: Report) -> dict[str, Any]:
    left_out = [_notification("note", f"not covered: {name}") for name in report.looked_at.not_covered]
    return {
        "executionSuccessful": report.exit_code != COULD_NOT_JUDGE,
        "exitCode": report.exit_code,
        "toolExecutionNotifications": [*map(_failure, failures(report)), *left_out],
    }


def _failure(error: EnvlintError) -> dict[str, Any]:
    text = f"{error.message} ({error.help})" if error.help else error.message
    places = {"locations": [{"physicalLocation": _physical(error.at)}]} if error.at and error.at.path else {}
    return {**_notification("error", text), **places}


def _notification(level: str, text: str) -> dict[str, Any]:
    return {"level": level, "message": _message(text)}


def _result(finding: Finding, index: int) -> dict[str, Any]:
    lines = [headline(finding), *advice(finding)]
    names = ("tier", "service", "rule", "variable", "fallback")
    fields = {name: getattr(finding, name) for name in names}
    related = [(related.label, related.at) for related in finding.related if related.at.path]
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": LEVELS[finding.severity],
        "message": {"text": "\n".join([_plain(line) for line in lines])},
        "locations": [_location(finding)],
        "relatedLocations": [
            {"id": number, "message": _message(label), "physicalLocation": _physical(at)}
            for number, (label, at) in enumerate(related, 1)
        ],
        "partialFingerprints": {"envlint/v1": finding.fingerprint},
        "properties": {name: printable(text) for name, text in fields.items() if text},
    }


def _message(text: str) -> dict[str, str]:
    return {"text": _plain(text)}


def _plain(text: str) -> str:
    """Return printable text without what a viewer takes for an embedded link, ``[text](target)`` (SARIF 3.11.6)."""
    return printable(text).replace("](", "] (")


def _location(finding: Finding) -> dict[str, Any]:
    """Return the place; a source that is no file is named beside the rule that speaks of it."""
    at = in_a_file(finding)
    location: dict[str, Any] = {"physicalLocation": _physical(at)} if at.path else {}
    if not finding.at.path:
        location["logicalLocations"] = [{"fullyQualifiedName": printable(finding.at.source), "kind": "resource"}]
    return location


def _physical(at: Location) -> dict[str, Any]:
    """Return a stretch of a file; GitHub wants a line even of what concerns the whole file."""
    places = {"startColumn": at.column, "endLine": at.end_line, "endColumn": at.end_column}
    return {
        "artifactLocation": {"uri": quote(at.path.encode("utf-8", "surrogatepass")), "uriBaseId": ROOT},
        "region": {"startLine": max(at.line, 1), **{name: number for name, number in places.items() if number}},
    }
