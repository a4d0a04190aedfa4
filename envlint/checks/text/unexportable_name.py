"""ENV309: a name that no shell can export."""

from __future__ import annotations

from envlint.checks.text.takes import does, loaders, stated, users
from envlint.core.finding import Breach
from envlint.core.severity import ERROR

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.checks.subjects import TextSubject
    from envlint.core.source import Notice

LEAVE_OUT: Final = ("does not take this name", "do not take this name")
REFUSALS: Final = ("refused", "stops", "prints")


def judge(subject: TextSubject) -> Iterator[Breach]:
    """Yield a breach for each name that is no identifier."""
    for notice in subject.notices:
        name = subject.name(notice)
        yield Breach(
            _said(name or "a name", notice),
            subject.at(notice),
            variable=name,
            label="letters, digits and _ only, no digit first",
            related=users(subject, loaders(notice.takes, "unset", "bare", "command", *REFUSALS)),
            help="rename it, where the program allows",
            severity=ERROR if loaders(notice.takes, *REFUSALS) else None,
        )


def _said(name: str, notice: Notice) -> str:
    detail = f": {notice.detail}" if notice.detail else ""
    if not notice.takes:
        return f"{name} cannot be exported by a shell{detail}"
    without = loaders(notice.takes, "unset", "bare", "command")
    parts = [does(without, LEAVE_OUT)] if without else []
    if refusals := stated(notice.takes, *REFUSALS):
        parts.append(refusals)
    return f"{name}: {', '.join(parts)}{detail}"
