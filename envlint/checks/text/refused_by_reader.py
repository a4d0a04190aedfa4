"""ENV331: a file or a line that a loader in use refuses, or a line after which it takes nothing more."""

from __future__ import annotations

from envlint.checks.text.remedies import remedy
from envlint.checks.text.takes import loaders, readings, stated, users
from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.checks.subjects import TextSubject
    from envlint.core.source import Notice

REFUSALS: Final = ("refused", "stops", "prints")


def judge(subject: TextSubject) -> Iterator[Breach]:
    """Yield a breach for each place over which a loader stumbles."""
    in_use = [loader.dialect for loader in subject.reading.loaders]
    for notice in subject.notices:
        who = loaders(notice.takes, *REFUSALS)
        yield Breach(
            _said(subject, notice),
            subject.at(notice),
            variable=subject.name(notice),
            label="refused" if who else "only its first line",
            related=users(subject, who or loaders(notice.takes)),
            help=remedy(notice, in_use),
        )


def _said(subject: TextSubject, notice: Notice) -> str:
    name = subject.name(notice) or "this line"
    refusals = stated(notice.takes, *REFUSALS)
    if notice.start < 0:
        return refusals
    if not refusals:
        # A value of several lines, of which a loader knows but one.
        if len(notice.takes) > 1:
            return f"{name} has several lines: {readings(subject, notice)}"
        return f"{name} has several lines, of which {' and '.join(notice.takes[0].loaders)} takes the first"
    lost = notice.detail
    below = f": {lost} below {'is' if lost.startswith('1 ') else 'are'} not set" if lost else ""
    return f"{name}: {refusals}{below if 'stops' in {take.how for take in notice.takes} else ''}"
