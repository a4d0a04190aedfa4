"""Reads through a schema: zod, valibot, yup, Joi and TypeBox that parse the environment, envalid, znv and t3-env.

https://env.t3.gg/docs/core, https://github.com/af/envalid, https://github.com/lostfictions/znv
"""

from __future__ import annotations

import re
from functools import lru_cache

from envlint.core.declaration import READ, Read
from envlint.inventories.code.frameworks.js_names import is_environment
from envlint.inventories.code.frameworks.js_schemas import fields
from envlint.inventories.code.frameworks.js_validators import told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from tree_sitter import Node

    from envlint.inventories.code.frameworks.js_schemas import Field
    from envlint.inventories.code.unit import Unit

PARSING: Final = re.compile(
    rb"\b(parse|safeParse|parseAsync|safeParseAsync|Parse|Decode|Cast|decode|validate|validateSync|validateAsync|attempt"
    rb"|cast|assert|create|cleanEnv|customCleanEnv|parseEnv|validateEnv|createEnv|envSchema|fields)\s*(?=\()"
)
AROUND: Final = re.compile(rb"(?i)env|config")
NEAR: Final = 600
"""Bytes after the bracket of a call in which what it is given has to look like the environment."""
LIBRARIES: Final = (
    (b"@t3-oss", "t3-env"), (b"envalid", "envalid"), (b"znv", "znv"), (b"valibot", "valibot"), (b"yup", "yup"),
    (b"typebox", "typebox"), (b"zod", "zod"), (b"joi", "joi"), (b"Joi", "joi"),
)  # fmt: skip
SIDES: Final = ("server", "client", "shared", "runtimeEnv", "runtimeEnvStrict", "experimental__runtimeEnv")
NAMED: Final = re.compile(
    r"(?<![\w.])(?:process\??\.env|import\.meta\.env|Bun\.env)\s*!?\s*"
    r"(?:(?:\?\.)?\s*\[\s*[\"'](?P<item>[\w.\-]+)[\"']|\??\.\s*(?P<member>[A-Za-z_]\w*))"
)
NEST: Final = re.compile(rb"\b(validationSchema)\s*:")
NAME: Final = re.compile(r"[A-Za-z_][\w.\-]*")


def schema_reads(unit: Unit) -> Iterator[Read]:
    """Yield the variables that schemas of a file take from the environment."""
    for match in NEST.finditer(unit.data):
        leaf = unit.leaf(*match.span(1))
        value = leaf.parent.child_by_field_name("value") if leaf is not None and leaf.parent is not None else None
        keys = fields(unit, value) if value is not None else ()
        yield from (reading(field, field.name, field.unit, field.key) for field in keys if NAME.fullmatch(field.name))
    named = any(original == "env" and "env" not in local.lower() for local, (_, original) in unit.imported.items())
    for match in PARSING.finditer(unit.data):
        if not (named or match[1] == b"createEnv" or AROUND.search(unit.data, match.end(), match.end() + NEAR)):
            continue
        leaf = unit.leaf(*match.span(1))
        call = leaf.parent if leaf is not None else None
        if call is not None and call.type == "member_expression":
            call = call.parent
        if call is not None and call.type == "call_expression":
            yield from _of_call(unit, call, match[1].decode())


def _of_call(unit: Unit, call: Node, method: str) -> Iterator[Read]:
    arguments = [each.node for each in unit.arguments(call)]
    if method == "createEnv":
        if len(arguments) == 1 and arguments[0].type == "object":
            yield from _t3_env(unit, arguments[0])
        return
    given = next((each for each in arguments if is_environment(unit, each)), None)
    mapped = next((each for each in arguments if given is None and each.type == "object" and _maps(unit, each)), None)
    if given is None and mapped is None:
        return
    keys = [field for each in arguments if each not in (given, mapped) for field in fields(unit, each)]
    callee = call.child_by_field_name("function")
    receiver = callee.child_by_field_name("object") if callee is not None else None
    if receiver is not None and not keys:
        keys = [*fields(unit, receiver)]
    if mapped is not None:
        yield from _mapped(unit, mapped, keys)
    else:
        yield from (reading(field, field.name, field.unit, field.key) for field in keys if NAME.fullmatch(field.name))


def _t3_env(unit: Unit, options: Node) -> Iterator[Read]:
    parts = {field.name: field.value for field in fields(unit, options) if field.name in SIDES}
    inherited = [
        each for each in options.named_children if each.type == "pair" and unit.text(each).startswith("extends")
    ]
    keys = [field for side in SIDES[:3] if side in parts for field in fields(unit, parts[side])]
    tables = [parts[side] for side in SIDES[3:] if side in parts]
    spelled: set[str] = set()
    for table in tables:
        if table.type == "object":
            spelled |= {field.name for field in fields(unit, table)}
            yield from _mapped(unit, table, keys)
    whole = not tables or any(is_environment(unit, table) for table in tables) or "experimental__runtimeEnv" in parts
    if whole and (keys or not inherited):
        yield from (reading(field, field.name, field.unit, field.key) for field in keys if field.name not in spelled)


def _maps(unit: Unit, table: Node) -> bool:
    return any(child.type == "pair" and NAMED.search(unit.text(child)) for child in table.named_children)


def _mapped(unit: Unit, table: Node, keys: list[Field]) -> Iterator[Read]:
    """Yield the variables of ``{ key: process.env.NAME }``, each with what the schema says of its key."""
    known = {field.name: field for field in keys}
    for given in fields(unit, table):
        match = NAMED.search(given.unit.text(given.value))
        field = known.get(given.name)
        if match is None or field is None or match.re is not NAMED:
            continue
        start = given.value.start_byte + len(given.unit.text(given.value)[: match.start(match.lastgroup or 0)].encode())
        name = match["item"] or match["member"]
        node = given.unit.leaf(start, start + len(name.encode()))
        if node is not None and node.type != "object":
            yield reading(field, name, given.unit, node)


@lru_cache(maxsize=64)
def _library(data: bytes) -> str:
    return next((library for needle, library in LIBRARIES if needle in data), "schema")


def reading(field: Field, name: str, unit: Unit, node: Node) -> Read:
    """Return the read of a variable whose value a schema's key checks; it stands at ``node``."""
    say = told(field.unit, field.value)
    library = _library(field.unit.data)
    return Read(
        name,
        "code",
        unit.place(node),
        default=say.default,
        written=say.written,
        values=say.values,
        type=say.type,
        dialect="zod" if library in ("zod", "t3-env", "znv") else library if library == "envalid" else "",
        required=say.required,
        evidence=READ,
        language=unit.spoken,
        how="framework",
        via=library,
        test=unit.test,
    )
