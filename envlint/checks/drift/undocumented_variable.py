"""ENV401: the program reads a variable that the docs do not name."""

from __future__ import annotations

from envlint.checks.drift.nearest import nearest_file
from envlint.checks.drift.wording import places
from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.drift.subject import DriftSubject


def judge(subject: DriftSubject) -> Iterator[Breach]:
    """Yield a breach at the first read when there are docs and none of them names the variable."""
    if not subject.lacks("docs"):
        return
    at = subject.wanting("docs")[0].at
    yield Breach(
        f"{subject.name} is read, and the docs do not name it",
        at,
        variable=subject.name,
        label="read here",
        related=places(subject, at),
        help=f"describe it in {nearest_file(subject.project, 'docs', at.path)}",
    )
