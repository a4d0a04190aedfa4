"""ENV301: a line that is neither an assignment nor a comment; its reader drops it."""

from __future__ import annotations

from envlint.core.finding import Breach
from envlint.core.severity import WARNING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.checks.subjects import TextSubject

ASSIGNMENTS: Final = frozenset(("dotenv", "environ"))
"""Kinds of sources that are lines of assignments and nothing else."""
HELP: Final = "write NAME=value, or put a # in front"


def judge(subject: TextSubject) -> Iterator[Breach]:
    """Yield a breach for each line that the reader drops. The text itself is not said: it may be a piece of a key."""
    for notice in subject.notices:
        name = subject.name(notice)
        said = f"{name}: {notice.detail}" if name else notice.detail or "this line is no assignment"
        kind = subject.reading.source.kind
        yield Breach(
            said,
            subject.at(notice),
            variable=name,
            label="dropped by the reader",
            help=HELP if kind in ASSIGNMENTS else "mend it where it stands",
            severity=WARNING if kind == "environ" or notice.name else None,
        )
