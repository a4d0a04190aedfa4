"""ENV104: a required variable that no source sets."""

from __future__ import annotations

from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import VariableSubject


def judge(subject: VariableSubject) -> Iterator[Breach]:
    """Yield a breach when the variable is required and stands nowhere. A default does not satisfy it."""
    rule, view = subject.rule, subject.view
    if rule.required and rule.name not in view.environment.winners:
        yield Breach(
            f"{rule.name} is required and not set", view.at(rule.name), help=f"set {rule.name}{meant(rule.doc)}"
        )


def meant(doc: str) -> str:
    """Return the rule's first sentence in brackets."""
    return f" ({doc.split('. ')[0].rstrip('.')})" if doc else ""
