"""What django-environ knows of a variable without being told at the call: its scheme, and the usual names of URLs.

https://django-environ.readthedocs.io/en/latest/quickstart.html
"""

from __future__ import annotations

import re

from envlint.inventories.code.frameworks import framework_read
from envlint.inventories.code.frameworks.python_names import keywords
from envlint.inventories.code.keys import Resolver
from envlint.inventories.code.language import Scope
from envlint.inventories.code.spelled import literal
from envlint.inventories.code.visible import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from tree_sitter import Node

    from envlint.core.declaration import Read
    from envlint.inventories.code.unit import Unit

USUAL: Final = {
    "db": "DATABASE_URL", "db_url": "DATABASE_URL", "cache": "CACHE_URL", "cache_url": "CACHE_URL",
    "email": "EMAIL_URL", "email_url": "EMAIL_URL", "search": "SEARCH_URL", "search_url": "SEARCH_URL",
    "channels": "CHANNELS_URL", "channels_url": "CHANNELS_URL",
}  # fmt: skip


def schemes(unit: Unit, via: str, name: str, call: Node) -> Iterator[Read]:
    """Yield the reads of the variables of a scheme, ``Env(DEBUG=(bool, False))``, with the default it gives them."""
    for variable, node in keywords(unit, call).items():
        cast, default = _cast(unit, node)
        if not variable.isupper() or (not cast and default is None):
            continue
        reading = re.compile(rf"""(?<![\w.]){name}(?:\.\w+)?\(\s*["']({variable})["']\s*\)""".encode())
        for other in _using(unit, name, variable):
            for match in reading.finditer(other.data):
                spelled = other.leaf(match.start(1), match.end(1))
                if spelled is not None and spelled.type == "string_content" and spelled.parent is not None:
                    kind = unit.language.types.get(cast, "")
                    yield framework_read(
                        other,
                        variable,
                        spelled.parent,
                        via,
                        default=default,
                        type=kind,
                        dialect=via,
                        required=default is None,
                    )


def defaulted(unit: Unit, name: str, prefix: str) -> Iterator[Read]:
    """Yield the reads whose name nobody spells: ``env.db()`` reads ``DATABASE_URL``."""
    calling = re.compile(rf"(?<![\w.]){name}\.({'|'.join(USUAL)})\(".encode())
    for other in _using(unit, name, f"{name}."):
        for match in calling.finditer(other.data):
            leaf = other.leaf(match.start(1), match.end(1))
            call = leaf.parent.parent if leaf is not None and leaf.parent is not None else None
            if leaf is None or call is None or call.type != "call":
                continue
            given = keywords(other, call)
            if "var" in given or any(not each.name for each in other.arguments(call)):
                continue
            default = literal(other, given["default"], Resolver(other)) if "default" in given else None
            yield framework_read(
                other,
                prefix + USUAL[match[1].decode()],
                leaf,
                "django-environ",
                default=default,
                type="url",
                dialect="django-environ",
                required="default" not in given,
            )


def _using(unit: Unit, name: str, word: str) -> list[Unit]:
    scope = Scope("import", unit.path)
    others = [each for each in unit.everywhere(word.encode()) if each.path != unit.path]
    return [unit, *(each for each in others if visible(name, scope, each, name))]


def _cast(unit: Unit, node: Node) -> tuple[str, str | None]:
    """Return what a scheme says of a variable, ``(bool, False)`` or ``int``: the type's name and the default."""
    if node.type == "tuple" and node.named_child_count == 2:
        kind, default = node.named_children
        return unit.text(kind), literal(unit, default, Resolver(unit))
    return (unit.text(node), None) if node.type in ("identifier", "attribute") else ("", None)
