"""ENV302: a variable that one file sets twice."""

from __future__ import annotations

from envlint.core.finding import Breach
from envlint.core.severity import WARNING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import TextSubject


def judge(subject: TextSubject) -> Iterator[Breach]:
    """Yield a breach for each repetition: an error where the values differ, for then one of them is lost."""
    for notice in subject.notices:
        name = subject.name(notice) or "a variable"
        same = notice.detail == "same value"
        yield Breach(
            f"{name} is set twice" + (" to the same value" if same else ": this value wins, the earlier one is lost"),
            subject.at(notice),
            variable=subject.name(notice),
            label="the same again" if same else "wins",
            related=subject.related(notice),
            help="keep one of the two lines",
            severity=WARNING if same else None,
        )
