"""Go structs and their tags, wherever in the project they are declared."""

from __future__ import annotations

import re
from dataclasses import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from tree_sitter import Node

    from envlint.inventories.code.unit import Unit

TAG: Final = re.compile(r'([\w\-.]+):"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a struct. ``type`` is its type without ``*`` and ``[]``; ``inner`` a struct declared in place."""

    unit: Unit
    name: str
    type: str
    tags: dict[str, str]
    node: Node
    embedded: bool
    inner: Node | None


def structs(unit: Unit) -> Iterator[tuple[str, Node]]:
    """Yield the structs that a file declares by name."""
    for declaration in unit.root.named_children:
        if declaration.type != "type_declaration":
            continue
        for spec in declaration.named_children:
            name, body = spec.child_by_field_name("name"), spec.child_by_field_name("type")
            if name is not None and body is not None and body.type == "struct_type":
                yield unit.text(name), body


def fields(unit: Unit, struct: Node) -> Iterator[Field]:
    """Yield the fields of a struct, in order."""
    for holder in struct.named_children:
        for declaration in holder.named_children:
            if declaration.type == "field_declaration":
                yield from _declared(unit, declaration)


def _declared(unit: Unit, declaration: Node) -> Iterator[Field]:
    kind, tag = declaration.child_by_field_name("type"), declaration.child_by_field_name("tag")
    tags = dict(TAG.findall(unit.text(tag))) if tag is not None else {}
    spelled = unit.text(kind) if kind is not None else ""
    inner = kind if kind is not None and kind.type == "struct_type" else None
    type_name = "" if inner is not None else spelled.lstrip("*[]")
    names = declaration.children_by_field_name("name")
    for name in names:
        yield Field(unit, unit.text(name), type_name, tags, tag or name, embedded=False, inner=inner)
    if not names and kind is not None:
        yield Field(unit, type_name.rpartition(".")[2], type_name, tags, tag or kind, embedded=True, inner=inner)


def struct_named(unit: Unit, name: str) -> tuple[Unit, Node] | None:
    """Return a struct by the name that a file knows it by: its own, its package's, or another package's."""
    package, _, last = name.rpartition(".")
    folder = unit.path.rpartition("/")[0]
    found = []
    for other in unit.holding(f"type {last} struct".encode()) or [unit]:
        near = other.path.rpartition("/")[0] == folder
        if near != bool(package) and (not package or other.package == package):
            found += [(other, body) for own, body in structs(other) if own == last]
    return found[0] if found else None


def spelled(field: Field, value: str) -> Node:
    """Return the node to point at for a name that stands in a field's tag, or that is the field's own."""
    del value
    return field.node
