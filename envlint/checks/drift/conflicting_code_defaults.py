"""ENV408: the program reads a variable in several places and falls back to different values."""

from __future__ import annotations

from envlint.checks.drift.defaults import in_code, reader_of
from envlint.checks.drift.wording import hidden, label, related, shown
from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.drift.subject import DriftSubject


def judge(subject: DriftSubject) -> Iterator[Breach]:
    """Yield one breach, at the first read with another default than the very first. An empty one says nothing."""
    sites = [] if subject.is_ambient else in_code(subject, chained=False)
    reader = reader_of(subject)
    other = next((read for read in sites if not reader.same(read.default or "", sites[0].default or "")), None)
    if other is None:
        return
    values = other.default or "", sites[0].default or ""
    message = f"the code falls back to different values of {subject.name}"
    if not hidden(subject, *values):
        message += f": {shown(subject, values[1])} and {shown(subject, values[0])}"
    yield Breach(
        message,
        other.at,
        variable=subject.name,
        label="one default",
        related=related([(label(subject, read), read) for read in sites], other.at),
        help="read it in one place, or give both the same default",
    )
