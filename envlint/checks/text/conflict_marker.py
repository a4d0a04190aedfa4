"""ENV313: what git left of a merge that was not finished."""

from __future__ import annotations

from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import TextSubject


def judge(subject: TextSubject) -> Iterator[Breach]:
    """Yield a breach for each marker."""
    for notice in subject.notices:
        yield Breach(
            "a merge conflict is left in the file",
            subject.at(notice),
            label="git's marker",
            help="finish the merge: keep one side and remove the markers",
        )
