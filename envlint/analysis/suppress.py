"""Leave out the findings that comments suppress, and report the comments that suppress nothing."""

from __future__ import annotations

from envlint.analysis.fingerprint import place
from envlint.analysis.remarks import KEEP_COMMENTS, UNSUPPRESSIBLE, suppression
from envlint.analysis.selection import OF_PROJECTS, finds, fits
from envlint.core.finding import Finding
from envlint.core.severity import WARNING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from envlint.analysis.remarks import Suppression
    from envlint.core.source import Reading


class Suppressions:
    """All suppressions of some readings, found by place and line."""

    def __init__(
        self,
        readings: Iterable[Reading],
        known: Mapping[str, str],
        today: str,
        command: str = "check",
    ) -> None:
        self._today = today
        # The codes that the command can find: a comment about others is left to the command that can find those.
        self._judged = {name: code for name, code in known.items() if finds(command, code)}
        self._of_project = command in OF_PROJECTS
        asked = [
            suppression(remark, reading.source, known, _keeper(reading))
            for reading in readings
            for remark in reading.remarks
        ]
        self._all = [entry for entry in dict.fromkeys(asked) if entry is not None]
        self._at: dict[tuple[str, int], list[Suppression]] = {}
        for entry in self._all:
            for line in entry.lines if self._holds(entry) else ():
                self._at.setdefault((place(entry.at), line), []).append(entry)

    def cover(self, finding: Finding) -> bool:
        """Whether a comment on the finding's first line, or alone on the line above, suppresses it."""
        return any(_suppresses(entry, finding) for entry in self._near(finding))

    def housekeeping(self, findings: Sequence[Finding]) -> list[Finding]:
        """Return a finding for each comment that is expired, faulty, or names a code that nothing there has.

        ``findings`` are all that the checks said, before anything else was left out.
        """
        used = {
            (entry, pattern)
            for finding in findings
            for entry in self._near(finding)
            for pattern in entry.patterns
            if _means(pattern, finding)
        }
        said = []
        for entry in filter(self._concerns, self._all):
            idle = [pattern for pattern in entry.patterns if (entry, pattern) not in used and self._judges(pattern)]
            if not entry.fault and not self._holds(entry):
                said.append(_expired(entry))
            elif entry.fault or idle:
                said.append(_unused(entry, idle))
        return said

    def _judges(self, pattern: str) -> bool:
        return any(fits(pattern, code, name) for name, code in self._judged.items())

    def _concerns(self, entry: Suppression) -> bool:
        """Whether a comment is this command's to judge; in code, what names no such code may be no comment."""
        return any(map(self._judges, entry.patterns)) or bool(entry.fault and not self._of_project)

    def _holds(self, entry: Suppression) -> bool:
        return not entry.fault and (not entry.until or self._today <= entry.until)

    def _near(self, finding: Finding) -> list[Suppression]:
        return self._at.get((place(finding.at), finding.at.line), [])


def _suppresses(entry: Suppression, finding: Finding) -> bool:
    return any(_means(pattern, finding) for pattern in entry.patterns)


def _means(pattern: str, finding: Finding) -> bool:
    return fits(pattern, finding.code, finding.name) and not finding.code.startswith(UNSUPPRESSIBLE)


def _unused(entry: Suppression, idle: Sequence[str]) -> Finding:
    message = entry.fault or f"ignore[{','.join(idle)}] suppresses nothing"
    help = entry.help or ("" if entry.fault else "remove it, or move it to the line of the finding or the one above")
    return Finding("ENV905", "unused-suppression", message, entry.at, severity=WARNING, help=help)


def _expired(entry: Suppression) -> Finding:
    message = f"the suppression of {', '.join(entry.patterns)} ended on {entry.until}"
    help = "mend what it left out, or give it a new date"
    return Finding("ENV906", "expired-suppression", message, entry.at, severity=WARNING, help=help)


def _keeper(reading: Reading) -> str:
    """Return a loader of a file to which a comment behind a value is part of the value, empty if there is none."""
    names = (loader.dialect for loader in reading.loaders)
    return next((name for name in names if name.startswith(KEEP_COMMENTS)), "")
