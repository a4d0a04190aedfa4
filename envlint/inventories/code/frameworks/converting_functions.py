"""Functions of a project that turn a value into another: ``or_default(env('LOCALE'), 'en')``."""

from __future__ import annotations

import re

from envlint.inventories.code.wrappers import conversion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Final

    from tree_sitter import Node

    from envlint.inventories.code.language import Reader
    from envlint.inventories.code.unit import Unit

CALLED: Final = re.compile(r"(?:[A-Z][\w\\]*\.|self\.|static\.|this\.|\$this\.)?(\w+)")


def converter(keyword: str = "") -> Callable[[Unit, Node, int], Reader | None]:
    """Return what finds out what a call makes of a value at a position of its arguments.

    ``keyword`` is what stands before the name of a function that is defined; without one only the call's file is
    searched.
    """

    def converted(unit: Unit, call: Node, position: int) -> Reader | None:
        called = CALLED.fullmatch(unit.callee(call))
        if called is None or position < 0:
            return None
        for other, function in _functions(unit, called[1], keyword):
            parameters = other.parameters(function)
            if position < len(parameters) and parameters[position].plain:
                return conversion(other, function, position)
        return None

    return converted


def _functions(unit: Unit, name: str, keyword: str) -> Iterator[tuple[Unit, Node]]:
    """Yield the functions of a name in a file, then in those that define one."""
    others = unit.holding(f"{keyword} {name}".encode()) if keyword else []
    for other in (unit, *(each for each in others if each.path != unit.path)):
        for mention in other.mentions(name):
            function = mention.parent
            if (
                function is not None
                and function.type in other.language.functions
                and other.function_name(function) == name
            ):
                yield other, function
