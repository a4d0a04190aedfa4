"""ENV201: what a rule requires beside a variable is not there, or not so."""

from __future__ import annotations

from envlint.checks.conditions import ORDERING, asked, holds
from envlint.checks.wording import circumstances, counterpart, subject_at, subject_said
from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import DemandSubject


def judge(subject: DemandSubject) -> Iterator[Breach]:
    """Yield a breach for each required atom that does not hold; a malformed value holds nothing."""
    rule, demand, view = subject.rule, subject.demand, subject.view
    if demand.kind != "requires" or asked(rule, demand, view) is not True:
        return
    for atom in demand.atoms:
        if atom.operator in ORDERING or atom.other or holds(atom, view):
            continue
        said = subject_said(subject)
        yield Breach(
            f"{said} requires {atom.text}" if said else f"{atom.text} is required{circumstances(demand)}",
            subject_at(subject, atom.name),
            variable=rule.name or atom.name,
            label=f"{view.effective(rule.name)} ..." if said and "=" in said else "this ...",
            related=counterpart(atom, view),
            help=_advice(subject, atom.text, said),
        )


def _advice(subject: DemandSubject, wanted: str, said: str) -> str:
    negated = wanted.startswith("!")
    first = f"remove {wanted[1:]}" if negated else f"set {wanted}"
    rule = subject.rule
    if said and "=" in said and rule.default is not None and rule.default != subject.view.effective(rule.name):
        return f"{first}, or {rule.name}={rule.default}" if not rule.is_secret else first
    return first
