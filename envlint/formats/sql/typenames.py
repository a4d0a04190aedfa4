"""The types of columns under one name each, however they are written (PostgreSQL's documentation, table 8.1)."""

from __future__ import annotations

from typing import Final

from envlint.formats.sql.catalogue import Type
from envlint.formats.sql.names import qualified, strings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.formats.sql.syntax import Node

FULL: Final = {
    "bit": "bit",
    "bool": "boolean",
    "bpchar": "character",
    "decimal": "numeric",
    "float4": "real",
    "float8": "double precision",
    "int": "integer",
    "int2": "smallint",
    "int4": "integer",
    "int8": "bigint",
    "time": "time without time zone",
    "timestamp": "timestamp without time zone",
    "timestamptz": "timestamp with time zone",
    "timetz": "time with time zone",
    "varbit": "bit varying",
    "varchar": "character varying",
}
SERIAL: Final = {
    "bigserial": "bigint",
    "serial": "integer",
    "serial2": "smallint",
    "serial4": "integer",
    "serial8": "bigint",
    "smallserial": "smallint",
}
# Those of pg_catalog that a column can have and that are written as they are named.
NAMES: Final = """
aclitem box bytea char cid cidr circle date daterange datemultirange gtsvector inet int2vector int4range int4multirange
int8range int8multirange interval json jsonb jsonpath line lseg macaddr macaddr8 money name numeric nummultirange
numrange oid oidvector path pg_lsn pg_snapshot point polygon refcursor regclass regcollation regconfig regdictionary
regnamespace regoper regoperator regproc regprocedure regrole regtype text tid timestamptz tsmultirange tsquery tsrange
tstzmultirange tstzrange tsvector txid_snapshot uuid void xid xid8 xml
"""
BUILT_IN: Final = frozenset(NAMES.split())
TEXTS: Final = frozenset(("character varying", "character", "bpchar", "text", "name"))
TIMES: Final = frozenset(("date", "timestamp without time zone", "timestamp with time zone"))
WHOLE: Final = frozenset(("smallint", "integer", "bigint"))
NUMBERS: Final = WHOLE | {"numeric", "real", "double precision"}


def base(parts: list[Node]) -> str:
    """Return the name of a type, arrays and lengths aside."""
    *schema, name = strings(parts)
    if not schema or schema == ["pg_catalog"]:
        return FULL.get(name, name)
    return qualified(schema[-1], name)


def read(named: Node) -> Type:
    """Return the type that a TypeName node means. One of ``serial`` is the type of its numbers."""
    name = base(named["names"])
    modifiers = [_modifier(item) for item in named.get("typmods", ())]
    if name == "numeric" and len(modifiers) == 1:
        modifiers.append("0")
    if name == "interval":
        modifiers = modifiers[1:]  # the first says which fields
    if name == "character" and not modifiers and "typmods" not in named:
        name = "bpchar"
    written = f"({','.join(modifiers)})" if modifiers else ""
    return Type(SERIAL.get(name, name), written, "[]" if "arrayBounds" in named else "")


def comparable(one: Type, two: Type) -> bool:
    """Whether a foreign key may hold columns of two types against each other; what is not known may."""
    known = NUMBERS | TEXTS | BUILT_IN | {*FULL.values()}
    if one.array or two.array or one.name == two.name or not {one.name, two.name} <= known:
        return True
    return any({one.name, two.name} <= family for family in (NUMBERS, TEXTS, TIMES))


def serial(named: Node) -> bool:
    """Whether the type is one of ``serial``: whole numbers from a sequence of the column's own."""
    return strings(named["names"])[-1:][0] in SERIAL and len(named["names"]) == 1


def _modifier(node: Node) -> str:
    kind, fields = next(iter(node.items()))
    if kind == "A_Const":
        if "ival" in fields:
            return str(fields["ival"].get("ival", 0))
        return str(
            next((value.get(key, "") for key, value in fields.items() if isinstance(value, dict) for key in value), "")
        )
    if kind == "ColumnRef":  # geometry(Point, 4326)
        return strings(fields["fields"])[-1]
    return ""
