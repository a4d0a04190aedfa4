"""ENV304: text behind a closing quote."""

from __future__ import annotations

from envlint.checks.text.takes import loaders, made, users
from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.checks.subjects import TextSubject

DROP: Final = ("drops the line", "drop the line")
TAKE: Final = ("sets it all the same", "set it all the same")


def judge(subject: TextSubject) -> Iterator[Breach]:
    """Yield a breach for each value that goes on after its closing quote."""
    for notice in subject.notices:
        # The notice stands where nothing may be shown; whether the name may be depends on where the value begins.
        opening = notice.related[0][1] if notice.related else notice.start
        name = subject.name(notice.replace(start=opening))
        yield Breach(
            f"{name or 'a value'}: there is text behind the closing quote"
            + (made(notice.takes, DROP, TAKE) or ", and the line is dropped"),
            subject.at(notice),
            variable=name,
            label="not part of the value",
            related=users(subject, loaders(notice.takes)),
            help="put all of it between the quotes, or a blank and a # before a comment",
        )
