"""ENV310: two names that differ in case only."""

from __future__ import annotations

from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import TextSubject


def judge(subject: TextSubject) -> Iterator[Breach]:
    """Yield a breach for each such pair: on Windows they are one variable."""
    for notice in subject.notices:
        name = subject.name(notice)
        yield Breach(
            f"{name or 'a name'} differs from an earlier name in case only",
            subject.at(notice),
            variable=name,
            label="on Windows the same variable",
            related=subject.related(notice),
            help="keep the spelling that the program reads",
        )
