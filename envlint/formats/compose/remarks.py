"""Comments that speak to envlint, in Compose files and env files."""

from __future__ import annotations

import re

from envlint.core.source import CALL, Remark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

COMMENT: Final = re.compile(r"(?m)(?:^|(?<=[ \t]))#[^\n]*")


def remarks(text: str, hidden: Iterable[tuple[int, int]] = (), *, ends_lines: bool = True) -> tuple[Remark, ...]:
    """Return the comments with ``envlint:`` in them that do not begin within a hidden range: a value.

    Unless they end lines, only those count that have a line to themselves.
    """
    if CALL not in text:
        return ()
    spans = list(hidden)
    found = []
    for comment in COMMENT.finditer(text):
        start = comment.start()
        if CALL not in comment[0] or any(first <= start < last for first, last in spans):
            continue
        alone = not text[text.rfind("\n", 0, start) + 1 : start].strip()
        if alone or ends_lines:
            stretch = comment[0].rstrip()
            found.append(Remark(start, start + len(stretch), stretch, alone))
    return tuple(found)
