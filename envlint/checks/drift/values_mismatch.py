"""ENV409: two places allow a variable different values."""

from __future__ import annotations

from envlint.checks.drift.wording import listed, related, speaker
from envlint.core.declaration import Read
from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.drift.subject import DriftSubject
    from envlint.core.declaration import Declaration


def judge(subject: DriftSubject) -> Iterator[Breach]:
    """Yield one breach, at the first place whose set is another than that of the rules, else of the code, and so on."""
    lists = [] if subject.is_ambient else _lists(subject)
    differing = [said for said in lists if set(said.values or ()) != set(lists[0].values or ())]
    if not differing:
        return
    norm, other = lists[0], differing[0]
    labelled = [(f"{speaker(said)}: {listed(subject, said.values or ())}", said) for said in lists]
    yield Breach(
        f"{speaker(other)} {_allow(other)} {subject.name} to be {listed(subject, other.values or ())}, "
        f"and {speaker(norm)} {listed(subject, norm.values or ())}",
        other.at,
        variable=subject.name,
        label=_difference(subject, norm, other),
        related=related(labelled, other.at),
        help="make them allow the same values",
    )


def _lists(subject: DriftSubject) -> list[Declaration]:
    variable = subject.variable
    said = (*variable.rules, *subject.reads, *variable.sql, *variable.docs, *variable.template)
    return [each for each in said if each.values and not (isinstance(each, Read) and each.test)]


def _allow(said: Declaration) -> str:
    return "allow" if said.kind == "docs" else "allows"


def _difference(subject: DriftSubject, norm: Declaration, other: Declaration) -> str:
    more, less = set(other.values or ()) - set(norm.values or ()), set(norm.values or ()) - set(other.values or ())
    told = [f"{listed(subject, more)} only here"] if more else []
    return ", ".join([*told, *([f"without {listed(subject, less)}"] if less else [])])
