"""ENV202: variables that must not stand together do."""

from __future__ import annotations

from envlint.checks.wording import circumstances, listed, subject_at, subject_said
from envlint.core.finding import Breach, Related

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.demands.subject import DemandSubject


def judge(subject: DemandSubject) -> Iterator[Breach]:
    """Yield a breach for each conflicting or forbidden atom that holds, and for a one-of group with several set."""
    rule, demand, view = subject.rule, subject.demand, subject.view
    if demand.kind == "one_of":
        yield from _several(subject)
        return
    for atom, holds in subject.verdicts:
        if not holds or (demand.kind == "forbid" and atom.name == rule.name):
            continue
        other = view.environment.get(atom.name)
        said = subject_said(subject)
        verb = "conflicts with" if demand.kind == "conflicts" else "forbids"
        yield Breach(
            f"{said} {verb} {atom.text}" if said else f"{atom.text} is forbidden{circumstances(demand)}",
            subject_at(subject, atom.name),
            variable=rule.name or atom.name,
            label="this ..." if rule.name else "",
            related=(Related("... and this", other.at),) if other and rule.name else (),
            help=f"change {atom.name}" + (f" or {rule.name}" if rule.name else ""),
        )


def _several(subject: DemandSubject) -> Iterator[Breach]:
    view = subject.view
    there = [name for name in subject.demand.names if view.is_set(name)]
    if len(there) > 1:
        yield Breach(
            f"{listed(there)} are set, and only one of them may be",
            view.at(there[0]),
            variable=subject.rule.name or there[0],
            label="one",
            related=tuple(Related("another", view.at(name)) for name in there[1:]),
            help="keep one and remove the rest",
        )
