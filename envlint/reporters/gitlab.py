"""For GitLab's merge requests: a Code Quality report.

Source: GitLab's documentation, "Code Quality report format".
"""

from __future__ import annotations

from envlint.analysis.fingerprint import digest
from envlint.core.escape import printable
from envlint.core.severity import ERROR, INFO, WARNING
from envlint.reporters.document import written
from envlint.reporters.wording import blocks, failures, headline, in_a_file, runs_with

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Final

    from envlint.core.errors import EnvlintError
    from envlint.core.finding import Finding
    from envlint.core.location import Location
    from envlint.core.report import Report
    from envlint.reporters import Style

SEVERITIES: Final = {ERROR: "critical", WARNING: "minor", INFO: "info"}
COULD_NOT_JUDGE: Final = "blocker"


def render(report: Report, _style: Style) -> Iterator[str]:
    """Yield a JSON array with an entry for each finding and each reason why envlint could not judge."""
    entries = [_failure(error) for error in failures(report)]
    yield from written([*entries, *[_finding(finding) for finding in report.findings]])


def _finding(finding: Finding) -> dict[str, Any]:
    tier = f" [{finding.tier}]" if finding.tier else ""
    fallback = f"; {runs_with(finding)}" if finding.fallback is not None else ""
    severity = COULD_NOT_JUDGE if blocks(finding) else SEVERITIES.get(finding.severity, "info")
    description = f"{finding.code}{tier} {headline(finding)}{fallback}"
    return _entry(description, finding.name, finding.fingerprint, severity, in_a_file(finding))


def _failure(error: EnvlintError) -> dict[str, Any]:
    fingerprint = digest("could-not-judge", error.message, str(error.at or ""))
    description = f"{error.message} ({error.help})" if error.help else error.message
    return _entry(description, "could-not-judge", fingerprint, COULD_NOT_JUDGE, error.at)


def _entry(description: str, check: str, fingerprint: str, severity: str, at: Location | None) -> dict[str, Any]:
    """Return one entry; GitLab wants a path and a line even of what stands in no file."""
    path = (at.path or at.source) if at else "envlint"
    return {
        "description": printable(description),
        "check_name": check,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": path, "lines": {"begin": max(at.line, 1) if at else 1}},
    }
