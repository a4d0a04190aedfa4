"""ENV105: a required variable that is set to nothing."""

from __future__ import annotations

from envlint.core.finding import Breach, Related

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import VariableSubject


def judge(subject: VariableSubject) -> Iterator[Breach]:
    """Yield a breach when the variable is required and empty; an earlier value that it hides is named."""
    rule, view = subject.rule, subject.view
    binding = view.environment.winners.get(rule.name)
    if not rule.required or rule.empty_ok or binding is None or binding.value.raw:
        return
    hidden = [other for other in view.environment.chain(rule.name)[:-1] if other.value.raw]
    yield Breach(
        f"{rule.name} is required and empty",
        binding.name_at,
        label="empty counts as not set",
        related=tuple(Related("the empty one hides this value", other.at) for other in hidden[-1:]),
        help=f"give {rule.name} a value" + (", or remove the empty line" if hidden else ""),
    )
