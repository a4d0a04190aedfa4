"""ENV112, the half of it that stands outside of values: in names and around the ``=``."""

from __future__ import annotations

from envlint.checks.text.takes import loaders, readings, users
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
            f"{name or 'an assignment'}: {notice.detail}"
            + (f"; {readings(subject, notice)}" if len(notice.takes) > 1 else ""),
            subject.at(notice),
            variable=name,
            label="cannot be seen",
            related=users(subject, loaders(notice.takes)),
            help="remove it",
        )
