"""What a YAML text is made of: scalars, sequences and mappings that know their places."""

from __future__ import annotations

from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

DEPTH: Final = 100
NODES: Final = 300_000
"""Where each alias counts as all the nodes that it stands for; 512 KiB without any alias have fewer."""
MERGE: Final = "<<"


class Node:
    """A node. ``start`` and ``end`` are offsets in the text; a scalar's quotes lie within."""

    __slots__ = ("end", "start")

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end


class Scalar(Node):
    """A text. ``style`` is empty for a plain one, else its quote, ``|`` or ``>``."""

    __slots__ = ("style", "value")

    def __init__(self, start: int, end: int, value: str, style: str) -> None:
        super().__init__(start, end)
        self.value = value
        self.style = style


class Sequence(Node):
    """A list of nodes."""

    __slots__ = ("items",)

    def __init__(self, start: int) -> None:
        super().__init__(start, start)
        self.items: list[Node] = []


class Mapping(Node):
    """Pairs of nodes in the order of the text, repeated keys and merge keys included."""

    __slots__ = ("pairs",)

    def __init__(self, start: int) -> None:
        super().__init__(start, start)
        self.pairs: list[tuple[Node, Node]] = []

    def entries(self) -> Iterator[tuple[Scalar, Node]]:
        """Yield the pairs whose key is a scalar, those that ``<<`` merges in behind the mapping's own."""
        taken: set[str] = set()
        pending, seen = [self], {id(self)}
        for mapping in pending:
            for key, node in mapping.pairs:
                if not isinstance(key, Scalar):
                    continue
                if key.value == MERGE and not key.style:
                    merged = node.items if isinstance(node, Sequence) else [node]
                    fresh = [one for one in merged if isinstance(one, Mapping) and id(one) not in seen]
                    seen.update(map(id, fresh))
                    pending += fresh
                elif mapping is self or key.value not in taken:
                    taken.add(key.value)
                    yield key, node

    def get(self, name: str) -> Node | None:
        """Return what a key leads to, as a loader sees it: the last of repeated keys, or else what is merged in."""
        own = [node for key, node in self.pairs if isinstance(key, Scalar) and key.value == name]
        return own[-1] if own else next((node for key, node in self.entries() if key.value == name), None)


class Remark(Record):
    """What a text should not hold, though it can be read: ``kind`` is ``duplicate-key`` or ``custom-tag``."""

    kind: str
    name: str
    offset: int


class Documents:
    """The documents of one text, with what was noticed on the way."""

    def __init__(self) -> None:
        self.roots: list[Node] = []
        self.remarks: list[Remark] = []

    def scalars(self) -> Iterator[Scalar]:
        """Yield every scalar once, keys included, in the order of the text: what has aliases, at its anchor."""
        seen: set[int] = set()
        stack = list(reversed(self.roots))
        while stack:
            node = stack.pop()
            if isinstance(node, Scalar):
                yield node
            elif id(node) not in seen:
                seen.add(id(node))
                stack += reversed(children(node))


def children(node: Node) -> list[Node]:
    """Return the nodes directly below a node, in the order of the text."""
    if isinstance(node, Sequence):
        return node.items
    return [one for pair in node.pairs for one in pair] if isinstance(node, Mapping) else []


def repeated(mapping: Mapping) -> Iterator[Remark]:
    """Yield a remark ``duplicate-key`` for each key but the first of its name."""
    seen: set[str] = set()
    for key, _ in mapping.pairs:
        if isinstance(key, Scalar) and key.value != MERGE:
            if key.value in seen:
                yield Remark("duplicate-key", key.value, key.start)
            seen.add(key.value)
