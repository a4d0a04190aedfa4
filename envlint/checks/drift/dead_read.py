"""ENV418: only code that no entry point reaches reads a variable."""

from __future__ import annotations

from envlint.checks.drift.wording import related
from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.drift.subject import DriftSubject


def judge(subject: DriftSubject) -> Iterator[Breach]:
    """Yield one breach, at the first read, where every read of the program is dead."""
    reads = subject.reads
    if not reads or not all(read.dead for read in reads) or subject.is_ambient:
        return
    yield Breach(
        f"{subject.name} is read only in code that no entry point reaches",
        reads[0].at,
        variable=subject.name,
        label="never runs",
        related=related([("nor does this", read) for read in reads[1:]], reads[0].at),
        help="remove the code, or what should call it is missing",
    )
