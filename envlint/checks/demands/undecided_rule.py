"""ENV210: a rule that could not be judged, because a value that it needs is malformed, not there, or unseen."""

from __future__ import annotations

from envlint.checks.conditions import ORDERING, holds, unmet_ordering_is_idle
from envlint.checks.subjects import VariableSubject
from envlint.checks.wording import listed, subject_at
from envlint.core.finding import Breach
from envlint.types import Malformed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.demands.subject import DemandSubject
    from envlint.checks.subjects import View
    from envlint.core.rule import Atom


def judge(subject: DemandSubject | VariableSubject) -> Iterator[Breach]:
    """Yield one breach for a demand of which a part cannot be decided, naming what kept it from being.

    Of a variable that cannot be seen itself it is one breach for all that its rule asks of it.
    """
    if isinstance(subject, VariableSubject):
        yield _unseen(subject)
        return
    rule, demand, view = subject.rule, subject.demand, subject.view
    if rule.name and view.is_hidden(rule.name) and not view.names_only(rule.name):
        return
    if subject.made and demand.names:
        yield from _of_group(subject)
        return
    if subject.made is None:
        blocking = [atom for atom in demand.when if holds(atom, view) is None and not _idle(atom, view)]
    else:
        blocking = [atom for atom, verdict in subject.verdicts if verdict is None and _blocks(atom, subject)]
    if not blocking:
        return
    names = list(dict.fromkeys(name for atom in blocking for name in (atom.name, atom.other) if name))
    unclear = [n for n in names if view.parsed(n) is None or isinstance(view.parsed(n), Malformed)]
    unseen = [name for name in unclear if view.why_unseen(name)]
    yield Breach(
        f"{' and '.join(atom.text for atom in blocking)} cannot be decided: {_reasons(subject, unclear or names)}",
        subject_at(subject, names[0]),
        variable=rule.name or names[0],
        help=_shown(unseen) if unseen else f"mend {listed(unclear or names)} first",
    )


def _unseen(subject: VariableSubject) -> Breach:
    name, view = subject.rule.name, subject.view
    binding = view.environment.get(name)
    said = f"its value cannot be seen: {view.why_unseen(name)}"
    if binding is None:
        said = f"required, and it cannot be seen whether it is set: {view.why_unseen(name)}"
    at = binding.name_at if binding is not None else view.at(name)
    return Breach(f"{name}: {said}", at, variable=name, label="refers to what is not here", help=_shown([name]))


def _shown(names: list[str]) -> str:
    one = len(names) == 1
    return (
        f"give envlint a source that shows {listed(names)}, or say "
        f'visibility = "names-only" in {"its rule" if one else "their rules"}'
    )


def _of_group(subject: DemandSubject) -> Iterator[Breach]:
    """Yield a breach for a group of which too much is unseen to say whether it is as it should be."""
    demand, view = subject.demand, subject.view
    hidden = [name for name in subject.hidden if not view.names_only(name)]
    if subject.met is None and hidden:
        yield Breach(
            f"{demand.kind} of {listed(demand.names)} cannot be decided: {_reasons(subject, hidden)}",
            subject_at(subject, hidden[0]),
            variable=subject.rule.name or hidden[0],
            help=_shown(hidden),
        )


def _blocks(atom: Atom, subject: DemandSubject) -> bool:
    """Whether an atom that cannot be decided leaves the rule open, and no other finding says it already."""
    if _idle(atom, subject.view):
        return False
    if subject.demand.kind == "requires":
        return _is_ordering(atom) or bool(subject.view.why_unseen(atom.name))
    return atom.name != subject.rule.name or bool(atom.other)


def _idle(atom: Atom, view: View) -> bool:
    return _is_ordering(atom) and unmet_ordering_is_idle(atom, view)


def _is_ordering(atom: Atom) -> bool:
    return atom.operator in ORDERING or bool(atom.other)


def _reasons(subject: DemandSubject, names: list[str]) -> str:
    return " and ".join(f"{name} is {_state(name, subject.view)}" for name in names)


def _state(name: str, view: View) -> str:
    if reason := view.why_unseen(name):
        return f"unseen ({reason})"
    if view.parsed(name) is not None:
        return "malformed"
    return "not set" if view.effective(name) is None else "empty"
