"""ENV330: a line that a loader in use takes for part of the one above it."""

from __future__ import annotations

from envlint.checks.text.remedies import remedy
from envlint.checks.text.takes import HOWS, does, loaders, stated, users
from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.checks.subjects import TextSubject
    from envlint.core.source import Notice

OF_COMMENTS: Final = ("comment-above", "comment-quote")
IN_COMMENT: Final = ("takes this line for part of the comment above", "take this line for part of the comment above")


def judge(subject: TextSubject) -> Iterator[Breach]:
    """Yield a breach for each line that takes others in."""
    in_use = [loader.dialect for loader in subject.reading.loaders]
    for notice in subject.notices:
        yield Breach(
            f"{subject.name(notice) or 'a line'}: {_said(notice)}",
            subject.at(notice),
            variable=subject.name(notice),
            label="part of the comment above" if notice.cause in OF_COMMENTS else "does not end here",
            related=(*subject.related(notice), *users(subject, loaders(notice.takes, "swallows", "refused", "stops"))),
            help=remedy(notice, in_use),
        )


def _said(notice: Notice) -> str:
    takers = loaders(notice.takes, "swallows")
    if notice.cause in OF_COMMENTS:
        return does(takers, IN_COMMENT)
    lost = notice.detail
    more = f", and {lost} {'is' if lost.startswith('1 ') else 'are'} not set" if lost else ""
    others = stated(notice.takes, "refused", "stops")
    return does(takers, HOWS["swallows"]) + more + (f"; {others}" if others else "")
