"""ENV406: a rule declares a variable that nothing reads."""

from __future__ import annotations

from envlint.checks.drift.unused import unused_places

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.drift.subject import DriftSubject
    from envlint.core.finding import Breach


def judge(subject: DriftSubject) -> Iterator[Breach]:
    """Yield a breach at each rule whose variable has no reader, unless the rule says that another program reads it."""
    message = f"{subject.name} has a rule, and nothing reads it"
    return unused_places(subject, "rules", message, "remove the rule, or say `external = true` where others read it")
