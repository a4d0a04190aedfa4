"""ENV315: a file that others may change."""

from __future__ import annotations

from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import TextSubject


def judge(subject: TextSubject) -> Iterator[Breach]:
    """Yield a breach for a file that every user of the machine can write."""
    for notice in subject.notices:
        yield Breach(
            "every user of this machine may write this file" + (f" ({notice.detail})" if notice.detail else ""),
            subject.at(notice),
            help="chmod o-w, and look who has changed it",
        )
