"""ENV416: the program needs a variable that no manifest sets."""

from __future__ import annotations

from envlint.checks.drift.wording import places
from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.drift.subject import DriftSubject, Project


def judge(subject: DriftSubject) -> Iterator[Breach]:
    """Yield a breach at the read of a required variable, where the manifests run the program and are all seen."""
    needing = [read for read in subject.reads if read.required or _required_by_rule(subject)]
    if not needing or subject.is_ambient or not _seen(subject.project) or _supplied(subject):
        return
    at = needing[0].at
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
    """Whether manifests run our code (they set something that it reads), and all that they include is in the tree."""
    if any(inventory.not_covered or inventory.unparsed for inventory in project.of("manifests")):
        return False
    return any(subject.variable.manifests and subject.reads for subject in project.variables.values())


def _supplied(subject: DriftSubject) -> bool:
    known = subject.project.variables
    if any(read.default for read in subject.reads):
        return True
    names = {*subject.group, *(f"{name}_FILE" for name in subject.group)}
    return any(name in known and known[name].variable.manifests for name in names)
