"""ENV109: a variable on its way out."""

from __future__ import annotations

from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import VariableSubject
    from envlint.core.rule import Deprecation


def judge(subject: VariableSubject) -> Iterator[Breach]:
    """Yield a breach when the old variable is set, alone or to the same value as the new one."""
    rule, view, old = subject.rule, subject.view, subject.rule.deprecated
    binding = view.there(rule.name)
    if old is None or binding is None or is_removed(old, subject.gate.version):
        return
    new = view.binding(old.use) if old.use else None
    if new is not None and new.value != binding.value:
        return
    since = f" since {old.since}" if old.since else ""
    until = f" and goes away in {old.remove}" if old.remove else ""
    yield Breach(
        f"{rule.name} is deprecated{since}{until}",
        binding.name_at,
        label=f"use {old.use}" if old.use else "deprecated",
        why=old.reason,
        help=advice(rule.name, old, both=new is not None),
    )


def advice(name: str, old: Deprecation, *, both: bool) -> str:
    """Return what to do about the old name."""
    if both:
        return f"remove {name}: {old.use} says the same"
    return f"set {old.use} instead" if old.use else f"remove {name}"


def is_removed(old: Deprecation, version: str) -> bool:
    """Whether the program at this version reads the variable no more. Versions compare number by number."""
    if not old.remove or not version:
        return False
    return numbers(version) >= numbers(old.remove)


def numbers(version: str) -> tuple[int, ...]:
    """Return a version's leading numbers: ``v3.0.1-rc.2`` is 3, 0, 1; trailing zeros do not count."""
    found: list[int] = []
    for part in version.lstrip("vV").split("+")[0].split("-")[0].split("."):
        digits = part[: len(part) - len(part.lstrip("0123456789"))]
        if not digits:
            break
        found.append(int(digits[:18]))
    while found and found[-1] == 0:
        found.pop()
    return tuple(found)
