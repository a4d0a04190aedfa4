"""Command-line flags with a variable behind them: urfave/cli's ``EnvVars``, ``EnvVar`` and ``Sources``."""

from __future__ import annotations

import re

from envlint.inventories.code.frameworks import framework_read
from envlint.inventories.code.keys import Resolver
from envlint.inventories.code.spelled import literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from tree_sitter import Node

    from envlint.core.declaration import Read
    from envlint.inventories.code.unit import Unit

KEY: Final = re.compile(rb"\b(?:EnvVars?|Sources)\s*:")
TYPES: Final = (
    ("Bool", "bool"),
    ("Duration", "duration"),
    ("Float", "number"),
    ("Int", "int"),
    ("Uint", "int"),
    ("Slice", "list"),
)


def cli_flags(unit: Unit) -> Iterator[Read]:
    """Yield the variables behind the flags that a file declares."""
    for match in KEY.finditer(unit.data):
        leaf = unit.leaf(match.start(), match.start() + 3)
        pair = unit.enclosing(leaf, frozenset({"keyed_element"})) if leaf is not None else None
        flag = unit.enclosing(pair, frozenset({"composite_literal"})) if pair is not None else None
        if pair is None or flag is None or "Flag" not in unit.text(flag)[:60]:
            continue
        value = pair.child_by_field_name("value")
        if value is not None:
            yield from _reads(unit, flag, _names(unit, value))


def _names(unit: Unit, value: Node) -> list[tuple[str, Node]]:
    inner = unit.bare(value)
    resolver = Resolver(unit)
    nodes = [each.node for each in unit.arguments(inner)] if inner.type == "call_expression" else [inner]
    if inner.type == "composite_literal":
        body = inner.child_by_field_name("body")
        nodes = list(body.named_children) if body is not None else []
    found = [pair for node in nodes for pair in resolver.keys(node).names]
    return [(word.strip(), node) for name, node in found for word in name.split(",")]


def _reads(unit: Unit, flag: Node, names: list[tuple[str, Node]]) -> Iterator[Read]:
    resolver = Resolver(unit)
    body = flag.child_by_field_name("body")
    options = {unit.text(key): value for key, value in resolver.pairs(body)} if body is not None else {}
    kind = unit.text(flag).partition("{")[0].rpartition(".")[2]
    default = literal(unit, options["Value"], resolver) if "Value" in options else None
    required = "Required" in options and unit.text(options["Required"]) == "true"
    for name, node in names:
        yield framework_read(
            unit,
            name,
            node,
            "urfave/cli",
            default=default,
            type=next((word for start, word in TYPES if start in kind), ""),
            dialect="go",
            required=required or None,
            alternatives=tuple(other for other, _ in names if other != name),
        )
