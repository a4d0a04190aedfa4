"""Functions of a project that turn a value into another: ``numberFrom(process.env.PORT, 3000)``."""

from __future__ import annotations

import re

from envlint.inventories.code.frameworks.js_names import functions
from envlint.inventories.code.wrappers import conversion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node

    from envlint.inventories.code.language import Reader
    from envlint.inventories.code.unit import Unit


def converter(unit: Unit, call: Node, position: int) -> Reader | None:
    """Return what a call of a function of this or an imported file makes of its argument; None if it is not found."""
    callee = unit.callee(call)
    if position < 0 or not re.fullmatch(r"(?:this\.)?[\w$]+", callee):
        return None
    for other, function in functions(unit, callee.removeprefix("this.")):
        parameters = other.parameters(function)
        if position < len(parameters) and parameters[position].plain:
            return conversion(other, function, position)
    return None
