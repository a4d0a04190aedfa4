"""ENV312: line ends that some readers take into the value."""

from __future__ import annotations

from envlint.core.finding import Breach
from envlint.core.severity import ERROR

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import TextSubject


def judge(subject: TextSubject) -> Iterator[Breach]:
    """Yield a breach for a file with CRLF, mixed or lone CR line ends."""
    for notice in subject.notices:
        yield Breach(
            notice.detail,
            subject.at(notice),
            help="save the file with LF line ends",
            severity=ERROR if "lone" in notice.detail else None,
        )
