"""Hold what is said of every variable against each other. Each check is asked about each variable, and heard out."""

from __future__ import annotations

from envlint import checks
from envlint.analysis.check import Heard
from envlint.checks.drift import CODES, OF_PROJECT, OF_UNUSED, OF_VARIABLES
from envlint.core.bug import Bug
from envlint.core.finding import Finding
from envlint.core.severity import ERROR, INFO, WARNING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

    from envlint.checks.drift.project import Project
    from envlint.core.finding import Breach

# What is missing, and what some reader takes for something else, fails; what is too much or disagrees is a warning.
ERRORS: Final = frozenset(
    ("undocumented-variable", "missing-from-template", "undeclared-variable", "values-mismatch",
     "secret-default-in-code", "secret-in-template")
)  # fmt: skip
NOTES: Final = frozenset(("dynamic-read", "dead-read"))
OWN_SEVERITY: Final = {name: ERROR if name in ERRORS else INFO if name in NOTES else WARNING for name in CODES}
UNUSED: Final = frozenset(CODES[name] for name in OF_UNUSED)


def drift(*projects: Project) -> Heard:
    """Return every finding about a project, or about the services of one, which may share docs, template and rules.

    Each service is judged by itself. What stands in a shared place is unused only if every service that shares it says
    so.
    """
    heard = [_Hearing(project) for project in projects]
    said = [finding for hearing in heard for finding in hearing.findings if _agreed(finding, heard)]
    faults = tuple(fault for hearing in heard for fault in hearing.faults)
    return Heard(tuple({finding.order: finding for finding in said}.values()), faults)


def not_judged(*projects: Project) -> tuple[str, ...]:
    """Return, in words, what was left out because not all code could be looked at."""
    if any(project.not_covered for project in projects):
        return ("unused variables, because not all code could be read",)
    if any(inventory.unparsed for project in projects for inventory in project.of("code")):
        return ("unused variables whose names stand in code that could not be understood",)
    return ()


class _Hearing:
    """Asks every check about one project. Where one breaks, the fault is kept and the rest asked all the same."""

    def __init__(self, project: Project) -> None:
        self.findings: list[Finding] = []
        self.faults: list[Bug] = []
        for name in OF_PROJECT:
            self._ask(name, project)
        for subject in project.variables.values():
            for name in OF_VARIABLES:
                self._ask(name, subject)
        entries = [said for subject in project.variables.values() for said in subject.variable.declarations]
        self.places = {(said.name, said.at) for said in entries}
        self.unused = {(found.code, found.variable, found.at) for found in self.findings if found.code in UNUSED}

    def _ask(self, name: str, subject: object) -> None:
        """Hear one check out. Every check is called here and nowhere else."""
        try:
            for breach in checks.load("drift", name).judge(subject):
                self.findings.append(_finding(name, breach))
        except Exception as fault:  # noqa: BLE001  a check that breaks must not silence the others
            self.faults.append(Bug(fault))


def _agreed(finding: Finding, hearings: Sequence[_Hearing]) -> bool:
    """Whether all who share the place of a finding say the same, where it says that nobody has a use for a name."""
    key = finding.code, finding.variable, finding.at
    return finding.code not in UNUSED or all(
        key in hearing.unused for hearing in hearings if (finding.variable, finding.at) in hearing.places
    )


def _finding(name: str, breach: Breach) -> Finding:
    return Finding(
        CODES[name],
        name,
        breach.message,
        breach.at,
        severity=breach.severity or OWN_SEVERITY[name],
        variable=breach.variable,
        label=breach.label,
        related=breach.related,
        why=breach.why,
        help=breach.help,
        fix=breach.fix,
    )
