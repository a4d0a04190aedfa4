"""ENV309: a name that no shell can export."""

from __future__ import annotations

from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import TextSubject


def judge(subject: TextSubject) -> Iterator[Breach]:
    """Yield a breach for each name that is no identifier."""
    for notice in subject.notices:
        name = subject.name(notice)
        yield Breach(
            f"{name or 'a name'} cannot be exported by a shell" + (f": {notice.detail}" if notice.detail else ""),
            subject.at(notice),
            variable=name,
            label="letters, digits and _ only, no digit first",
            help="rename it, where the program allows",
        )
