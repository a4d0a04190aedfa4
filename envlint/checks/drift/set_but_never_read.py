"""ENV415: a manifest sets a variable that the program does not read."""

from __future__ import annotations

from envlint.checks.drift.unused import unused_places

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.drift.subject import DriftSubject
    from envlint.core.finding import Breach


def judge(subject: DriftSubject) -> Iterator[Breach]:
    """Yield a breach in each manifest that sets a variable without a reader for a program that is ours."""
    message = f"{subject.name} is set for the program, and nothing reads it"
    return unused_places(subject, "manifests", message, "remove it, or mend the name")
