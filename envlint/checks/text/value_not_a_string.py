"""ENV318: a value of a YAML file that is no text: a boolean, a number, a list."""

from __future__ import annotations

from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import TextSubject


def judge(subject: TextSubject) -> Iterator[Breach]:
    """Yield a breach for each; the reader's notice says what the value is instead, and what the loader does with it."""
    for notice in subject.notices:
        name = subject.name(notice)
        yield Breach(
            f"{name}: {notice.detail}" if name else notice.detail,
            subject.at(notice),
            variable=name,
            label="not text",
            related=subject.related(notice),
            help="put it in quotes",
        )
