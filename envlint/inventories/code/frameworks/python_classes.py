"""The classes of Python code with their bases and fields, wherever in the project they are defined."""

from __future__ import annotations

import re
from dataclasses import dataclass

from envlint.inventories.code.frameworks.python_names import qualified, statements
from envlint.inventories.code.language import Scope
from envlint.inventories.code.visible import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from tree_sitter import Node

    from envlint.inventories.code.unit import Unit

CLASS: Final = re.compile(rb"(?m)^[ \t]*class[ \t]+(\w+)")
LONGEST: Final = 60
"""Classes that one inherits from."""


@dataclass(frozen=True, slots=True)
class Class:
    """A class. ``bases`` are dotted as the file spells them, ``options`` the keyword arguments beside them."""

    unit: Unit
    node: Node
    name: str
    bases: tuple[str, ...]
    options: dict[str, Node]

    @property
    def body(self) -> list[Node]:
        """The statements of the class."""
        return statements(self.node.child_by_field_name("body"))


@dataclass(frozen=True, slots=True)
class Field:
    """A name that a class gives a type or a value."""

    unit: Unit
    name: str
    node: Node
    annotation: Node | None
    value: Node | None


def classes(unit: Unit) -> Iterator[Class]:
    """Yield the classes of a file."""
    for match in CLASS.finditer(unit.data):
        leaf = unit.leaf(match.start(1), match.end(1))
        node = leaf.parent if leaf is not None else None
        if node is None or node.type != "class_definition":
            continue
        given = node.child_by_field_name("superclasses")
        children = given.named_children if given is not None else []
        options = {}
        for child in children:
            name, value = child.child_by_field_name("name"), child.child_by_field_name("value")
            if child.type == "keyword_argument" and name is not None and value is not None:
                options[unit.text(name)] = value
        bases = tuple(
            _base(unit, child) for child in children if child.type in ("identifier", "attribute", "subscript")
        )
        yield Class(unit, node, match[1].decode(), bases, options)


def _base(unit: Unit, node: Node) -> str:
    """Return a base without its type arguments: ``Generic[T]`` is ``Generic``."""
    value = node.child_by_field_name("value") if node.type == "subscript" else None
    return unit.dotted(value or node)


def class_named(unit: Unit, dotted: str) -> Class | None:
    """Return the class that a file means by a name, None where the project does not define it."""
    last = qualified(unit, dotted).rpartition(".")[2]
    if "." not in dotted:
        own = next((each for each in classes(unit) if each.name == dotted), None)
        if own is not None:
            return own
    for other in unit.holding(f"class {last}".encode()):
        if other.path != unit.path and visible(last, Scope("import", other.path), unit, dotted):
            found = next((each for each in classes(other) if each.name == last), None)
            if found is not None:
                return found
    return None


def heirs(parent: Class) -> Iterator[Class]:
    """Yield the classes of the project that have a class among their bases."""
    naming = re.compile(rb"\bclass\s+\w+\s*\([^)]*\b" + re.escape(parent.name.encode()) + rb"\b")
    own = parent.unit
    for other in (own, *(each for each in own.everywhere(parent.name.encode()) if each.path != own.path)):
        if not naming.search(other.data):
            continue
        for each in classes(other):
            if any(same(other, base, parent) for base in each.bases) and each.node != parent.node:
                yield each


def same(unit: Unit, dotted: str, target: Class) -> bool:
    """Whether a file means a class by a name."""
    if unit.path == target.unit.path:
        return dotted == target.name
    return visible(target.name, Scope("import", target.unit.path), unit, dotted)


def lineage(bottom: Class) -> list[Class]:
    """Return a class and those it inherits from, as far as the project defines them; the first wins."""
    found: list[Class] = []
    waiting = [bottom]
    while waiting and len(found) < LONGEST:
        each = waiting.pop(0)
        if each not in found:
            found.append(each)
            parents = [class_named(each.unit, base) for base in each.bases]
            waiting = [parent for parent in parents if parent is not None] + waiting
    return found


def fields(each: Class) -> Iterator[Field]:
    """Yield the fields of a class itself, in order."""
    for statement in each.body:
        left = statement.child_by_field_name("left") if statement.type == "assignment" else None
        if left is not None and left.type == "identifier":
            kind, value = statement.child_by_field_name("type"), statement.child_by_field_name("right")
            yield Field(each.unit, each.unit.text(left), left, kind, value)
