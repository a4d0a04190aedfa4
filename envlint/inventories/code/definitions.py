"""Where names are given values: assignments, constants, members of classes and tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from envlint.inventories.code.unit import Unit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from tree_sitter import Node

STEPS: Final = 3000
"""Expressions that are looked at for one answer."""
Constants = Callable[[Unit, str], "list[tuple[Unit, Node]]"]


@dataclass
class Definitions:
    """Finds what a file defines. ``elsewhere`` finds the constants of other files.

    ``steps`` counts what was asked on the way to one answer: definitions that name each other may have no end.
    """

    unit: Unit
    elsewhere: Constants = field(default=lambda _unit, _name: [])
    steps: list[int] = field(default_factory=lambda: [0])

    def goes_on(self, depth: int) -> bool:
        """Whether there is time for one more step; at depth 0 a new question begins."""
        self.steps[0] = self.steps[0] + 1 if depth else 0
        return self.steps[0] <= STEPS

    def _receiver(self, call: Node) -> Node | None:
        fields = self.unit.language.calls[call.type]
        first = call.child_by_field_name(fields[0]) if fields else call.named_children[0]
        if first is None:
            return None
        if len(fields) > 1:
            return first
        spelled = self.unit.language.members.get(first.type)
        if spelled is None:
            return None
        return first.child_by_field_name(spelled[0]) if spelled[0] else first.named_children[0]

    def definitions(self, name: str, within: Node | None, near: Node | None = None) -> list[Node]:
        """Return the values that a name is given: in a function, or (``within`` None) outside of any."""
        known, key = self.unit.defined, (name, within.id if within is not None else 0)
        if key not in known:
            known[key] = [
                value
                for node in self.unit.mentions(name, within)
                if (value := self.value_of(node)) is not None
                and (within is not None or self.unit.function_of(node) is None)
            ]
        if near is None:
            return list(known[key])
        return [value for value in known[key] if not value.start_byte <= near.start_byte < value.end_byte]

    def value_of(self, node: Node) -> Node | None:
        """Return what a name is defined as at a node that spells it, None where it is not defined there."""
        language = self.unit.language
        current, parent = node, node.parent
        position = 0
        if parent is not None and parent.type in language.members and parent.parent is not None:
            spelled = language.members[parent.type]
            if spelled[1] and parent.child_by_field_name(spelled[1]) == node:
                current, parent = parent, parent.parent
        if parent is not None and parent.type in (
            "expression_list",
            "pattern_list",
            "variable_declarator_list",
            "variable_name",
            "variable_declaration",
        ):
            position = next((i for i, child in enumerate(parent.named_children) if child == current), 0)
            current, parent = parent, parent.parent
        while parent is not None and parent.type in ("pointer_declarator", "array_declarator", "reference_declarator"):
            current, parent = parent, parent.parent
        if parent is None:
            return None
        fields = language.assignments.get(parent.type) or language.pairs.get(parent.type)
        if not fields:
            return None
        return self._right(parent, fields, current, position)

    def _right(self, parent: Node, fields: tuple[str, str], current: Node, position: int) -> Node | None:
        left = parent.children_by_field_name(fields[0]) if fields[0] else [first_part(parent)]
        if current not in left:
            return None
        right = parent.child_by_field_name(fields[1]) if fields[1] else parent.named_children[-1]
        if right is None:
            right = parent.named_children[-1] if parent.named_child_count > 1 and not fields[1] else None
        if right is None or right == current:
            return None
        if (
            parent.type in self.unit.language.fallbacks
            and self.unit.data[current.end_byte : right.start_byte].strip() != b"="
        ):
            return None
        if right.type == "expression_list":
            children = right.named_children
            position = max(position, left.index(current))
            return children[position] if position < len(children) else children[0]
        return right

    def definitions_in(self, name: str, owner: str) -> list[Node]:
        """Return the values of a name inside the class, enum or table called ``owner``."""
        found = []
        for node in self.unit.mentions(name):
            value = self.value_of(node)
            if value is not None and self.owned_by(node, owner):
                found.append(value)
        return found

    def owned_by(self, node: Node, owner: str) -> bool:
        """Whether a node stands inside the class, enum or table called ``owner``, which may be a dotted path."""
        owner = owner.rpartition(".")[2].rpartition("::")[2]
        around = self.unit.class_of(node)
        if around is not None:
            return around[1] == owner
        current = node.parent
        while current is not None:
            fields = self.unit.language.assignments.get(current.type)
            left = current.child_by_field_name(fields[0]) if fields and fields[0] else None
            if left is not None and self.unit.text(left).lstrip("$").partition(":")[0].strip() == owner:
                return True
            current = current.parent
        return False

    def halves(self, node: Node) -> tuple[Node | None, Node | None]:
        """Return the object and the index of a subscript."""
        fields = self.unit.language.subscripts[node.type]
        holder = node.child_by_field_name(fields[0]) if fields[0] else node.named_children[0]
        index = node.child_by_field_name(fields[1]) if fields[1] else None
        if index is None and node.named_child_count > 1:
            index = node.named_children[-1]
        while (
            index is not None
            and index.type
            in ("bracketed_argument_list", "subscript_argument_list", "argument", "value_argument", "index_suffix")
            and index.named_child_count
        ):
            index = index.named_children[0]
        return holder, index

    def pairs(self, table: Node) -> list[tuple[Node, Node]]:
        """Return the keys and values of a table's literal, looking through what wraps them."""
        pairs = self.unit.language.pairs
        found: list[tuple[Node, Node]] = []
        waiting = list(table.named_children)
        while waiting and len(found) < 2000:
            child = waiting.pop(0)
            fields = pairs.get(child.type)
            if fields is not None:
                key = child.child_by_field_name(fields[0]) if fields[0] else child.named_children[0]
                value = child.child_by_field_name(fields[1]) if fields[1] else child.named_children[-1]
                if key is not None and value is not None and key != value:
                    found.append((key, self.unit.bare(value)))
            elif child.type in (
                "literal_value",
                "value_argument",
                "class_body",
                "block",
                "array_element_initializer",
                "field_initializer_list",
                "declaration_list",
                "enum_body",
            ):
                waiting.extend(child.named_children)
        return found


def first_part(node: Node) -> Node:
    """Return the first part of a definition, after ``private``, ``const`` and the like."""
    return next((child for child in node.named_children if "modifier" not in child.type), node)


def child_at(node: Node, field: str) -> Node | None:
    """Return a child by its field, or by its place among the named ones: ``#0``."""
    if not field.startswith("#"):
        return node.child_by_field_name(field)
    return node.named_children[int(field[1:])] if int(field[1:]) < node.named_child_count else None
