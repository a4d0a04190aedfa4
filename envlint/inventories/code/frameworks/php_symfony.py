"""Symfony's ``%env(int:NAME)%`` in PHP, its ``#[Autowire(env: 'NAME')]``, the defaults of ``env(NAME)`` parameters.

Source: https://symfony.com/doc/current/configuration/env_var_processors.html
"""

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

USED: Final = re.compile(
    rb"%env\(((?:[\w-]*:)*)([A-Za-z_]\w*)\)%|#\[\s*Autowire\(\s*env:\s*[\"']((?:[\w-]*:)*)([A-Za-z_]\w*)[\"']"
)
PARAMETER: Final = re.compile(rb"[\"']env\(([A-Za-z_]\w*)\)[\"']\s*(?:,|=>)\s*")
TYPES: Final = {
    "int": "int",
    "bool": "bool",
    "float": "number",
    "json": "json",
    "csv": "list",
    "base64": "base64",
    "url": "url",
}


def symfony(unit: Unit) -> Iterator[Read]:
    """Yield the variables that a file's strings and attributes ask Symfony's container for."""
    if b"env(" not in unit.data and b"Autowire" not in unit.data:
        return
    defaults = {}
    for match in PARAMETER.finditer(unit.data):
        node, value = unit.leaf(*match.span(1)), unit.leaf(match.end(), match.end() + 1)
        if node is not None and not _comment(node):
            name = match[1].decode()
            defaults[name] = literal(unit, _whole(unit, value), Resolver(unit)) if value is not None else None
            yield framework_read(unit, name, node, "symfony", default=defaults[name], dialect="symfony")
    for match in USED.finditer(unit.data):
        group = 2 if match[2] else 4
        node = unit.leaf(*match.span(group))
        if node is None or _comment(node):
            continue
        name, processors = match[group].decode(), match[group - 1].decode().rstrip(":").split(":")
        kind = next((TYPES[word] for word in processors if word in TYPES), "")
        yield framework_read(unit, name, node, "symfony", default=defaults.get(name), type=kind, dialect="symfony")


def _whole(unit: Unit, node: Node) -> Node:
    while (
        node.parent is not None
        and node.parent.start_byte == node.start_byte
        and node.parent.type in unit.language.strings
    ):
        node = node.parent
    return node


def _comment(node: Node) -> bool:
    return "comment" in node.type
