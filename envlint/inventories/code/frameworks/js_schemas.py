"""Schemas of objects, of zod, valibot, yup, Joi, TypeBox, envalid and their like: which keys they have.

https://zod.dev/api, https://valibot.dev/api/, https://joi.dev/api/, https://github.com/jquense/yup,
https://github.com/sinclairzx81/typebox, https://github.com/af/envalid
"""

from __future__ import annotations

from dataclasses import dataclass

from envlint.inventories.code.frameworks.js_names import functions, meaning

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from tree_sitter import Node

    from envlint.inventories.code.unit import Unit

    Seen = set[tuple[str, int]]
    """The places that were looked at on the way: a schema may be made of itself."""

DEEPEST: Final = 24
MAKERS: Final = frozenset(
    (
        *("object", "strictObject", "looseObject", "interface", "keys", "shape", "Object"),
        *("extend", "safeExtend", "append", "concat", "merge", "and"),
    )
)
"""Methods whose object literal is a table of keys and validators."""
COMBINING: Final = frozenset(
    (
        *("merge", "and", "intersection", "intersect", "Intersect", "Composite", "concat", "extend"),
        *("union", "discriminatedUnion", "variant", "partial", "Partial", "setOptional"),
        *("preprocess", "pipe", "readonly", "brand", "effect", "transform", "superRefine", "refine"),
    )
)
"""Methods among whose arguments other schemas are."""


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a schema and its validator, with the file they stand in."""

    name: str
    unit: Unit
    key: Node
    value: Node


def fields(unit: Unit, node: Node, depth: int = 0, seen: Seen | None = None) -> Iterator[Field]:
    """Yield the keys of a schema: a literal, calls that make or widen one, a constant of this or another file."""
    node = unit.bare(node)
    seen = set() if seen is None else seen
    if depth > DEEPEST or (unit.path, node.id) in seen:
        return
    seen.add((unit.path, node.id))
    if node.type == "object":
        yield from _of_literal(unit, node, depth, seen)
    elif node.type == "identifier":
        for other, value in meaning(unit, node):
            yield from fields(other, value, depth + 1, seen)
    elif node.type == "member_expression" and (holder := node.child_by_field_name("object")) is not None:
        yield from fields(unit, holder, depth + 1, seen)
    elif node.type == "call_expression":
        yield from _of_call(unit, node, depth, seen)
    elif node.type in ("binary_expression", "ternary_expression"):
        yield from _branches(unit, node, depth, seen)


def _of_literal(unit: Unit, table: Node, depth: int, seen: Seen) -> Iterator[Field]:
    for child in table.named_children:
        if child.type == "pair":
            key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
            if key is not None and value is not None and key.type in ("property_identifier", "string"):
                yield Field(unit.string(key) or unit.text(key), unit, key, unit.bare(value))
        elif child.type == "shorthand_property_identifier":
            yield Field(unit.text(child), unit, child, child)
        elif child.type == "spread_element" and child.named_child_count:
            yield from fields(unit, child.named_children[0], depth + 1, seen)


def _branches(unit: Unit, node: Node, depth: int, seen: Seen) -> Iterator[Field]:
    """Yield what an object is given on a condition: ``...(on && { A: str() })``, ``...(on ? one : other)``."""
    for part in ("consequence", "alternative", "left", "right"):
        child = node.child_by_field_name(part)
        if child is not None and (part != "left" or child.type in ("object", "call_expression")):
            yield from fields(unit, child, depth + 1, seen)


def _of_call(unit: Unit, call: Node, depth: int, seen: Seen) -> Iterator[Field]:
    callee = call.child_by_field_name("function")
    method = unit.callee(call).rpartition(".")[2]
    if callee is None:
        return
    if callee.type == "identifier" and method not in COMBINING | MAKERS:
        for other, function in functions(unit, method):
            if (result := answer(function)) is not None:
                yield from fields(other, result, depth + 1, seen)
        return
    receiver = callee.child_by_field_name("object")
    if receiver is not None and unit.bare(receiver).type in ("call_expression", "identifier", "member_expression"):
        yield from fields(unit, receiver, depth + 1, seen)
    for argument in unit.arguments(call):
        yield from _of_argument(unit, argument.node, method, depth, seen)


def _of_argument(unit: Unit, argument: Node, method: str, depth: int, seen: Seen) -> Iterator[Field]:
    if argument.type == "object" and method in MAKERS:
        yield from fields(unit, argument, depth + 1, seen)
    elif argument.type == "array" and method in COMBINING:
        for item in argument.named_children:
            yield from fields(unit, item, depth + 1, seen)
    elif argument.type in ("identifier", "call_expression", "member_expression") and method in COMBINING | MAKERS:
        yield from fields(unit, argument, depth + 1, seen)


def answer(function: Node) -> Node | None:
    """Return the expression that a function answers with, None where it does more than that."""
    body = function.child_by_field_name("body")
    if body is None or body.type != "statement_block":
        return body
    last = body.named_children[-1] if body.named_child_count else None
    return (
        last.named_children[0]
        if last is not None and last.type == "return_statement" and last.named_child_count
        else None
    )
