"""Tables of options that name their variable: convict, Astro's schema, sequelize, JSON schemas of fastify.

https://github.com/mozilla/node-convict, https://docs.astro.build/en/guides/environment-variables/,
https://sequelize.org/docs/v6/other-topics/migrations/, https://github.com/fastify/env-schema
"""

from __future__ import annotations

import re

from envlint.core.declaration import READ, Read
from envlint.inventories.code.frameworks.js_names import resolver
from envlint.inventories.code.frameworks.js_schema_reads import reading
from envlint.inventories.code.frameworks.js_schemas import Field, fields
from envlint.inventories.code.spelled import literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from tree_sitter import Node

    from envlint.core.location import Location
    from envlint.inventories.code.unit import Unit

CONVICT: Final = re.compile(rb"""(?<![\w$])env['"]?\s*:\s*["'`](?P<name>[A-Za-z_][\w.\-]*)["'`]""")
FORMATS: Final = {
    "port": "port", "int": "int", "integer": "int", "nat": "int", "Number": "number", "number": "number",
    "Boolean": "bool", "boolean": "bool", "url": "url", "email": "email", "duration": "duration",
    "Array": "list", "array": "list",
    "ipaddress": "host", "timestamp": "",
}  # fmt: skip
FIELD: Final = re.compile(rb"(?P<name>[A-Za-z_]\w*)\s*:\s*envField\s*\.")
SEQUELIZE: Final = re.compile(rb"""use_env_variable['"]?\s*:\s*["'](?P<name>[A-Za-z_]\w*)["']""")
JSON_SCHEMA: Final = re.compile(rb"""["'](?:@fastify/env|fastify-env|env-schema)["']""")
PROPERTIES: Final = re.compile(rb"\bproperties\s*:\s*\{")


def option_reads(unit: Unit) -> Iterator[Read]:
    """Yield the variables that tables of options name."""
    if b"convict" in unit.data:
        yield from _convict(unit)
    if b"envField" in unit.data:
        yield from _astro(unit)
    for match in SEQUELIZE.finditer(unit.data) if b"use_env_variable" in unit.data else ():
        place = unit.at(*match.span("name"))
        yield Read(
            match["name"].decode(),
            "code",
            place,
            READ,
            language=unit.spoken,
            how="framework",
            via="sequelize",
            test=unit.test,
        )
    if JSON_SCHEMA.search(unit.data):
        yield from _json_schema(unit)


def _convict(unit: Unit) -> Iterator[Read]:
    for match in CONVICT.finditer(unit.data):
        node = unit.leaf(*match.span("name"))
        table = unit.enclosing(node, frozenset({"object"})) if node is not None else None
        options = {field.name: field.value for field in fields(unit, table)} if table is not None else {}
        if node is not None and ("default" in options or "format" in options):
            yield _option(unit, match["name"].decode(), unit.at(*match.span("name")), options, "convict")


def _option(unit: Unit, name: str, place: Location, options: dict[str, Node], via: str) -> Read:
    """Return the read of an option: ``default``, ``format`` or ``type`` (a name, or a list of what is allowed)."""
    default, kind = options.get("default"), options.get("format", options.get("type", options.get("enum")))
    listed = [unit.string(child) for child in kind.named_children] if kind is not None and kind.type == "array" else []
    return Read(
        name,
        "code",
        place,
        default=literal(unit, default, resolver(unit)) if default is not None else None,
        written=unit.text(default)[:200] if default is not None else None,
        values=tuple(text for text in listed if text is not None) or None,
        type=FORMATS.get((unit.string(kind) or unit.text(kind)) if kind is not None and not listed else "", ""),
        required=False if default is not None else None,
        evidence=READ,
        language=unit.spoken,
        how="framework",
        via=via,
        test=unit.test,
    )


def _astro(unit: Unit) -> Iterator[Read]:
    for match in FIELD.finditer(unit.data):
        key = unit.leaf(*match.span("name"))
        pair = key.parent if key is not None else None
        value = pair.child_by_field_name("value") if pair is not None and pair.type == "pair" else None
        if key is not None and value is not None:
            name = match["name"].decode()
            yield reading(Field(name, unit, key, value), name, unit, key).replace(via="astro")


def _json_schema(unit: Unit) -> Iterator[Read]:
    for match in PROPERTIES.finditer(unit.data):
        table = unit.leaf(match.end() - 1, match.end())
        outer = unit.enclosing(table, frozenset({"object"})) if table is not None else None
        needed = (
            next((f.value for f in fields(unit, outer) if f.name == "required"), None) if outer is not None else None
        )
        required = {unit.string(child) for child in needed.named_children} if needed is not None else set()
        for field in fields(unit, table) if table is not None and table.type == "object" else ():
            options = (
                {each.name: each.value for each in fields(unit, field.value)} if field.value.type == "object" else {}
            )
            read = _option(unit, field.name, unit.place(field.key), options, "env-schema")
            yield read.replace(required=True) if field.name in required and read.default is None else read
