"""ENV302: a variable that one file sets twice."""

from __future__ import annotations

from envlint.checks.text.takes import loaders, made, users
from envlint.core.finding import Breach
from envlint.core.severity import WARNING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.checks.subjects import TextSubject

FIRST: Final = ("takes the first", "take the first")
LAST: Final = ("takes the last", "take the last")
NONE: Final = ("takes neither", "take neither")


def judge(subject: TextSubject) -> Iterator[Breach]:
    """Yield a breach for each repetition: an error where the values differ, for then one of them is lost."""
    for notice in subject.notices:
        name = subject.name(notice) or "a variable"
        same = notice.detail == "same value"
        refused = bool(loaders(notice.takes, "refused", "stops", "first"))
        told = " to the same value" if same else ": this value wins, the earlier one is lost"
        yield Breach(
            f"{name} is set twice" + (made(notice.takes, NONE, LAST, FIRST) or told),
            subject.at(notice),
            variable=subject.name(notice),
            label="the same again" if same else "here again" if notice.takes else "wins",
            related=(*subject.related(notice), *users(subject, loaders(notice.takes))),
            help="keep one of the two lines",
            severity=WARNING if same and not refused else None,
        )
