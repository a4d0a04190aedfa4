"""Literal tables and lists, and the loops that walk through them."""

from __future__ import annotations

import re

from envlint.inventories.code.definitions import Definitions, child_at
from envlint.inventories.code.names import UNKNOWN, Keys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final, Self

    from tree_sitter import Node

DEEPEST: Final = 12
PEELED: Final = frozenset(
    {
        "iter",
        "into_iter",
        "keys",
        "values",
        "items",
        "entries",
        "enumerate",
        "sorted",
        "list",
        "tuple",
        "set",
        "map",
        "each",
        "Object.keys",
        "Object.values",
        "Object.entries",
        "reversed",
        "cloned",
        "copied",
        "iteritems",
        "array_keys",
        "array_values",
        "asList",
        "of",
        "listOf",
        "setOf",
        "mapOf",
        "Array.from",
        "concat",
        "frozenset",
        "each_pair",
        "each_key",
        "each_with_index",
        "dict",
        "freeze",
        "as_slice",
        "List.of",
        "Arrays.asList",
        "Set.of",
    }
)


class Tables(Definitions):
    """Finds the tables that an expression can be, and what a loop runs over."""

    def keys(self, node: Node, depth: int = 0) -> Keys:
        """Return the names that an expression can be."""
        raise NotImplementedError

    def _fields(self, tables: list[tuple[Self, Node]], attribute: str, depth: int) -> Keys:
        found = Keys()
        for resolver, table in tables:
            for key, value in resolver.pairs(table):
                spelled = resolver.unit.string(resolver.unit.bare(key))
                if (spelled or resolver.unit.text(key).strip(":'\"")) == attribute:
                    found = found.joined(resolver.keys(value, depth + 1))
        return found if found.names or found.parameters else UNKNOWN

    def _positions(self, tables: list[tuple[Self, Node]], position: int, depth: int) -> Keys:
        found = Keys()
        for resolver, table in tables:
            children = [child for child in table.named_children if "comment" not in child.type]
            if position < len(children):
                found = found.joined(resolver.keys(children[position], depth + 1))
        return found if found.names else UNKNOWN

    def _tables(self, node: Node, depth: int) -> list[tuple[Self, Node]]:
        """Return the literal tables that an expression can be: a literal, a constant, each element of a loop."""
        unit, language = self.unit, self.unit.language
        node = unit.bare(node)
        if depth > DEEPEST or not self.goes_on(depth + 1):
            return []
        if node.type in language.tables or node.type in language.lists:
            return [(self, node)]
        if node.type in language.calls:
            return [(self, unit.argument_list(node) or node)] if self._looks_built(node) else []
        if node.type not in language.identifiers:
            return []
        name = unit.text(node).lstrip("$")
        over = self._loop_over(node, name)
        if over is not None:
            return self._element_tables(over, depth)
        values = [
            (self, value) for function in unit.functions_of(node) for value in self.definitions(name, function, node)
        ]
        values = values or [(self, value) for value in self.definitions(name, None, node)]
        values = values or [
            (type(self)(other, self.elsewhere, self.steps), value) for other, value in self.elsewhere(unit, name)
        ]
        return [table for resolver, value in values for table in resolver._tables(value, depth + 1)]

    def _looks_built(self, call: Node) -> bool:
        return self.unit.callee(call).rpartition(".")[2] in (
            "dict",
            "freeze",
            "mapOf",
            "of",
            "listOf",
            "Map",
            "asList",
            "hashMapOf",
        )

    def _loop_over(self, node: Node, name: str) -> Node | None:
        for function in self.unit.functions_of(node):
            if any(parameter.name == name for parameter in self.unit.parameters(function)):
                return self.iterated_by(function)
        loop = self._loop(node, name, None)
        return loop[1] if loop else None

    def _element_tables(self, over: Node, depth: int) -> list[tuple[Self, Node]]:
        found = []
        for resolver, iterable in self._iterables(over, depth):
            for child in iterable.named_children:
                inner = resolver.unit.bare(child)
                if inner.type in resolver.unit.language.tables or inner.type in resolver.unit.language.lists:
                    found.append((resolver, inner))
                elif inner.type in ("literal_value", "literal_element", "keyed_element"):
                    found.append((resolver, inner.named_children[0] if inner.type == "literal_element" else inner))
                elif inner.type in resolver.unit.language.calls:
                    found.append((resolver, resolver.unit.argument_list(inner) or inner))
        return found

    def _loop(self, node: Node, name: str, within: Node | None) -> tuple[list[str], Node] | None:
        current = node.parent
        while current is not None and current != within:
            fields = self.unit.language.loops.get(current.type)
            left = child_at(current, fields[0]) if fields else None
            right = child_at(current, fields[1]) if fields else None
            left, right = self.unit.language.looping(self.unit, current) or (left, right)
            if fields and left is None:
                clause = next((c for c in current.named_children if c.type in self.unit.language.loops), None)
                if clause is not None and clause != current:
                    inner = self.unit.language.loops[clause.type]
                    left, right = clause.child_by_field_name(inner[0]), clause.child_by_field_name(inner[1])
            if left is not None and right is not None:
                names = [
                    word for word in re.findall(r"[\w$]+", self.unit.text(left)) if word not in ("let", "const", "var")
                ]
                names = [word.lstrip("$") for word in names]
                if name in names:
                    return names, right
            if current.type in self.unit.language.functions and within is None and current != node:
                pass
            current = current.parent
        return None

    def iterated_by(self, function: Node) -> Node | None:
        """Return what a function is called for each element of: ``TABLE.forEach(function)``."""
        holder = function.parent
        while holder is not None and holder.type in (
            *self.unit.language.transparent,
            *self.unit.language.argument_kinds,
            "arguments",
            "argument",
            "annotated_lambda",
        ):
            holder = holder.parent
        if holder is None or holder.type not in self.unit.language.calls:
            return None
        if self.unit.callee(holder).rpartition(".")[2] not in self.unit.language.iterating:
            return None
        given = [each.node for each in self.unit.arguments(holder)]
        others = [each for each in given if not each.start_byte <= function.start_byte < each.end_byte]
        if others and (given[0] in others or self._receiver(holder) is None):
            return others[0]
        return self._receiver(holder)

    def _iterables(self, node: Node, depth: int, words: list[str] | None = None) -> list[tuple[Self, Node]]:
        node = self.unit.bare(node)
        for _ in range(4):
            if (
                node.type in self.unit.language.members
                and self.unit.text(node).rpartition(".")[2] in PEELED
                and words is not None
            ):
                words.append(self.unit.text(node).rpartition(".")[2])
                node = self.unit.bare(node.named_children[0])
            if node.type not in self.unit.language.calls:
                break
            callee = self.unit.callee(node)
            word = callee if callee in PEELED else callee.rpartition(".")[2]
            if word not in PEELED:
                return []
            if words is not None:
                words.append(word)
            arguments = self.unit.arguments(node)
            if len(arguments) > 1:
                return [(self, self.unit.argument_list(node) or node)]
            inner = arguments[0].node if arguments else self._receiver(node)
            if inner is None:
                return []
            node = self.unit.bare(inner)
        return self._tables(node, depth + 1)
