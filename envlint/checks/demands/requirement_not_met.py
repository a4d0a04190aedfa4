"""ENV201: what a rule requires beside a variable is not there, or not so."""

from __future__ import annotations

from envlint.checks.conditions import ORDERING
from envlint.checks.wording import circumstances, counterpart, subject_at, subject_said
from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.demands.subject import DemandSubject
    from envlint.core.rule import Atom


def judge(subject: DemandSubject) -> Iterator[Breach]:
    """Yield a breach for each required atom that does not hold; a malformed value holds nothing.

    What cannot be seen is for ``undecided-rule`` to say.
    """
    rule, demand, view = subject.rule, subject.demand, subject.view
    for atom, holds in subject.verdicts:
        if holds or atom.operator in ORDERING or atom.other or (holds is None and view.why_unseen(atom.name)):
            continue
        said = subject_said(subject)
        yield Breach(
            f"{said} requires {atom.text}" if said else f"{atom.text} is required{circumstances(demand)}",
            subject_at(subject, atom.name),
            variable=rule.name or atom.name,
            label=f"{view.effective(rule.name)} ..." if said and "=" in said else "this ...",
            related=counterpart(atom, view),
            help=_advice(subject, atom, said),
        )


def _advice(subject: DemandSubject, atom: Atom, said: str) -> str:
    first, rule = _mended(atom), subject.rule
    if said and "=" in said and rule.default is not None and rule.default != subject.view.effective(rule.name):
        return f"{first}, or {rule.name}={rule.default}" if not rule.is_secret else first
    return first


def _mended(atom: Atom) -> str:
    """Return what makes an atom hold."""
    if atom.operator == "unset":
        return f"remove {atom.name}"
    if atom.operator == "set":
        return f"set {atom.name}"
    wanted, negated = " or ".join(atom.values), atom.operator == "!="
    if atom.part:
        return f"give {atom.name} {'another' if negated else 'the'} {atom.part}{' than' if negated else ''} {wanted}"
    if negated:
        return f"set {atom.name} to something else than {wanted}"
    return f"set {atom.text}" if len(atom.values) == 1 else f"set {atom.name} to {wanted}"
