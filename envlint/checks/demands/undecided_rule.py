"""ENV210: a rule that could not be judged, because a value that it needs is malformed or not there."""

from __future__ import annotations

from envlint.checks.conditions import ORDERING, holds, unmet_ordering_is_idle
from envlint.checks.wording import listed, subject_at
from envlint.core.finding import Breach
from envlint.types import Malformed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import DemandSubject, View
    from envlint.core.rule import Atom


def judge(subject: DemandSubject) -> Iterator[Breach]:
    """Yield one breach for a demand of which a part cannot be decided, naming what kept it from being."""
    rule, demand, view = subject.rule, subject.demand, subject.view
    if subject.made is None:
        blocking = [atom for atom in demand.when if holds(atom, view) is None and not _idle(atom, view)]
    else:
        blocking = [atom for atom, verdict in subject.verdicts if verdict is None and _blocks(atom, subject)]
    if not blocking:
        return
    names = list(dict.fromkeys(name for atom in blocking for name in (atom.name, atom.other) if name))
    unclear = [n for n in names if view.parsed(n) is None or isinstance(view.parsed(n), Malformed)]
    yield Breach(
        f"{' and '.join(atom.text for atom in blocking)} cannot be decided: {_reasons(subject, unclear or names)}",
        subject_at(subject, names[0]),
        variable=rule.name or names[0],
        help=f"mend {listed(unclear or names)} first",
    )


def _blocks(atom: Atom, subject: DemandSubject) -> bool:
    """Whether an atom that cannot be decided leaves the rule open, and no other finding says it already."""
    if _idle(atom, subject.view):
        return False
    if subject.demand.kind == "requires":
        return _is_ordering(atom)
    return atom.name != subject.rule.name or bool(atom.other)


def _idle(atom: Atom, view: View) -> bool:
    return _is_ordering(atom) and unmet_ordering_is_idle(atom, view)


def _is_ordering(atom: Atom) -> bool:
    return atom.operator in ORDERING or bool(atom.other)


def _reasons(subject: DemandSubject, names: list[str]) -> str:
    return " and ".join(f"{name} is {_state(name, subject.view)}" for name in names)


def _state(name: str, view: View) -> str:
    if view.parsed(name) is not None:
        return "malformed"
    return "not set" if view.effective(name) is None else "empty"
