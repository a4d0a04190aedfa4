"""ENV403: the program reads a variable that no rule declares."""

from __future__ import annotations

from envlint.checks.drift.nearest import nearest_file
from envlint.checks.drift.wording import places
from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.drift.subject import DriftSubject


def judge(subject: DriftSubject) -> Iterator[Breach]:
    """Yield a breach at the first read when there are rules and none of them declares the variable."""
    if not subject.lacks("rules"):
        return
    at = subject.reads[0].at
    yield Breach(
        f"{subject.name} is read, and no rule declares it",
        at,
        variable=subject.name,
        label="read here",
        related=places(subject, at),
        help=f"declare `[{subject.name}]` in {nearest_file(subject.project, 'rules', at.path)}",
    )
