"""How the checks of demands speak of the two sides of a demand."""

from __future__ import annotations

from envlint.checks.shown import assigned
from envlint.core.finding import Related

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.checks.demands.subject import DemandSubject
    from envlint.checks.subjects import View
    from envlint.core.location import Location
    from envlint.core.rule import Atom, Demand


def circumstances(demand: Demand) -> str:
    """Return `` while A=true`` for a demand that is made under conditions only, else nothing."""
    return f" while {' and '.join(atom.text for atom in demand.when)}" if demand.when else ""


def subject_said(subject: DemandSubject) -> str:
    """Return ``NAME=value`` of the table's own variable, ``NAME`` where the value is not to be seen; else empty."""
    rule = subject.rule
    if not rule.name:
        return ""
    effective = subject.view.effective(rule.name)
    return rule.name if effective is None else assigned(rule, effective)


def subject_at(subject: DemandSubject, fallback: str) -> Location:
    """Return where the table's own variable is set; for a ``[[rule]]`` where the first variable it speaks of is."""
    view = subject.view
    named = [subject.rule.name, *(atom.name for atom in subject.demand.when), fallback, *subject.demand.names]
    for name in named:
        if name and view.environment.get(name) is not None:
            return view.at(name)
    return view.at(fallback)


def counterpart(atom: Atom, view: View) -> tuple[Related, ...]:
    """Return where the other variable of an atom is set; nothing where it is not."""
    binding = view.environment.get(atom.name)
    if binding is None:
        return ()
    wanted = {"set": "a value", "unset": "to be absent", "!=": "something else than " + " or ".join(atom.values)}
    needs = wanted.get(atom.operator) or " or ".join(atom.values) or atom.other
    if atom.part:
        needs = f"{atom.part} {needs}"
    return (Related(f"... needs {needs} here", binding.at),)


def listed(names: tuple[str, ...] | list[str]) -> str:
    """Return ``A, B and C``."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
