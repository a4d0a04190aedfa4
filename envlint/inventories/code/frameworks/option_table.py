"""A table of options, each under its variable's name, that is filled from the whole environment.

The program walks through all variables and looks each up in the table; so every key of the table is read.
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

WHOLE: Final = b"os.Environ()"
SPLIT: Final = re.compile(rb"strings\.(?:SplitN?|Cut|Index\w*)\(|bytes\.Cut\(")
NAME: Final = re.compile(r"[A-Z][A-Z0-9_]*")
FEWEST: Final = 3
DEFAULT: Final = re.compile(r"(?i)^(?:raw_?value|raw|default\w*|value|fallback)$")


def option_table(unit: Unit) -> Iterator[Read]:
    """Yield the keys of the option tables in the package of a file that takes the whole environment apart."""
    if WHOLE not in unit.data or unit.test:
        return
    folder = unit.path.rpartition("/")[0]
    package = [
        other for other in unit.holding(b"map[string]") if other.path.rpartition("/")[0] == folder and not other.test
    ]
    if not any(SPLIT.search(other.data) for other in (unit, *package)):
        return
    for other in package:
        for match in re.finditer(rb"map\[string\]\*?[\w.]+\s*\{", other.data):
            leaf = other.leaf(match.start(), match.end())
            if leaf is not None and leaf.type == "composite_literal":
                yield from _table(other, leaf)


def _table(unit: Unit, table: Node) -> Iterator[Read]:
    resolver = Resolver(unit)
    entries = [(unit.string(unit.bare(key)), unit.bare(key), value) for key, value in resolver.pairs(table)]
    if len(entries) < FEWEST or not all(name and NAME.fullmatch(name) for name, _, _ in entries):
        return
    for name, node, value in entries:
        options = {unit.text(key): each for key, each in resolver.pairs(value)}
        if name and options:
            default = next((literal(unit, each, resolver) for key, each in options.items() if DEFAULT.match(key)), None)
            yield framework_read(unit, name, node, "option table", default=default, type=_type(unit, options))


def _type(unit: Unit, options: dict[str, Node]) -> str:
    kind = next((unit.text(value) for key, value in options.items() if "type" in key.lower()), "").lower()
    return next((word for word in ("bool", "int", "duration", "url") if word in kind), "")
