"""What a text demands of a column: ``created_at timestamptz not null default now()``, read as PostgreSQL reads it.

Types and expressions come out as the catalogue holds them, so ``varchar(16)`` is ``character varying(16)``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from envlint.formats.sql import constraints, expressions, literals, names, syntax, typenames
from envlint.formats.sql.tables import IDENTITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.formats.sql.catalogue import Column, Expression, Type
    from envlint.formats.sql.syntax import Node

NAMED: Final = re.compile(r'\s*("(?:[^"]|"")+"|[^\W\d][\w$]*)(?=\s|\Z)')
NOW: Final = re.compile(r"'(?:[^']|'')*'|\bCURRENT_TIMESTAMP\b|\btransaction_timestamp\(\)")
OTHER_NAMES: Final = {"CURRENT_TIMESTAMP": "now()", "transaction_timestamp()": "now()"}
FROM_SEQUENCE: Final = "nextval("


class Unclear(ValueError):
    """A demand that is no SQL, or says what it cannot. The text says what is wrong with it."""


@dataclass(frozen=True)
class Wanted:
    """A column as a demand describes it; what it does not say is None. ``text`` is the demand itself.

    ``default`` is the node of an expression. ``serial``: the numbers come from a sequence.
    """

    name: str
    text: str
    type: Type | None = None
    nullable: bool | None = None
    default: Node | None = None
    generated: Expression | None = None
    identity: str = ""
    serial: bool = False


def column(text: str) -> Wanted:
    """Return what a column has to be; its type may be left out.

    Raises:
        Unclear: the text is not one column, or asks for a constraint.
    """
    named = NAMED.match(text)
    definition, typed = _definition(text), True
    if definition is None and named:
        definition, typed = _definition(f"{text[: named.end()]} text {text[named.end() :]}"), False
    if definition is None:
        raise Unclear("it is not a column as CREATE TABLE has it")
    return _read(text, definition, typed=typed)


def type_of(text: str) -> Type:
    """Return a type.

    Raises:
        Unclear: the text is no type.
    """
    definition = _definition(f"c {text}")
    if definition is None or definition.get("constraints") or "collClause" in definition:
        raise Unclear("it is not a type of PostgreSQL")
    return typenames.read(definition["typeName"])


def default_of(text: str) -> Node:
    """Return the expression of a default.

    Raises:
        Unclear: the text is no expression, or one that speaks of columns.
    """
    for written in (text, f"({text})"):
        definition = _definition(f"c text DEFAULT {written}")
        found = (definition or {}).get("constraints", [])
        if len(found) == 1 and "raw_expr" in found[0]["Constraint"]:
            return _constant(found[0]["Constraint"]["raw_expr"])
    raise Unclear("it is not an expression")


def same(wanted: Node, found: Column) -> bool:
    """Whether a column's default is what is wanted; NULL is none."""
    text = written(wanted, found)
    if text == "NULL":
        return found.default is None
    return found.default is not None and _plain(found.default.text) == _plain(text)


def written(wanted: Node, found: Column) -> str:
    """Return a default as the catalogue holds it for a column."""
    return expressions.write(wanted, "" if found.type.array else found.type.name)


def same_value(value: str, found: Column) -> bool:
    """Whether a column's default is a value, given as text."""
    if found.default is None:
        return False
    kind = "" if found.type.array else found.type.name
    return found.default.text in (literals.written(value, kind), literals.number(value) or value)


def from_sequence(found: Column) -> bool:
    """Whether a column gets its numbers from a sequence."""
    return bool(found.default and found.default.text.startswith(FROM_SEQUENCE))


def _definition(text: str) -> Node | None:
    """Return the one column that a text defines, None if it is none."""
    try:
        found = syntax.statements(f"CREATE TABLE t ({text}\n)")
    except syntax.Refused:
        return None
    elements = found[0].node.get("tableElts", []) if len(found) == 1 and found[0].kind == "CreateStmt" else []
    rest = found[0].node.keys() - {"relation", "tableElts", "oncommit"}
    if len(elements) != 1 or rest:
        return None
    definition: Node | None = elements[0].get("ColumnDef")
    return definition if definition and "typeName" in definition else None


def _read(text: str, definition: Node, *, typed: bool) -> Wanted:
    said: Node = {}
    for item in constraints.attributes(definition.get("constraints", [])):
        kind = item["contype"]
        if kind in ("CONSTR_NULL", "CONSTR_NOTNULL"):
            said["nullable"] = kind == "CONSTR_NULL"
        elif kind == "CONSTR_DEFAULT":
            said["default"] = _constant(item["raw_expr"])
        elif kind == "CONSTR_GENERATED":
            said["generated"] = expressions.read(item.get("raw_expr"))
        elif kind == "CONSTR_IDENTITY":
            said["identity"] = IDENTITIES.get(item.get("generated_when", "d"), "")
        else:
            raise Unclear("it asks for a key or a CHECK: an invariant of its own does that")
    named = definition["typeName"]
    kind = typenames.read(named) if typed else None
    name = names.own(definition["colname"]).strip('"')
    return Wanted(name, text, kind, serial=typed and typenames.serial(named), **said)


def _constant(node: Node) -> Node:
    found = expressions.read(node)
    if found and found.columns:
        raise Unclear(f"{found.columns[0]} is read as a column: a text is written '{found.columns[0]}'")
    return node


def _plain(text: str) -> str:
    """Return an expression with one name for the time at which the transaction began."""
    return NOW.sub(lambda found: OTHER_NAMES.get(found[0], found[0]), text)
