"""ENV404: the template has a variable that nothing reads."""

from __future__ import annotations

from envlint.checks.drift.unused import unused_places

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.drift.subject import DriftSubject
    from envlint.core.finding import Breach


def judge(subject: DriftSubject) -> Iterator[Breach]:
    """Yield a breach in each template that has a line for a variable without a reader."""
    message = f"{subject.name} is in the template, and nothing reads it"
    return unused_places(subject, "template", message, "remove the line, or mend the name")
