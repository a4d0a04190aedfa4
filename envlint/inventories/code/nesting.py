"""How deep a text nests its brackets: a syntax tree answers each question in a time that grows with its depth."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

DEEPEST: Final = 200
"""Brackets inside each other; what people write stays below 40."""
UNCLOSED: Final = 2000
"""Brackets that nothing closes; some stand in strings."""
BRACKETS: Final = b"()[]{}"
OTHERS: Final = bytes(each for each in range(256) if each not in BRACKETS)


def too_deep(data: bytes) -> bool:
    """Whether the brackets of a text are nested deeper than anybody writes them. Those in strings count as well."""
    left = data.translate(None, OTHERS)
    for _ in range(DEEPEST):
        shorter = left.replace(b"()", b"").replace(b"[]", b"").replace(b"{}", b"")
        if len(shorter) == len(left):
            return sum(left.count(each) for each in (b"(", b"[", b"{")) > UNCLOSED
        left = shorter
    return True
