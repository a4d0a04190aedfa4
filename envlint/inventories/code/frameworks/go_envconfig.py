"""kelseyhightower/envconfig: a struct's fields are variables, their names made of a prefix and the path of fields.

The rules are those of its documentation: ``split_words``, ``envconfig`` (replaces the last part and is also looked up
without prefix), ``default``, ``required``, ``ignored``; an embedded struct adds no part.
"""

from __future__ import annotations

import re

from envlint.inventories.code.frameworks import framework_read
from envlint.inventories.code.frameworks.go_structs import Field, fields, struct_named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from tree_sitter import Node

    from envlint.core.declaration import Read
    from envlint.inventories.code.unit import Unit

VIA: Final = "envconfig"
CALL: Final = re.compile(rb"envconfig\.(?:Must)?Process\(")
WORDS: Final = re.compile(r"[^A-Z]+|[A-Z]+[^A-Z]+|[A-Z]+")
ACRONYM: Final = re.compile(r"([A-Z]+)([A-Z][^A-Z]+)")
DEEPEST: Final = 10


def split_words(name: str) -> str:
    """Return a field's name with ``_`` between its words, an acronym being one: RPDisplayName -> RP_Display_Name."""
    parts: list[str] = []
    for word in WORDS.findall(name):
        acronym = ACRONYM.search(word)
        parts += acronym.groups() if acronym else [word]
    return "_".join(parts)


def envconfig(unit: Unit) -> Iterator[Read]:
    """Yield what each call of ``envconfig.Process`` in a file reads."""
    for match in CALL.finditer(unit.data):
        leaf = unit.leaf(match.start(), match.end() - 1)
        call = leaf.parent if leaf is not None else None
        if call is None or call.type != "call_expression":
            continue
        arguments = [each.node for each in unit.arguments(call)]
        prefix = unit.string(arguments[0]) if arguments else None
        if prefix is None or len(arguments) != 2:
            continue
        struct = struct_named(unit, type_of(unit, arguments[1]))
        if struct is not None:
            yield from _walk(*struct, prefix.upper(), 0)


def type_of(unit: Unit, node: Node) -> str:
    """Return the name of the struct that an expression points to, as far as its file says; empty where it does not."""
    word = unit.text(node).lstrip("&*(")
    literal = re.match(r"([\w.]+)\{", word)
    if literal:
        return literal[1]
    name = re.escape(word.rpartition(".")[2].encode())
    around = unit.function_of(node)
    span = unit.data[around.start_byte : around.end_byte] if around is not None else unit.data
    for text in (span, unit.data):
        patterns = (
            rb"\b%s\s*(?::=|=)\s*(?:&|new\()?\s*([\w.]+)[{)]",
            rb"\bvar\s+%s\s+\*?([\w.]+)",
            rb"[(,\s]%s\s+\*?([A-Za-z][\w.]*)",
        )
        for pattern in patterns:
            found = re.search(pattern % name, text)
            if found:
                return found[1].decode()
    return ""


def _walk(unit: Unit, struct: Node, prefix: str, depth: int) -> Iterator[Read]:
    for field in fields(unit, struct) if depth < DEEPEST else ():
        if field.tags.get("ignored") == "true" or not (field.name[:1].isupper() or field.embedded):
            continue
        key, bare = _key(field, prefix)
        nested = (unit, field.inner) if field.inner is not None else _nested(field)
        if nested is not None:
            yield from _walk(*nested, prefix if field.embedded and not bare else key, depth + 1)
            continue
        yield from _read(field, key, bare)


def _key(field: Field, prefix: str) -> tuple[str, str]:
    """Return a field's variable, and the name that its tag gives it and that is looked up bare."""
    alternative = field.tags.get("envconfig", "").upper()
    own = split_words(field.name) if field.tags.get("split_words") == "true" else field.name
    key = alternative or own.upper()
    return (f"{prefix}_{key}" if prefix else key), alternative


def _nested(field: Field) -> tuple[Unit, Node] | None:
    found = struct_named(field.unit, field.type) if re.fullmatch(r"[\w.]+", field.type) else None
    if found is None:
        return None
    name = field.type.rpartition(".")[2].encode()
    decoder = re.compile(rb"\(\w*\s*\*?" + name + rb"\)\s*(?:Decode|UnmarshalText|UnmarshalBinary|Set)\(")
    return None if decoder.search(found[0].data) else found


def _read(field: Field, key: str, bare: str) -> Iterator[Read]:
    names = dict.fromkeys((key, bare) if bare else (key,))
    for name in names:
        yield framework_read(
            field.unit,
            name,
            field.node,
            VIA,
            default=field.tags.get("default"),
            type=field.unit.language.types.get(field.type, ""),
            dialect="go",
            required=field.tags.get("required") == "true" or None,
            alternatives=tuple(other for other in names if other != name),
        )
