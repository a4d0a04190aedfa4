"""Frameworks that read variables without a call naming them: struct tags, class fields, schemas, annotations.

Each module is a function from a file to what it reads, and looks for its own bytes first: a file without them costs
nothing.
"""

from __future__ import annotations

from envlint.core.declaration import Read
from envlint.formats.literals import canonical

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from tree_sitter import Node

    from envlint.inventories.code.unit import Unit

STEPS: Final = 1000


def framework_read(
    unit: Unit,
    name: str,
    node: Node,
    via: str,
    *,
    default: str | None = None,
    type: str = "",
    dialect: str = "",
    required: bool | None = None,
    values: tuple[str, ...] | None = None,
    alternatives: tuple[str, ...] = (),
) -> Read:
    """Return a read by a framework, at the node that spells the name."""
    return Read(
        name,
        "code",
        unit.place(node),
        "read",
        None if default is None else canonical(default),
        default,
        values,
        type,
        dialect,
        False if default is not None else required,
        language=unit.language.name,
        how="framework",
        via=via,
        test=unit.test,
        alternatives=alternatives,
    )


def steps() -> Iterator[int]:
    """Return as many items as types may be looked into for one answer: those that hold each other have no end."""
    return iter(range(STEPS))
