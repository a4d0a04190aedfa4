"""viper: ``BindEnv``, and with ``AutomaticEnv`` every key that is asked for."""

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

CALLS: Final = re.compile(
    rb"\.(BindEnv|SetDefault|IsSet|Get(?:String|Int|Int32|Int64|Uint\w*|Bool|Float64|Duration|StringSlice|Time)?)\("
)
PREFIX: Final = re.compile(rb"\.SetEnvPrefix\(\s*[\"`]([^\"`]*)[\"`]")
TYPES: Final = {
    "Int": "int",
    "Int32": "int",
    "Int64": "int",
    "Bool": "bool",
    "Float64": "number",
    "Duration": "duration",
    "StringSlice": "list",
}


def viper(unit: Unit) -> Iterator[Read]:
    """Yield the variables that a file reads through viper."""
    if b"viper" not in unit.data or not (
        b"AutomaticEnv(" in unit.data or b"BindEnv(" in unit.data or unit.holding(b"AutomaticEnv(")
    ):
        return
    settings = [other.data for other in unit.holding(b"AutomaticEnv(")] or [unit.data]
    automatic = any(b"AutomaticEnv(" in data for data in settings)
    prefix = next((match[1].decode() for data in (unit.data, *settings) if (match := PREFIX.search(data))), "")
    replaced = any(b"SetEnvKeyReplacer" in data for data in settings)
    calls = list(_calls(unit))
    defaults = _defaults(unit, calls)
    bound = {name for word, name, _ in calls if word == "BindEnv"}
    for word, key, call in calls:
        arguments = unit.arguments(call)
        if word == "BindEnv":
            yield from _bound(unit, key, call, prefix, defaults)
        elif (
            automatic
            and key not in bound
            and word not in ("SetDefault", "IsSet")
            and (replaced or not re.search(r"[.\-]", key))
        ):
            name = re.sub(r"[.\-]", "_", f"{prefix}_{key}" if prefix else key).upper()
            kind = TYPES.get(word.removeprefix("Get"), "")
            yield framework_read(
                unit, name, arguments[0].node, "viper", default=defaults.get(key), type=kind, dialect="go"
            )


def _calls(unit: Unit) -> Iterator[tuple[str, str, Node]]:
    """Yield the calls on viper with a literal first argument: method, key, node."""
    own = {b"viper", *re.findall(rb"(\w+)\s*(?::=|=)\s*viper\.(?:New|GetViper)\w*\(", unit.data)}
    for match in CALLS.finditer(unit.data):
        leaf = unit.leaf(match.start(1), match.end(1))
        call = leaf.parent.parent if leaf is not None and leaf.parent is not None else None
        if call is None or call.type != "call_expression":
            continue
        receiver = unit.callee(call).rpartition(".")[0].encode()
        names = Resolver(unit).keys(arguments[0].node).names if (arguments := unit.arguments(call)) else ()
        if receiver.rpartition(b".")[2] in own and len(names) == 1:
            yield match[1].decode(), names[0][0], call


def _defaults(unit: Unit, calls: list[tuple[str, str, Node]]) -> dict[str, str]:
    found = {}
    for word, key, call in calls:
        arguments = unit.arguments(call)
        if word == "SetDefault" and len(arguments) > 1:
            text = literal(unit, arguments[1].node, Resolver(unit))
            if text is not None:
                found[key] = text
    return found


def _bound(unit: Unit, key: str, call: Node, prefix: str, defaults: dict[str, str]) -> Iterator[Read]:
    arguments = unit.arguments(call)
    resolver = Resolver(unit)
    names = [pair for each in arguments[1:] for pair in resolver.keys(each.node).names]
    if len(arguments) == 1:
        names = [(f"{prefix}_{key}".strip("_").upper(), arguments[0].node)]
    for name, node in names:
        others = tuple(other for other, _ in names if other != name)
        yield framework_read(unit, name, node, "viper", default=defaults.get(key), alternatives=others)
