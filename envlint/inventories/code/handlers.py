"""A read that fails when the variable is not set, and what handles the failure: it may exit, or give a default."""

from __future__ import annotations

import re
from dataclasses import replace

from envlint.inventories.code.keys import Resolver

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from envlint.inventories.code.outcome import Use
    from envlint.inventories.code.unit import Unit


def caught(unit: Unit, site: Node, used: Use) -> Use:
    """Return what becomes of a value whose read may fail: ``used``, or that with what a handler gives instead."""
    handler = _handler(unit, site)
    if handler is None or re.search(unit.language.exits, _body(unit, handler)):
        return used
    if used.has_default:
        return replace(used, required=False)
    return replace(used, required=False, default=_given(unit, handler, used.variable))


def _handler(unit: Unit, site: Node) -> Node | None:
    """Return the handler of the innermost attempt around a node, if it handles that a variable is not set."""
    inner, outer = site, site.parent
    while outer is not None and outer.type not in (*unit.language.handlers, *unit.language.functions):
        inner, outer = outer, outer.parent
    if outer is None or outer.type not in unit.language.handlers or outer.child_by_field_name("body") != inner:
        return None
    kind, failures = unit.language.handlers[outer.type]
    clauses = (child for child in outer.named_children if child.type == kind)
    return next((each for each in clauses if re.match(failures, unit.data[each.start_byte : each.end_byte])), None)


def _body(unit: Unit, handler: Node) -> bytes:
    block = handler.named_children[-1] if handler.named_child_count else handler
    return unit.data[block.start_byte : block.end_byte]


def _given(unit: Unit, handler: Node, variable: str) -> Node | None:
    """Return what a handler assigns to the variable, or returns."""
    resolver = Resolver(unit)
    for mention in unit.mentions(variable, handler) if variable else ():
        value = resolver.value_of(mention)
        if value is not None:
            return unit.bare(value)
    statements = handler.named_children[-1].named_children if handler.named_child_count else []
    return next(_returned(statements), None)


def _returned(statements: list[Node]) -> Iterator[Node]:
    for each in statements:
        if "return" in each.type and each.named_child_count:
            yield each.named_children[0]
