"""What a name of a JavaScript file stands for, also where another file exports it, and what is the environment."""

from __future__ import annotations

import re

from envlint.inventories.code.keys import Resolver
from envlint.inventories.code.visible import leads_to

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from tree_sitter import Node

    from envlint.inventories.code.unit import Unit

ENVIRONMENT: Final = re.compile(
    r"(?<![\w.])(?:globalThis\.)?(?:process\??\.env|import\.meta\.env|Bun\.env|Deno\.env\.toObject\(\))(?!\s*!?\s*\??\s*[.\[]|\w)"
)
"""The environment as a whole, and no variable of it."""
ONE: Final = re.compile(r"(?<![\w.])(?:process\??\.env|import\.meta\.env|Bun\.env|env|runtimeEnv)\s*!?\s*\??\.?\s*(?:\[\s*)?[\"'\w]")
PARTS: Final = 8
PACKAGE: Final = re.compile(r"(?:node:)?[\w\-]+")
"""A published package, or the runtime's own: no file of the project."""


def values(unit: Unit, name: str, within: Node | None = None) -> list[tuple[Unit, Node]]:
    """Return the values that a name is given in a file (in the function ``within``), or in the one it comes from."""
    if PACKAGE.fullmatch(unit.imported.get(name, ("", ""))[0]):
        return []
    found = [(unit, value) for value in Resolver(unit).definitions(name, within)]
    if found or name not in unit.imported:
        return found
    module, original = unit.imported[name]
    return [each for other in _exporting(unit, module, original) for each in _defined(other, original)]


def functions(unit: Unit, name: str) -> Iterator[tuple[Unit, Node]]:
    """Yield the functions that a name can mean, here or where it is imported from."""
    module, original = unit.imported.get(name, ("", name))
    for other in [unit] if not module else _exporting(unit, module, original):
        for mention in other.mentions(original):
            parent = mention.parent
            if parent is not None and parent.type in other.language.functions and other.function_name(parent) == original:
                yield other, parent
            elif (value := Resolver(other).value_of(mention)) is not None and value.type in other.language.functions:
                yield other, value


def resolver(unit: Unit) -> Resolver:
    """Return a resolver that looks for the constants of other files where they are imported from."""
    return Resolver(unit, lambda asking, name: values(asking, name.partition(".")[0]) if "." not in name else [])


def is_environment(unit: Unit, node: Node) -> bool:
    """Whether an expression is the environment, a copy of it, or a function's result that was made of it."""
    text = unit.text(node)
    if ENVIRONMENT.search(text):
        return node.type not in unit.language.functions
    words = re.findall(r"(?<![\w.'\"])[A-Za-z_$][\w$]*", text)[:PARTS]
    if not (node.type in unit.language.identifiers or node.type in unit.language.calls or "..." in text):
        return False
    return any(ENVIRONMENT.search(other.text(value)) for word in words for other, value in values(unit, word) if value.type != "object")


def _exporting(unit: Unit, module: str, name: str) -> list[Unit]:
    if name == "default" or PACKAGE.fullmatch(module):
        return []
    holding = unit.holding(name.encode())
    near = [other for other in holding if leads_to(module, unit, other.path)]
    return near or [other for other in holding if f"export const {name} ".encode() in other.data and not module.startswith(".")]


def _defined(unit: Unit, name: str) -> list[tuple[Unit, Node]]:
    return [(unit, value) for value in Resolver(unit).definitions(name, None)]
