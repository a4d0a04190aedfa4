"""ENV317: a value that another layer of the same source replaces, though it hardly looks like it."""

from __future__ import annotations

from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import TextSubject


def judge(subject: TextSubject) -> Iterator[Breach]:
    """Yield a breach for each; the reader's notice says what wins, its related places are what loses."""
    for notice in subject.notices:
        name = subject.name(notice)
        yield Breach(
            f"{name or 'a variable'}: {notice.detail}",
            subject.at(notice),
            variable=name,
            label="wins",
            related=subject.related(notice),
            help="set it in one place, or give it its value here",
        )
