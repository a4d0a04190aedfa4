"""ENV303: a quote that is never closed."""

from __future__ import annotations

from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import TextSubject


def judge(subject: TextSubject) -> Iterator[Breach]:
    """Yield a breach for each open quote."""
    for notice in subject.notices:
        name = subject.name(notice) or "a value"
        yield Breach(
            f"{name}: the quote that opens here is never closed",
            subject.at(notice),
            variable=subject.name(notice),
            label="opens here",
            related=subject.related(notice),
            help="close it with the same quote; some readers take all that follows as the value",
        )
