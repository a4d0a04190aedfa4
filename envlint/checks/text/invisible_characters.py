"""ENV112, the half of it that stands outside of values: in names and around the ``=``."""

from __future__ import annotations

from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import TextSubject


def judge(subject: TextSubject) -> Iterator[Breach]:
    """Yield a breach for each."""
    for notice in subject.notices:
        name = subject.name(notice)
        yield Breach(
            f"{name or 'an assignment'}: {notice.detail}",
            subject.at(notice),
            variable=name,
            label="cannot be seen",
            help="remove it",
        )
