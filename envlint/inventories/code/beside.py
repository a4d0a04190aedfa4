"""The default that a table has beside a name: ``for name, default in {"PORT": 8080}.items()``."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node

    from envlint.inventories.code.keys import Resolver
    from envlint.inventories.code.unit import Unit


def beside(resolver: Resolver, key: Node, default: Node) -> Node | None:
    """Return the node of the default that belongs to a name's node, None where the two are not in one table."""
    unit = resolver.unit
    if default.type in unit.language.identifiers:
        return _by_position(resolver, key, unit.text(default))
    word = _word(resolver, default)
    return _by_word(resolver, key, word) if word else None


def _word(resolver: Resolver, default: Node) -> str:
    """Return the key by which ``entry["default"]`` or ``entry.get("default")`` takes a default out of an entry."""
    unit = resolver.unit
    if default.type in unit.language.subscripts:
        index = resolver.halves(default)[1]
        return (unit.string(index) or "") if index is not None else ""
    if default.type in unit.language.calls and unit.callee(default).endswith(".get"):
        arguments = unit.arguments(default)
        return (unit.string(arguments[0].node) or "") if arguments else ""
    if default.type in unit.language.members:
        return unit.text(default).rpartition(".")[2]
    return ""


def _by_word(resolver: Resolver, key: Node, word: str) -> Node | None:
    table = _outside(resolver.unit, key)
    table = table.parent if table is not None else None
    for _ in range(2):
        if table is None:
            return None
        for name, value in resolver.pairs(table):
            if (resolver.unit.string(name) or resolver.unit.text(name)) == word:
                return value
        table = table.parent
    return None


def _by_position(resolver: Resolver, key: Node, name: str) -> Node | None:
    """Return the element that stands where the loop's variable ``name`` stands among its variables."""
    unit = resolver.unit
    words = next((found for found in _loops(unit, name) if found.index(name)), None)
    pair = key.parent
    while pair is not None and pair.type in unit.language.transparent:
        pair = pair.parent
    if words is None or pair is None:
        return None
    position = words.index(name)
    if pair.type in unit.language.lists:
        children = [child for child in pair.named_children if "comment" not in child.type]
        return children[position] if position < len(children) else None
    value = _value(unit, pair)
    if value is not None and value.type in unit.language.lists and len(words) > 2:
        return value.named_children[position - 1] if position - 1 < value.named_child_count else None
    return value


def _value(unit: Unit, pair: Node) -> Node | None:
    fields = unit.language.pairs.get(pair.type)
    return pair.child_by_field_name(fields[1]) if fields and fields[1] else None


def _outside(unit: Unit, key: Node) -> Node | None:
    """Return the pair or element of a table that holds a name."""
    outer = key.parent
    while outer is not None and outer.type in unit.language.transparent:
        outer = outer.parent
    return outer


def _loops(unit: Unit, name: str) -> list[list[str]]:
    """Return the variables of the loops that have ``name`` among them."""
    found = []
    for mention in unit.mentions(name):
        loop = unit.enclosing(mention, dict.fromkeys(unit.language.loops, ""))
        fields = unit.language.loops[loop.type] if loop is not None else ("", "")
        left = loop.child_by_field_name(fields[0]) if loop is not None and fields[0] else None
        words = re.findall(r"\w+", unit.text(left)) if left is not None else []
        if name in words:
            found.append(words)
    return found
