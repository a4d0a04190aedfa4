"""How deep a text nests its brackets: a syntax tree answers each question in a time that grows with its depth."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from tree_sitter import Node

DEEPEST: Final = 200
"""Brackets inside each other; what people write stays below 40."""
UNCLOSED: Final = 2000
"""Brackets that nothing closes; some stand in strings."""
TALLEST: Final = 2000
"""Nodes inside each other; a sum of a thousand strings stays below."""
PLACES: Final = 8
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


def too_tall(root: Node) -> bool:
    """Whether a tree is higher than anybody makes one, as chains without brackets do: looked at in places."""
    for place in range(PLACES + 1):
        cursor = root.walk()
        height = 0
        while height <= TALLEST and cursor.goto_first_child_for_byte(root.end_byte * place // PLACES) is not None:
            height += 1
        if height > TALLEST:
            return True
    return False
