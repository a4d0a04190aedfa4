"""ENV306: a reference to a variable that nothing sets."""

from __future__ import annotations

from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.checks.subjects import TextSubject

KEPT: Final = frozenset(("k8s",))
"""Kinds of sources whose program leaves a reference to nothing as it is: the kubelet does, with ``$(NAME)``."""


def judge(subject: TextSubject) -> Iterator[Breach]:
    """Yield a breach for each reference that becomes empty text, or stays as it is written."""
    for notice in subject.notices:
        name = subject.name(notice)
        nothing = "nothing else" if notice.detail == notice.name else "nothing"
        unset = "which is set only further down" if notice.related else f"which {nothing} sets"
        kept = subject.reading.source.kind in KEPT
        becomes = "it stays as it is written" if kept else "it becomes empty text"
        yield Breach(
            f"{name or 'a value'} refers to {notice.detail}, {unset}: {becomes}",
            subject.at(notice),
            variable=name,
            label="not set here",
            related=subject.related(notice),
            help="set it above" + ("" if kept else ", or give the reference a default: ${NAME:-default}"),
        )
