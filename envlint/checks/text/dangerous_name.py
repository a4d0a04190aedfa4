"""ENV314: a variable that makes other programs load or run something."""

from __future__ import annotations

from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import TextSubject


def judge(subject: TextSubject) -> Iterator[Breach]:
    """Yield a breach for each such name, with what it does."""
    for notice in subject.notices:
        name = subject.name(notice)
        yield Breach(
            f"{name} in a file changes every program started with it" + (f": {notice.detail}" if notice.detail else ""),
            subject.at(notice),
            variable=name,
            label="handle with care",
            help="set it for the one program that needs it, where that is started",
        )
