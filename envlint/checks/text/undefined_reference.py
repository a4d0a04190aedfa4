"""ENV306: a reference to a variable that nothing sets."""

from __future__ import annotations

from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import TextSubject


def judge(subject: TextSubject) -> Iterator[Breach]:
    """Yield a breach for each reference that becomes empty text."""
    for notice in subject.notices:
        name = subject.name(notice)
        nothing = "nothing else" if notice.detail == notice.name else "nothing"
        unset = "which is set only further down" if notice.related else f"which {nothing} sets"
        yield Breach(
            f"{name or 'a value'} refers to {notice.detail}, {unset}: it becomes empty text",
            subject.at(notice),
            variable=name,
            label="not set here",
            related=subject.related(notice),
            help="set it above, or give the reference a default: ${NAME:-default}",
        )
