"""ENV303: a quote that is never closed."""

from __future__ import annotations

from envlint.checks.text.takes import loaders, made, users
from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.checks.subjects import TextSubject

DROP: Final = ("drops the line", "drop the line")
KEEP: Final = ("keeps the quote as a character", "keep the quote as a character")


def judge(subject: TextSubject) -> Iterator[Breach]:
    """Yield a breach for each open quote."""
    for notice in subject.notices:
        name = subject.name(notice) or "a value"
        yield Breach(
            f"{name}: the quote that opens here is never closed" + made(notice.takes, DROP, KEEP),
            subject.at(notice),
            variable=subject.name(notice),
            label="opens here",
            related=(*subject.related(notice), *users(subject, loaders(notice.takes))),
            help="close it with the same quote"
            + ("" if notice.takes else "; some readers take all that follows as the value"),
        )
