"""Which values a column may have, and what a condition says that a column must be.

The expressions are PostgreSQL's parse tree in its JSON form, as ``Expression.node`` holds it. What a migration writes,
``state IN ('a', 'b')``, and what a server says of it, ``((state)::text = ANY (ARRAY['a'::text, ...]))``, read alike.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from envlint.formats.sql.catalogue import CHECK, Type

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from envlint.core.location import Location
    from envlint.formats.sql.catalogue import Catalogue, Expression, UserType
    from envlint.formats.sql.syntax import Node

EQUAL: Final = [{"String": {"sval": "="}}]
ARRAY_TEXT: Final = re.compile(r'\{(?:"?[^",{}\\]*"?(?:,"?[^",{}\\]*"?)*)?\}')
VALUE: Final = "value"  # what the CHECK of a domain calls the value it judges
UNKNOWN: Final = Type("")
DEEPEST: Final = 32  # domains over domains


class Literal(NamedTuple):
    """A constant as text, and where the parse tree says that it stands, in bytes."""

    text: str
    location: int


class Value(NamedTuple):
    """A value that a column may have, and the place that says so, where it is known."""

    text: str
    at: Location | None


Lists = dict[str, tuple[Literal, ...]]


def allowed(catalogue: Catalogue, table: str, column: str) -> tuple[str, ...] | None:
    """Return the values that a column may have by its type and every CHECK; None if nothing lists them.

    The order is that of the first list. NULL is not among them, whether or not the column may be NULL. A table that
    is not there lists nothing.
    """
    found = values(catalogue, table, column)
    return None if found is None else tuple(value.text for value in found)


def values(catalogue: Catalogue, table: str, column: str) -> tuple[Value, ...] | None:
    """Return the values that a column may have with their places; None if nothing lists them."""
    owner = catalogue.tables.get(table)
    if owner is None:
        return None
    found: list[tuple[Value, ...]] = []
    for constraint in owner.constraints.values():
        if constraint.kind == CHECK and constraint.expression:
            found += _of_condition(constraint.expression, column, constraint.at)
    kind = owner.columns[column].type if column in owner.columns else UNKNOWN
    if not kind.array and kind.name in catalogue.types:
        found += _of_type(catalogue, catalogue.types[kind.name])
    return _common(found) if found else None


def listed(node: Node | None) -> dict[str, tuple[str, ...]]:
    """Return for each column the values that a condition demands; a column of which it lists none is absent.

    Read are ``IN``, ``= ANY (ARRAY[...])`` and ``=`` with constants, joined by ``AND`` and ``OR``; an alternative
    ``IS NULL`` does not count. What else the condition says does not make the list wrong, only longer than it need be.
    """
    return {column: tuple(dict.fromkeys(one.text for one in found)) for column, found in lists(node).items()}


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
    """Return for each column the literals to which a condition restricts it, as ``listed`` does."""
    kind, fields = _bare(node)
    if kind == "A_Expr" and fields.get("name") == EQUAL:
        return _equality(fields)
    if kind == "BoolExpr" and fields.get("boolop") == "AND_EXPR":
        return _all(map(lists, fields["args"]))
    if kind == "BoolExpr" and fields.get("boolop") == "OR_EXPR":
        return _any(fields["args"])
    return {}


def _of_condition(expression: Expression, column: str, at: Location | None) -> Iterator[tuple[Value, ...]]:
    found = lists(expression.node).get(column) if column in expression.columns else None
    if found is not None:
        yield tuple(Value(literal.text, expression.places.get(literal.location, at)) for literal in found)


def _of_type(catalogue: Catalogue, kind: UserType) -> Iterator[tuple[Value, ...]]:
    """Yield the lists of an enum, or of a domain and what it is made over."""
    for _ in range(DEEPEST):
        if kind.kind == "enum":
            places = kind.places or (kind.at,) * len(kind.values)
            yield tuple(Value(text, at or kind.at) for text, at in zip(kind.values, places, strict=False))
        for expression in kind.checks.values():
            yield from _of_condition(expression, VALUE, kind.at)
        if kind.base is None or kind.base.array or kind.base.name not in catalogue.types:
            return
        kind = catalogue.types[kind.base.name]


def _common(found: list[tuple[Value, ...]]) -> tuple[Value, ...]:
    """Return what is in every list, once, in the order of the first."""
    texts = set.intersection(*({value.text for value in part} for part in found))
    first: dict[str, Value] = {}
    for value in found[0]:
        if value.text in texts:
            first.setdefault(value.text, value)
    return tuple(first.values())


def _equality(fields: Node) -> Lists:
    """Read ``column IN (...)``, ``column = ANY (ARRAY[...])`` and ``column = value``."""
    column, found = _column(fields.get("lexpr")), _values(fields)
    if not column and fields["kind"] == "AEXPR_OP":
        literal = constant(fields.get("lexpr"))
        column, found = _column(fields.get("rexpr")), (literal,) if literal else None
    return {column: found} if column and found else {}


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
        for column, found in part.items():
            texts = {value.text for value in found}
            before = joined.get(column, found)
            joined[column] = tuple(value for value in before if value.text in texts)
    return joined


def _any(nodes: list[Node]) -> Lists:
    """Join alternatives: a column is restricted only if each of them restricts it, or lets it be NULL."""
    joined: dict[str, list[Literal]] | None = None
    for node in nodes:
        part = _alternative(node)
        if joined is None:
            joined = {name: list(found) for name, found in part.items()}
            continue
        joined = {name: found for name, found in joined.items() if name in part}
        for name, found in joined.items():
            found += part[name]
    return {name: tuple(found) for name, found in (joined or {}).items() if name and found}


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
