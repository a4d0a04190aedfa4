"""ENV204: none of a group is set, and at least one must be."""

from __future__ import annotations

from envlint.checks.wording import listed
from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.demands.subject import DemandSubject


def judge(subject: DemandSubject) -> Iterator[Breach]:
    """Yield one breach for the group."""
    view, names = subject.view, subject.demand.names
    if any(view.is_set(name) for name in names):
        return
    yield Breach(
        f"none of {listed(names)} is set",
        view.at(names[0]),
        variable=subject.rule.name or names[0],
        help=f"set {'exactly' if subject.demand.kind == 'one_of' else 'at least'} one of them",
    )
