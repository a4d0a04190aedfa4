"""Names that refer to each other in a circle."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


def cyclic(graph: Mapping[str, set[str]]) -> frozenset[str]:
    """Return the names that stand on a cycle, or between two of them.

    From both ends, names that lead nowhere or that nothing leads to are taken off until only cycles are left: linear
    in the number of references, and without recursion.
    """
    forward = {name: {target for target in targets if target in graph} for name, targets in graph.items()}
    for _ in range(2):
        backward: dict[str, set[str]] = {name: set() for name in forward}
        for name, targets in forward.items():
            for target in targets:
                backward[target].add(name)
        ends = [name for name, targets in forward.items() if not targets]
        while ends:
            end = ends.pop()
            del forward[end]
            for name in backward[end]:
                forward[name].discard(end)
                if not forward[name]:
                    ends.append(name)
        forward = {name: {source for source in backward[name] if source in forward} for name in forward}
    return frozenset(forward)
