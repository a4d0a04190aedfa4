"""What several readers say put together: inventories of one kind, and all that is said of one variable."""

from __future__ import annotations

from envlint.core.declaration import KINDS, Inventory, Variable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from envlint.core.declaration import Declaration


def joined(name: str, said: Iterable[Declaration]) -> Variable:
    """Return one variable with what is said of it, each place once, by kind and in order."""
    kinds: dict[str, Any] = {kind: {} for kind in KINDS}
    for each in sorted(said, key=lambda each: (each.at.path, each.at.line, each.at.column)):
        kinds[each.kind][each] = None
    return Variable(name, **{kind: tuple(own) for kind, own in kinds.items()})


def merged(kind: str, inventories: Iterable[Inventory]) -> Inventory:
    """Return several inventories as one, in the order of places."""
    all = list(inventories)
    return Inventory(
        kind,
        tuple(sorted((each for one in all for each in one.declarations), key=lambda each: (each.at, each.name))),
        tuple(sorted((each for one in all for each in one.dynamic), key=lambda each: each.at)),
        tuple(sorted({path for one in all for path in one.files})),
        tuple(sorted({words for one in all for words in one.not_covered})),
        tuple(sorted({at for one in all for at in one.unparsed})),
    )
