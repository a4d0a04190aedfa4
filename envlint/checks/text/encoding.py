"""ENV311: bytes that are not plain UTF-8 text."""

from __future__ import annotations

from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import TextSubject


def judge(subject: TextSubject) -> Iterator[Breach]:
    """Yield a breach for each: a byte order mark, another encoding, a NUL."""
    for notice in subject.notices:
        yield Breach(
            notice.detail,
            subject.at(notice),
            variable=subject.name(notice),
            help="remove it" if "NUL" in notice.detail else "save the file as UTF-8 without a byte order mark",
        )
