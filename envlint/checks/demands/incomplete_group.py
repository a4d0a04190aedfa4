"""ENV203: some of a group are set, and all of it must be, or none."""

from __future__ import annotations

from envlint.checks.wording import listed
from envlint.core.finding import Breach, Related

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.demands.subject import DemandSubject


def judge(subject: DemandSubject) -> Iterator[Breach]:
    """Yield one breach for the group, naming what is missing."""
    view, names = subject.view, subject.demand.names
    there = [name for name in names if view.is_set(name)]
    missing = [name for name in names if name not in there and not view.why_unseen(name)]
    if not there or not missing:
        return
    yield Breach(
        f"{listed(there)} {'is' if len(there) == 1 else 'are'} set and {listed(missing)} "
        f"{'is' if len(missing) == 1 else 'are'} not: all of them or none",
        view.at(there[0]),
        variable=subject.rule.name or missing[0],
        label="set",
        related=tuple(Related("set", view.at(name)) for name in there[1:]),
        help=f"set {listed(missing)}, or remove {listed(there)}",
    )
