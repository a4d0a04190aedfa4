"""What a name of a JavaScript file stands for, also where another file exports it, and what is the environment."""

from __future__ import annotations

import re
from functools import lru_cache

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
RUNTIME: Final = re.compile(r"(?:node:)?process|std-env|\$env/dynamic/\w+")
"""Modules that export the environment as ``env``."""
PARTS: Final = 8
EXPORTING: Final = b"export const %s"
PACKAGE: Final = re.compile(r"(?:node:)?[\w\-]+")
"""A published package, or the runtime's own: no file of the project."""


@lru_cache(maxsize=8)
def values(unit: Unit, name: str) -> list[tuple[Unit, Node]]:
    """Return the values that a name is given in a file outside of functions, or in the one it comes from."""
    if PACKAGE.fullmatch(unit.imported.get(name, ("", ""))[0]):
        return []
    found = _defined(unit, name)
    if found or name not in unit.imported:
        return found
    module, original = unit.imported[name]
    return [each for other in _exporting(unit, module, original) for each in _defined(other, original)]


def meaning(unit: Unit, node: Node) -> list[tuple[Unit, Node]]:
    """Return the values of a name where it stands: those of the functions around it come first."""
    name = unit.text(node)
    for function in unit.functions_of(node):
        if found := Resolver(unit).definitions(name, function, node):
            return [(unit, value) for value in found]
    return [
        (other, value)
        for other, value in values(unit, name)
        if value.start_byte != node.start_byte or other is not unit
    ]


def functions(unit: Unit, name: str) -> Iterator[tuple[Unit, Node]]:
    """Yield the functions that a name can mean, here or where it is imported from."""
    module, original = unit.imported.get(name, ("", name))
    for other in [unit] if not module else _exporting(unit, module, original):
        for mention in other.mentions(original):
            parent = mention.parent
            if (
                parent is not None
                and parent.type in other.language.functions
                and other.function_name(parent) == original
            ):
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
    if node.type == "identifier" and unit.imported.get(text, ("", ""))[1] == "env":
        return bool(RUNTIME.fullmatch(unit.imported[text][0]))
    if node.type == "identifier" and (parameter := _parameter(unit, node)) is not None:
        return parameter
    if not (node.type in unit.language.identifiers or node.type in unit.language.calls or "..." in text):
        return False
    return any(
        ENVIRONMENT.search(other.text(value))
        for word in words
        for other, value in values(unit, word)
        if value.type != "object"
    )


def _parameter(unit: Unit, node: Node) -> bool | None:
    """Whether a function is made to be given the environment for a name; None where the name is no parameter."""
    name = unit.text(node)
    for function in unit.functions_of(node):
        found = next((each for each in unit.parameters(function) if each.name == name and each.plain), None)
        if found is not None:
            spelled = unit.text(found.node.parent) if found.node.parent is not None else ""
            said = "process.env" in spelled or "ProcessEnv" in spelled
            loose = re.search(r"Record<|:\s*\w*[eE]nv|\bany\b|unknown", spelled) is not None
            validates = unit.function_name(function).startswith("validate") and "Record<" in spelled
            return said or (loose and "env" in name.lower()) or validates
    return None


def _exporting(unit: Unit, module: str, name: str) -> list[Unit]:
    if name == "default" or PACKAGE.fullmatch(module):
        return []
    named = unit.holding(name.encode())
    near = [other for other in named if leads_to(module, unit, other.path)]
    if near or module.startswith("."):
        return near
    exporting = EXPORTING % name.encode()
    return [other for other in named if exporting in other.data] or unit.anywhere(exporting)


def _defined(unit: Unit, name: str) -> list[tuple[Unit, Node]]:
    return [(unit, value) for value in Resolver(unit).definitions(name, None)]
