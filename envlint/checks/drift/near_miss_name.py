"""ENV412: the program reads one name, and another one that is nearly the same is said and never read."""

from __future__ import annotations

from envlint.checks.drift.reach import speaks_for
from envlint.checks.drift.subject import SAID
from envlint.checks.drift.wording import SPEAKER, related, verb
from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.drift.subject import DriftSubject
    from envlint.core.declaration import Declaration


def judge(subject: DriftSubject) -> Iterator[Breach]:
    """Yield a breach where the other name stands, if that is a place which speaks for the code that reads this one."""
    pair = subject.project.near_misses.get(subject.name)
    if pair is None:
        return
    other = subject.project.variables[pair.said]
    entries = [said for kind in SAID if kind in pair.kinds for said in other.idle_places(kind)]
    entries = [said for said in entries if any(speaks_for(said.at.path, read.at.path) for read in subject.reads)]
    if not entries:
        return
    first = entries[0]
    labelled: list[tuple[str, Declaration]] = [(f"reads {pair.read}", read) for read in subject.reads]
    labelled += [(f"{pair.said} here, too", said) for said in entries]
    yield Breach(
        f"the code reads {pair.read}, and {SPEAKER[first.kind]} {verb(first)} {pair.said}",
        first.at,
        variable=pair.read,
        label=f"nearly {pair.read}, and never read",
        related=related(labelled, first.at),
        help=f"rename it to {pair.read}, or read {pair.said}",
    )
