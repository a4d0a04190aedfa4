"""Clap, structopt, envconfig and confique: ``#[arg(env = "PORT")]``, and clap's ``Arg::new("port").env("PORT")``."""

from __future__ import annotations

import re

from envlint.inventories.code.frameworks import framework_read
from envlint.inventories.code.frameworks.rust_defaults import kebab, spelled
from envlint.inventories.code.frameworks.rust_structs import Field, Value, attributes, field_at, item_after
from envlint.inventories.code.keys import Resolver
from envlint.inventories.code.spelled import literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from tree_sitter import Node

    from envlint.core.declaration import Read
    from envlint.inventories.code.unit import Unit

# The attribute, the word in it that names the variable, and the words that give a default.
# https://docs.rs/clap/latest/clap/_derive/ , https://docs.rs/envconfig , https://docs.rs/confique
ATTRIBUTES: Final = {
    "arg": ("clap", "env", ("default_value", "default_value_t", "default_value_os", "default_value_os_t")),
    "clap": ("clap", "env", ("default_value", "default_value_t", "default_value_os", "default_value_os_t")),
    "structopt": ("structopt", "env", ("default_value",)),
    "envconfig": ("envconfig", "from", ("default",)),
    "config": ("confique", "env", ("default",)),
}
MARK: Final = re.compile(rb"#\[\s*(arg|clap|structopt|envconfig|config)\s*\(")
BUILT: Final = re.compile(rb"\.\s*env\s*\(")
GIVEN: Final = ("default_value", "default_values", "default_value_os", "default_missing_value")


def clap(unit: Unit) -> Iterator[Read]:
    """Yield what the fields of argument structs and the arguments of a builder read."""
    for match in MARK.finditer(unit.data):
        node = unit.leaf(match.start(), match.end())
        item = item_after(node)
        field = field_at(unit, item) if item is not None else None
        if field is not None:
            yield from _of_field(field, match[1].decode())
    if b"clap" in unit.data or b"Arg::" in unit.data:
        for match in BUILT.finditer(unit.data):
            yield from _built(unit, match.start(), match.end() - 1)


def _of_field(field: Field, attribute: str) -> Iterator[Read]:
    via, word, words = ATTRIBUTES[attribute]
    value = field.word(attribute, word)
    if value is None:
        return
    default = next((given for each in words if (given := field.word(attribute, each)) is not None), None)
    for name, node in _names(field, value):
        yield framework_read(
            field.unit,
            name,
            node,
            via,
            default=spelled(field.unit, default) if default is not None else None,
            type=field.kind,
            dialect="rust" if field.kind else "",
            required=False if default is not None or field.optional else None,
            values=_values(field, attribute),
        )


def _names(field: Field, value: Value) -> list[tuple[str, Node]]:
    """Return the variable's names: spelled, a constant's, or else the field's in upper case."""
    if not value.nodes:
        return [(field.name.upper(), field.node)]
    keys = Resolver(field.unit).keys(value.nodes[-1])
    return [(name, value.nodes[-1]) for name, _ in keys.names]


def _values(field: Field, attribute: str) -> tuple[str, ...] | None:
    parser = field.word(attribute, "value_parser") or field.word(attribute, "possible_values")
    if parser is not None and (listed := re.findall(r'"([^"\\]*)"', parser.text)) and "[" in parser.text:
        return tuple(listed)
    if field.word(attribute, "value_enum") is None:
        return None
    word = b"enum " + field.inner.encode()
    for unit in (field.unit, *field.unit.holding(word)):
        found = re.search(word + rb"\b", unit.data)
        node = unit.leaf(found.start(), found.end()) if found else None
        if node is not None and node.type == "enum_item" and (body := node.child_by_field_name("body")) is not None:
            return tuple(_variant(unit, each) for each in body.named_children if each.type == "enum_variant")
    return None


def _variant(unit: Unit, node: Node) -> str:
    named = attributes(unit, node).get("value", {}).get("name")
    name = node.child_by_field_name("name")
    return (spelled(unit, named) if named is not None else None) or kebab(unit.text(name) if name is not None else "")


def _built(unit: Unit, start: int, end: int) -> Iterator[Read]:
    """Yield what ``.env("X")`` of an argument's builder reads; with two arguments it is a process's environment."""
    node = unit.leaf(start, end)
    while node is not None and node.type != "call_expression":
        node = node.parent
    arguments = unit.arguments(node) if node is not None else []
    if node is None or len(arguments) != 1 or not unit.callee(node).endswith(".env"):
        return
    outer = node
    while outer.parent is not None and outer.parent.type in ("call_expression", "field_expression"):
        outer = outer.parent
    default = _chained_default(unit, outer)
    for name, _ in Resolver(unit).keys(arguments[0].node).names:
        yield framework_read(unit, name, arguments[0].node, "clap", default=default)


def _chained_default(unit: Unit, chain: Node) -> str | None:
    node: Node | None = chain
    while node is not None and node.type in ("call_expression", "field_expression"):
        if node.type == "call_expression" and unit.callee(node).rpartition(".")[2] in GIVEN and unit.arguments(node):
            return literal(unit, unit.arguments(node)[0].node, Resolver(unit))
        node = node.child_by_field_name("function") or node.child_by_field_name("value")
    return None
