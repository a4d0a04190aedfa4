"""ENV205: two variables have the same value, and must not."""

from __future__ import annotations

from envlint.core.finding import Breach, Related

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.demands.subject import DemandSubject


def judge(subject: DemandSubject) -> Iterator[Breach]:
    """Yield a breach for each equal pair: the table's own variable against each other, in a ``[[rule]]`` all pairs."""
    view = subject.view
    for one, other in pairs(subject):
        first, second = view.binding(one), view.binding(other)
        if first is not None and second is not None and first.value == second.value:
            yield Breach(
                f"{one} and {other} have the same value, and must differ",
                first.at,
                variable=one,
                label="this ...",
                related=(Related("... equals this", second.at),),
                help="give each its own",
            )


def pairs(subject: DemandSubject) -> list[tuple[str, str]]:
    """Return the pairs to compare. Of two tables that name each other the stricter speaks, else the first by name."""
    rule, names = subject.rule, subject.demand.names
    if not rule.name:
        return [(one, other) for index, one in enumerate(names) for other in names[index + 1 :]]
    return [(rule.name, other) for other in names if not _left_to(subject, other)]


def _left_to(subject: DemandSubject, other: str) -> bool:
    """Whether the other variable's rule names this one as well, and is the one to say so."""
    rule, theirs = subject.rule, subject.view.rule(other)
    if theirs is None or (-theirs.level, theirs.name) > (-rule.level, rule.name):
        return False
    return any(demand.kind == "differs_from" and rule.name in demand.names for demand in theirs.demands)
