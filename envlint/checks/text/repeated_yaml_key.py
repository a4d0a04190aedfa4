"""ENV319: a key that stands twice in one YAML mapping."""

from __future__ import annotations

from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import TextSubject


def judge(subject: TextSubject) -> Iterator[Breach]:
    """Yield a breach for each: some loaders refuse the file, others keep the last and lose the first."""
    for notice in subject.notices:
        yield Breach(
            notice.detail,
            subject.at(notice),
            variable=subject.name(notice),
            label="the same key again",
            related=subject.related(notice),
            help="keep one of the two",
        )
