"""ENV311: bytes that are not plain UTF-8 text."""

from __future__ import annotations

from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.checks.subjects import TextSubject

SAID: Final = {
    "byte order mark": "the file begins with a byte order mark, which some readers take into the first name",
    "not UTF-8": "there is a byte here that is not UTF-8",
    "NUL character": "there is a NUL character here, and no environment can hold one",
}


def judge(subject: TextSubject) -> Iterator[Breach]:
    """Yield a breach for each: a byte order mark, another encoding, a NUL."""
    for notice in subject.notices:
        yield Breach(
            SAID.get(notice.detail) or f"the file is {notice.detail}, in which most readers find no variable",
            subject.at(notice),
            variable=subject.name(notice),
            help="remove it" if "NUL" in notice.detail else "save the file as UTF-8 without a byte order mark",
        )
