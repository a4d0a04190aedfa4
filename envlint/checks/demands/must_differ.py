"""ENV205: two variables have the same value, and must not."""

from __future__ import annotations

from envlint.core.finding import Breach, Related

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import DemandSubject


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
    """Return the pairs to compare. A pair that both tables name is left to the first of them by name."""
    rule, names = subject.rule, subject.demand.names
    if not rule.name:
        return [(one, other) for index, one in enumerate(names) for other in names[index + 1 :]]
    return [(rule.name, other) for other in names if rule.name < other or not _names(subject, other)]


def _names(subject: DemandSubject, other: str) -> bool:
    """Whether the other variable's rule names this one as well."""
    theirs = subject.view.rule(other)
    if theirs is None:
        return False
    return any(demand.kind == "differs_from" and subject.rule.name in demand.names for demand in theirs.demands)
