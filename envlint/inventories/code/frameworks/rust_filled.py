"""Which struct a library fills from variables: the type that the call around, a ``let`` or a function names."""

from __future__ import annotations

import re

from envlint.inventories.code.frameworks.rust_structs import declared

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from tree_sitter import Node

    from envlint.inventories.code.unit import Unit

FILLING: Final = {
    "envy": re.compile(rb"(?<=[.:])(?:from_env|from_iter)\b"),
    "figment": re.compile(rb"(?<=\.)extract(?:_lossy|_inner)?\b"),
    "config": re.compile(rb"(?<=\.)(?:try_deserialize|try_into)\b"),
}
PLACES: Final = 60
"""Calls that fill a struct, of those that one file holds."""
TYPE: Final = re.compile(r"\b([A-Z]\w*)")


def function_around(unit: Unit, node: Node) -> Node:
    """Return the function that a node stands in, or the file."""
    return next((f for f in unit.functions_of(node) if f.type == "function_item"), unit.root)


def filled_struct(unit: Unit, node: Node, library: str) -> str | None:
    """Return the struct that is filled: in the function around a node, else elsewhere in the file."""
    filling, function = FILLING[library], function_around(unit, node)
    places = [*filling.finditer(unit.data, function.start_byte, function.end_byte), *filling.finditer(unit.data)]
    for match in places[:PLACES]:
        leaf = unit.leaf(match.start(), match.end())
        for spelled in _types(unit, leaf) if leaf is not None else ():
            name = _own(unit, leaf) if spelled == "Self" else spelled
            if name and declared(unit, name) is not None:
                return name
    return None


def _types(unit: Unit, node: Node) -> Iterator[str]:
    """Yield the types that a call could answer with: its own word, a ``let``'s, a function's."""
    current: Node | None = node
    while current is not None:
        if current.type == "generic_function" and (given := current.child_by_field_name("type_arguments")) is not None:
            yield from TYPE.findall(unit.text(given))
        if current.type == "let_declaration" and (given := current.child_by_field_name("type")) is not None:
            yield from TYPE.findall(unit.text(given))
        if current.type == "function_item":
            given = current.child_by_field_name("return_type")
            yield from TYPE.findall(unit.text(given)) if given is not None else ()
            return
        current = current.parent


def _own(unit: Unit, node: Node | None) -> str:
    around = unit.class_of(node) if node is not None else None
    return around[1] if around is not None else ""
