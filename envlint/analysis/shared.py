"""Files that several services read: what is said of such a file is said once, and names all whom it concerns."""

from __future__ import annotations

from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from typing import Final

    from envlint.core.environment import Environment
    from envlint.core.finding import Finding

    Place = tuple[str, str]

UNKNOWN: Final = "unknown-variable"
AND: Final = ", "


class Run(Record):
    """One service in one tier: what it declares, what it reads, what was found."""

    service: str
    declared: Collection[str]
    environment: Environment
    findings: tuple[Finding, ...]

    @property
    def places(self) -> frozenset[Place]:
        """The texts that it reads: the label of the source, and the file."""
        return frozenset((each.source.label, each.source.path) for each in self.environment.readings)


def settled(runs: Sequence[Run]) -> list[tuple[Finding, ...]]:
    """Return the findings of each run with the names of all services for which the same was found.

    A variable that one service does not know is not reported where another that reads the same file declares it.
    """
    readers: dict[Place, list[Run]] = {}
    concerned: dict[tuple[object, ...], dict[str, None]] = {}
    for run in runs:
        for place in run.places:
            readers.setdefault(place, []).append(run)
        for finding in run.findings:
            concerned.setdefault(_alike(finding), {})[run.service] = None
    return [tuple(_of(run, readers, concerned)) for run in runs]


def _alike(finding: Finding) -> tuple[object, ...]:
    return (*finding.order, finding.rule, finding.rule_at, finding.severity)


def _of(
    run: Run, readers: dict[Place, list[Run]], concerned: dict[tuple[object, ...], dict[str, None]]
) -> Iterator[Finding]:
    for finding in run.findings:
        others = [other for other in readers.get(_place(finding), ()) if other.service != run.service]
        if finding.name == UNKNOWN and any(finding.variable in other.declared for other in others):
            continue
        names = concerned[_alike(finding)]
        of_the_root = not run.service or ("" in names and not finding.rule)
        yield finding.replace(service="" if of_the_root else AND.join(filter(None, names)))


def by_service(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Return the findings by each service that they name; those that name none under an empty name."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        for name in dict.fromkeys((finding.service, *finding.service.split(AND))):
            found.setdefault(name, []).append(finding)
    return found


def concerns(finding: Finding, run: Run, tier: str) -> bool:
    """Whether a finding that names the service of a run, or none, counts for it in a tier.

    What no tier has a say in counts where its file is read, and a fault of the root's file for everybody who reads it.
    """
    if finding.tier and finding.tier != tier:
        return False
    of_others = bool(run.service) and not finding.service
    if of_others and finding.rule:
        return False
    return (bool(finding.tier) and not of_others) or _place(finding) in run.places


def _place(finding: Finding) -> Place:
    return finding.at.source, finding.at.path
