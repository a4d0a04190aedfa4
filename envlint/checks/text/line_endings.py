"""ENV312: line ends that some readers take into the value."""

from __future__ import annotations

from envlint.checks.text.takes import does, named, users
from envlint.core.finding import Breach
from envlint.core.severity import ERROR

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.checks.subjects import TextSubject
    from envlint.core.source import Notice

KEEP: Final = ("keeps the carriage return in the value", "keep the carriage return in the value")


def judge(subject: TextSubject) -> Iterator[Breach]:
    """Yield a breach for a file with CRLF, mixed or lone CR line ends."""
    for notice in subject.notices:
        keepers = [
            loader
            for take in notice.takes
            if take.value is not None and "\r" in take.value.raw
            for loader in take.loaders
        ]
        yield Breach(
            _said(notice, keepers),
            subject.at(notice),
            related=users(subject, keepers),
            help="save the file with LF line ends",
            severity=ERROR if "lone" in notice.detail or notice.cause else None,
        )


def _said(notice: Notice, keepers: list[str]) -> str:
    """Return what is said: of loaders in use that keep the carriage return, their names instead of a warning."""
    said, _, warning = notice.detail.partition(":")
    if keepers:
        return f"{said}: {does(keepers, KEEP)}"
    if notice.takes:
        others = [take for take in notice.takes if take.how != "value"]
        return f"{said}: {named(others[0].loaders)} cannot read the file as it is" if others else notice.detail
    return notice.detail if warning else said
