"""ENV416: the program needs a variable that no manifest sets."""

from __future__ import annotations

from envlint.checks.drift.wording import places
from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.checks.drift.project import Project
    from envlint.checks.drift.subject import DriftSubject


GIVEN_FOR_ONE: Final = 10
"""Variables that are supplied for each that is missing: of fewer, nobody would notice one."""


def judge(subject: DriftSubject) -> Iterator[Breach]:
    """Yield a breach at the read of a required variable, where the manifests run the program and are all seen."""
    if not _is_needed(subject) or _supplied(subject) or not _seen(subject.project):
        return
    at = next((read for read in subject.reads if read.required), subject.reads[0]).at
    yield Breach(
        f"{subject.name} is required, and no manifest sets it",
        at,
        variable=subject.name,
        label="needed here",
        related=places(subject, at),
        help="set it where the program is deployed",
    )


def _required_by_rule(subject: DriftSubject) -> bool:
    return any(rule.required and not rule.default for rule in subject.variable.rules)


def _seen(project: Project) -> bool:
    """Whether manifests give our code what it needs but for little, and all that they include is in the tree.

    Where more is missing, the program is run from elsewhere, and they start it for a test or build its image alone.
    """
    if any(inventory.not_covered or inventory.unparsed for inventory in project.of("manifests")):
        return False
    read = [subject for subject in project.variables.values() if subject.reads]
    missing = sum(_is_needed(subject) and not _supplied(subject) for subject in read)
    given = sum(bool(subject.variable.manifests) for subject in read)
    return given > 0 and missing <= max(1, given // GIVEN_FOR_ONE)


def _is_needed(subject: DriftSubject) -> bool:
    if subject.is_ambient or not subject.reads:
        return False
    return all(read.required for read in subject.reads) or _required_by_rule(subject)


def _supplied(subject: DriftSubject) -> bool:
    known = subject.project.variables
    if any(read.default for read in subject.reads):
        return True
    names = {*subject.group, *(f"{name}_FILE" for name in subject.group)}
    return any(name in known and known[name].variable.manifests for name in names)
