"""ENV408: the program reads a variable in several places and falls back to different values."""

from __future__ import annotations

import re

from envlint.checks.drift.defaults import in_code, reader_of
from envlint.checks.drift.wording import hidden, label, related, shown
from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.checks.drift.sameness import Reader
    from envlint.checks.drift.subject import DriftSubject
    from envlint.core.declaration import Read


# Where each section or file is for one case of several, as one kind of database or one environment, and where other
# programs of the project stand, each with what suits it: tasks, seeds.
BY_CASE: Final = re.compile(
    r"(?:^|/)config/(?:database|queue|cache|logging|mail|filesystems|broadcasting|session)\.php$"
    r"|\.ya?ml$|(?:^|/)config/environments/|(?:^|/)(?:tasks|seeds)/|(?:^|/)\w*seeds?\.\w+$"
)
A_PROCESS: Final = "OTEL_"
"""How variables begin that each process of a project has of its own."""


def judge(subject: DriftSubject) -> Iterator[Breach]:
    """Yield one breach, at the first read with another default than the very first. An empty one says nothing."""
    sites = [] if subject.is_ambient or subject.name.startswith(A_PROCESS) else in_code(subject, chained=False)
    sites = [read for read in sites if not BY_CASE.search(read.at.path)]
    reader = reader_of(subject)
    other = next((read for read in sites if _differ(reader, read, sites[0])), None)
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


def _differ(reader: Reader, one: Read, other: Read) -> bool:
    """Whether two places fall back to different values; two addresses side by side are those of two cases."""
    values = one.default or "", other.default or ""
    if one.at.path == other.at.path and all("://" in value for value in values):
        return False
    return not reader.same(*values)
