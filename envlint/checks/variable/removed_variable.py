"""ENV110: a variable that the program, at its present version, reads no more."""

from __future__ import annotations

from envlint.checks.variable.deprecated_variable import advice, is_removed
from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import VariableSubject


def judge(subject: VariableSubject) -> Iterator[Breach]:
    """Yield a breach when a removed variable is set."""
    rule, view, old = subject.rule, subject.view, subject.rule.deprecated
    binding = view.there(rule.name)
    if old is None or binding is None or not is_removed(old, subject.gate.version):
        return
    new = view.binding(old.use) if old.use else None
    if new is not None and new.value != binding.value:
        return
    yield Breach(
        f"{rule.name} was removed in {old.remove}: nothing reads it",
        binding.name_at,
        label=f"use {old.use}" if old.use else "removed",
        why=old.reason,
        help=advice(rule.name, old, both=new is not None),
    )
