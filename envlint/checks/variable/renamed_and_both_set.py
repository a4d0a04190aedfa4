"""ENV207: the old and the new name of a variable are both set, to different values."""

from __future__ import annotations

from envlint.core.finding import Breach, Related

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import VariableSubject


def judge(subject: VariableSubject) -> Iterator[Breach]:
    """Yield a breach when the two disagree: which one the program takes is anybody's guess."""
    old, view = subject.rule.deprecated, subject.view
    binding = view.binding(subject.rule.name)
    new = view.binding(old.use) if old and old.use else None
    if old is None or binding is None or new is None or new.value == binding.value:
        return
    yield Breach(
        f"{subject.rule.name} and {old.use}, its new name, are both set and differ",
        binding.at,
        label="the old name",
        related=(Related("the new name", new.at),),
        why=old.reason,
        help=f"remove {subject.rule.name} once {old.use} is right",
    )
