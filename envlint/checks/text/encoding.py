"""ENV311: bytes that are not plain UTF-8 text."""

from __future__ import annotations

from envlint.checks.text.takes import loaders, made, users
from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.checks.subjects import TextSubject

SET: Final = ("is not harmed", "are not harmed")


def judge(subject: TextSubject) -> Iterator[Breach]:
    """Yield a breach for each: a byte order mark, another encoding, a NUL."""
    for notice in subject.notices:
        name = subject.name(notice) or "a variable"
        yield Breach(
            notice.detail + made(notice.takes, (f"loses {name}", f"lose {name}"), SET),
            subject.at(notice),
            variable=subject.name(notice),
            related=users(subject, loaders(notice.takes)),
            help="remove it" if "NUL" in notice.detail else "save the file as UTF-8 without a byte order mark",
        )
