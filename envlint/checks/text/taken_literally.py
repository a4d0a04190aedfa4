"""ENV332: quotes, a comment, a reference or ``export`` that every loader in use takes for plain characters."""

from __future__ import annotations

from envlint.checks.text.remedies import remedy
from envlint.checks.text.takes import does, loaders, users
from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.checks.subjects import TextSubject

SAID: Final = {
    "quotes": ("takes the quotes into the value", "take the quotes into the value"),
    "comment": ("takes the comment into the value", "take the comment into the value"),
    "reference": ("does not expand references", "do not expand references"),
    "export": ("does not know the word export and sets another name or none", "do not know the word export"),
}
LABELS: Final = {
    "quotes": "part of the value",
    "comment": "goes on to the end of the line",
    "reference": "stays as it is",
}


def judge(subject: TextSubject) -> Iterator[Breach]:
    """Yield a breach for each."""
    in_use = [loader.dialect for loader in subject.reading.loaders]
    for notice in subject.notices:
        who = loaders(notice.takes)
        yield Breach(
            f"{subject.name(notice) or 'a variable'}: {does(who, SAID[notice.cause])}",
            subject.at(notice),
            variable=subject.name(notice),
            label=LABELS.get(notice.cause, "not set"),
            related=users(subject, who),
            help=remedy(notice, in_use),
        )
