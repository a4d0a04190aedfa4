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

DEEPEST: Final = 8
"""Functions that hand a value on to one another before nobody follows it any more."""
CALLED: Final = re.compile(r"(?:[A-Z][\w\\]*\.|self\.|static\.|this\.|\$this\.)?(\w+)")


def converter(keyword: str = "") -> Callable[[Unit, Node, int], Reader | None]:
    """Return what finds out what a call makes of a value at a position of its arguments.

    ``keyword`` is what stands before the name of a function that is defined; without one only the call's file is
    searched. A function that calls itself, also by way of others, makes nothing more of the value there.
    """
    within: set[tuple[str, int, int]] = set()

    def converted(unit: Unit, call: Node, position: int) -> Reader | None:
        called = CALLED.fullmatch(unit.callee(call))
        if called is None or position < 0 or len(within) >= DEEPEST:
            return None
        for other, function in _functions(unit, called[1], keyword):
            parameters = other.parameters(function)
            place = other.path, function.start_byte, position
            if place in within or position >= len(parameters) or not parameters[position].plain:
                continue
            within.add(place)
            try:
                return conversion(other, function, position)
            finally:
                within.discard(place)
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
