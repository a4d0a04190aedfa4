"""What an expression says of columns: the values a CHECK lists, the literal that is a default.

The expressions are PostgreSQL's parse tree in its JSON form; a value comes with its location there.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from envlint.formats.sql.syntax import Node

EQUAL: Final = [{"String": {"sval": "="}}]
ARRAY_TEXT: Final = re.compile(r'\{(?:"?[^",{}\\]*"?(?:,"?[^",{}\\]*"?)*)?\}')


class Literal(NamedTuple):
    """A constant as text, and its location in the statement, in bytes."""

    text: str
    location: int


Lists = dict[str, tuple[Literal, ...]]


def constant(node: Node | None) -> Literal | None:
    """Return a literal, also with a cast around it; None for everything else and for NULL."""
    kind, fields = _bare(node)
    if kind != "A_Const" or fields.get("isnull"):
        return None
    location = fields.get("location", 0)
    if "sval" in fields:
        return Literal(fields["sval"].get("sval", ""), location)
    if "ival" in fields:
        return Literal(str(fields["ival"].get("ival", 0)), location)
    if "fval" in fields:
        return Literal(fields["fval"].get("fval", ""), location)
    if "boolval" in fields:
        return Literal("true" if fields["boolval"].get("boolval") else "false", location)
    return None


def lists(node: Node | None) -> Lists:
    """Return for each column the values to which an expression restricts it; a column without such a list is absent."""
    kind, fields = _bare(node)
    if kind == "A_Expr" and fields.get("name") == EQUAL:
        return _equality(fields)
    if kind == "BoolExpr" and fields.get("boolop") == "AND_EXPR":
        return _all(map(lists, fields["args"]))
    if kind == "BoolExpr" and fields.get("boolop") == "OR_EXPR":
        return _any(fields["args"])
    return {}


def _equality(fields: Node) -> Lists:
    """Read ``column IN (...)``, ``column = ANY (ARRAY[...])`` and ``column = value``."""
    column, values = _column(fields.get("lexpr")), _values(fields)
    if not column and fields["kind"] == "AEXPR_OP":
        literal = constant(fields.get("lexpr"))
        column, values = _column(fields.get("rexpr")), (literal,) if literal else None
    return {column: values} if column and values else {}


def _values(fields: Node) -> tuple[Literal, ...] | None:
    if fields["kind"] == "AEXPR_OP":
        literal = constant(fields.get("rexpr"))
        return (literal,) if literal else None
    kind, right = _bare(fields.get("rexpr"))
    if fields["kind"] == "AEXPR_IN" and kind == "List":
        return _constants(right.get("items", ()))
    if fields["kind"] == "AEXPR_OP_ANY" and kind == "A_ArrayExpr":
        return _constants(right.get("elements", ()))
    if fields["kind"] == "AEXPR_OP_ANY" and kind == "A_Const":
        return _array(constant(fields.get("rexpr")))
    return None


def _constants(nodes: Iterable[Node]) -> tuple[Literal, ...] | None:
    """Return the literals if there is nothing else."""
    found = [constant(node) for node in nodes]
    literals = tuple(literal for literal in found if literal is not None)
    return literals if len(literals) == len(found) else None


def _array(literal: Literal | None) -> tuple[Literal, ...] | None:
    """Read an array that is written as text: ``{a,b}``."""
    if literal is None or not ARRAY_TEXT.fullmatch(literal.text):
        return None
    items = literal.text[1:-1].split(",")
    return tuple(Literal(item.strip().strip('"'), literal.location) for item in items)


def _all(parts: Iterable[Lists]) -> Lists:
    """Join what holds together: a column listed twice may have the values that are in both."""
    joined: Lists = {}
    for part in parts:
        for column, values in part.items():
            allowed = {value.text for value in values}
            before = joined.get(column, values)
            joined[column] = tuple(value for value in before if value.text in allowed)
    return joined


def _any(nodes: list[Node]) -> Lists:
    """Join alternatives: a column is restricted only if each of them restricts it, or lets it be NULL."""
    joined: dict[str, list[Literal]] | None = None
    for node in nodes:
        part = _alternative(node)
        if joined is None:
            joined = {name: list(values) for name, values in part.items()}
            continue
        joined = {name: values for name, values in joined.items() if name in part}
        for name, values in joined.items():
            values += part[name]
    return {name: tuple(values) for name, values in (joined or {}).items() if name and values}


def _alternative(node: Node) -> Lists:
    kind, fields = _bare(node)
    if kind == "NullTest" and fields.get("nulltesttype") == "IS_NULL":
        return {_column(fields.get("arg")): ()}
    return lists(node)


def _column(node: Node | None) -> str:
    """Return the name of a column, also with a cast around it, else ``""``."""
    kind, fields = _bare(node)
    if kind != "ColumnRef":
        return ""
    name: str = fields["fields"][-1].get("String", {}).get("sval", "")
    return name


def _bare(node: Node | None) -> tuple[str, Node]:
    """Return kind and fields of an expression, without the casts around it."""
    while node and "TypeCast" in node:
        node = node["TypeCast"].get("arg")
    return next(iter(node.items())) if node else ("", {})
