"""ENV405: the docs describe a variable that nothing reads."""

from __future__ import annotations

from envlint.checks.drift.unused import unused_places

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.drift.subject import DriftSubject
    from envlint.core.finding import Breach


def judge(subject: DriftSubject) -> Iterator[Breach]:
    """Yield a breach in each file of the docs that has an entry for a variable without a reader."""
    message = f"{subject.name} is in the docs, and nothing reads it"
    return unused_places(subject, "docs", message, "remove the entry, or mend the name")
