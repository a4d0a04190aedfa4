"""ENV301: a line that is neither an assignment nor a comment; its reader drops it."""

from __future__ import annotations

from envlint.checks.text.remedies import remedy
from envlint.checks.text.takes import does, loaders, stated, users
from envlint.core.finding import Breach
from envlint.core.severity import WARNING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.checks.subjects import TextSubject
    from envlint.core.source import Notice

ASSIGNMENTS: Final = frozenset(("dotenv", "environ"))
"""Kinds of sources that are lines of assignments and nothing else."""
DROP: Final = ("drops it", "drop it")
HELP: Final = "write NAME=value, or put a # in front"


def judge(subject: TextSubject) -> Iterator[Breach]:
    """Yield a breach for each line that the reader drops. The text itself is not said: it may be a piece of a key."""
    for notice in subject.notices:
        name = subject.name(notice)
        said = f"{name}: {notice.detail}" if name else notice.detail or "this line is no assignment"
        if notice.takes:
            yield _dropped(subject, notice, said)
            continue
        kind = subject.reading.source.kind
        yield Breach(
            said,
            subject.at(notice),
            variable=name,
            label="dropped by the reader",
            help=HELP if kind in ASSIGNMENTS else "mend it where it stands",
            severity=WARNING if kind == "environ" or notice.name else None,
        )


def _dropped(subject: TextSubject, notice: Notice, said: str) -> Breach:
    """Return the breach for a line that loaders in use drop; a name alone is a slip, a value that is lost is not."""
    who = loaders(notice.takes, "unset", "bare")
    parts = [does(who, DROP)] if who else []
    if others := stated(notice.takes, "host", "refused", "stops"):
        parts.append(others)
    return Breach(
        f"{said}: {', '.join(parts)}" if parts else said,
        subject.at(notice),
        variable=subject.name(notice),
        label="dropped",
        related=users(subject, loaders(notice.takes)),
        help=remedy(notice, [loader.dialect for loader in subject.reading.loaders]) if notice.cause else HELP,
        severity=WARNING if notice.name and not notice.cause else None,
    )
