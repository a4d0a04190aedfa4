"""Names that stand for other names: patterns with ``*``, and the twins that name a file."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

TWINS: Final = ("__FILE", "_FILE")


def matches(pattern: str, name: str) -> bool:
    """Whether a name fits a pattern in which ``*`` stands for any text. Takes linear time in each of its pieces."""
    first, *middle = pattern.split("*")
    if not middle:
        return pattern == name
    last = middle.pop()
    if len(name) < len(first) + len(last) or not name.startswith(first) or not name.endswith(last):
        return False
    at, end = len(first), len(name) - len(last)
    for piece in middle:
        at = name.find(piece, at, end)
        if at < 0:
            return False
        at += len(piece)
    return True


def twin_of(name: str) -> str:
    """Return the variable whose value stands in the file that ``X_FILE`` names; empty for any other name."""
    return next((name.removesuffix(ending) for ending in TWINS if name.endswith(ending)), "")
