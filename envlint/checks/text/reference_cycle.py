"""ENV307: references that lead back to themselves, or on for longer than anybody means."""

from __future__ import annotations

from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import TextSubject


def judge(subject: TextSubject) -> Iterator[Breach]:
    """Yield a breach for each cycle, and for each value whose references exceed the budget."""
    for notice in subject.notices:
        name = subject.name(notice)
        yield Breach(
            f"{name or 'a value'}: {notice.detail or 'its references lead back to itself'}",
            subject.at(notice),
            variable=name,
            label="refers to itself in the end" if "budget" not in notice.detail else "",
            related=subject.related(notice),
            help="write one of the values out",
        )
