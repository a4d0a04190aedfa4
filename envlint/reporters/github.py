"""For a GitHub Actions job: workflow commands that become annotations on the lines of a pull request.

Source: GitHub's "Workflow commands for GitHub Actions"; the escapes are those of ``@actions/core``.
"""

from __future__ import annotations

from envlint.core.escape import inert, printable
from envlint.core.record import Record
from envlint.core.severity import ERROR, INFO, WARNING
from envlint.reporters.wording import advice, failures, headline, in_a_file, summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.core.errors import EnvlintError
    from envlint.core.finding import Finding
    from envlint.core.location import Location
    from envlint.core.report import Report
    from envlint.reporters import Style

COMMANDS: Final = {ERROR: "error", WARNING: "warning", INFO: "notice"}
SHOWN_PER_COMMAND: Final = 10
"""GitHub keeps the first ten annotations of each kind of one step and drops the rest."""


class Annotation(Record):
    """One workflow command; ``brief`` is what is said of it where there is no room for its own."""

    command: str
    title: str
    lines: tuple[str, ...]
    brief: str = ""
    at: Location | None = None


def render(report: Report, _style: Style) -> Iterator[str]:
    """Yield a command for each finding, the most severe first; those that GitHub would drop share one notice."""
    findings = sorted(report.findings, key=lambda finding: -finding.severity)
    room = {"error": SHOWN_PER_COMMAND, "warning": SHOWN_PER_COMMAND, "notice": SHOWN_PER_COMMAND - 1}
    rest = []
    for annotation in [*map(_of_error, failures(report)), *map(_of_finding, findings)]:
        room[annotation.command] -= 1
        if room[annotation.command] < 0:
            rest.append(annotation.brief)
        else:
            yield _written(annotation)
    if rest:
        yield _written(Annotation("notice", f"envlint: {len(rest)} more", tuple(rest)))
    for line in summary(report):
        yield inert(f"envlint: {printable(line)}")


def _of_finding(finding: Finding) -> Annotation:
    tier = f" ({finding.tier})" if finding.tier else ""
    return Annotation(
        COMMANDS.get(finding.severity, "notice"),
        f"{finding.code} {finding.name}{tier}",
        (headline(finding), *advice(finding)),
        f"{finding.at}: {finding.severity}[{finding.code}] {headline(finding)}",
        in_a_file(finding),
    )


def _of_error(error: EnvlintError) -> Annotation:
    lines = (error.message, f"help: {error.help}") if error.help else (error.message,)
    return Annotation("error", "envlint could not judge", lines, str(error), error.at)


def _written(annotation: Annotation) -> str:
    properties = [*_place(annotation.at), ("title", annotation.title)]
    given = ",".join([f"{name}={_property(value)}" for name, value in properties])
    return inert(f"::{annotation.command} {given}::{'%0A'.join([_data(line) for line in annotation.lines])}")


def _place(at: Location | None) -> Iterator[tuple[str, str]]:
    """Yield the properties that say where; GitHub takes columns only of a stretch within one line."""
    if at is None or not at.path:
        return
    yield "file", at.path
    if at.line:
        yield "line", str(at.line)
        yield "endLine", str(at.end_line or at.line)
    if at.column and at.end_column and at.end_line == at.line:
        yield "col", str(at.column)
        yield "endColumn", str(at.end_column)


def _data(text: str) -> str:
    return printable(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
