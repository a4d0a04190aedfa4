"""The defaults of Rust structs' fields: in attributes, in functions that attributes name, in ``impl Default``."""

from __future__ import annotations

import re

from envlint.inventories.code.keys import Resolver
from envlint.inventories.code.spelled import literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from tree_sitter import Node

    from envlint.inventories.code.frameworks.rust_structs import Value
    from envlint.inventories.code.unit import Unit

ZEROS: Final = {"bool": "false", "int": "0", "number": "0", "String": "", "list": ""}
"""What ``Default`` gives, by type."""


def spelled(unit: Unit, value: Value) -> str | None:
    """Return the text of an attribute's value if the code spells it: a literal, a constant, a variant of an enum."""
    if not value.nodes:
        return None
    if len(value.nodes) == 1:
        return literal(unit, value.nodes[0], Resolver(unit))
    path = re.fullmatch(r"(?:\w+::)+(\w+)", value.text)
    if path is not None:
        node = value.nodes[-1]
        constant = path[1].isupper()
        return literal(unit, node, Resolver(unit)) if constant else kebab(path[1])
    called = re.fullmatch(r"(?:\w+::)*(\w+)\(\)", value.text)
    if called is not None:
        return returned(unit, called[1])
    from_text = re.fullmatch(r'(?:\w+::)*\w+\(\s*"([^"\\]*)"\s*\)|"([^"\\]*)"\.\w+\(\)', value.text)
    return (from_text[1] or from_text[2] or "") if from_text else None


def kebab(name: str) -> str:
    """Return the variant of an enum as a command line writes it: ``PlainText`` is ``plain-text``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()


def returned(unit: Unit, function: str) -> str | None:
    """Return the literal that a function without parameters ends with."""
    function = function.rpartition("::")[2]
    for each in (unit, *unit.holding(b"fn " + function.encode() + b"()")):
        for mention in each.mentions(function):
            if mention.parent is None or mention.parent.type != "function_item":
                continue
            body = mention.parent.child_by_field_name("body")
            if body is not None and body.named_child_count:
                return literal(each, body.named_children[-1], Resolver(each))
    return None


def defaults(unit: Unit, struct: str) -> dict[str, str]:
    """Return the defaults by field that ``impl Default for`` a struct gives."""
    found: dict[str, str] = {}
    for match in re.finditer(rb"\bDefault\s+for\s+" + re.escape(struct.encode()) + rb"\b", unit.data):
        node = unit.leaf(match.start(), match.end())
        if node is None or node.type != "impl_item":
            continue
        for inner in _walk(node):
            if inner.type != "field_initializer":
                continue
            name, value = inner.child_by_field_name("field"), inner.child_by_field_name("value")
            text = literal(unit, value, Resolver(unit)) if value is not None else None
            if name is not None and text is not None:
                found.setdefault(unit.text(name), text)
    return found


def _walk(node: Node) -> Iterator[Node]:
    waiting = [node]
    for _ in range(3000):
        if not waiting:
            return
        current = waiting.pop()
        yield current
        waiting.extend(reversed(current.named_children))
