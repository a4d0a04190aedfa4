"""The catalogue of a running PostgreSQL: what the server's answer to ``question.QUESTION`` means."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from envlint.formats.sql import expressions, names, syntax, typenames
from envlint.formats.sql.catalogue import (
    CHECK,
    EXCLUSION,
    FOREIGN,
    PRIMARY,
    UNIQUE,
    Catalogue,
    Column,
    Constraint,
    Expression,
    Index,
    Key,
    Table,
    Trigger,
    Type,
    UserType,
)
from envlint.formats.sql.constraints import ACTIONS, MATCHES
from envlint.formats.sql.functions import signature

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Row = list[Any]
    Answer = dict[str, list[Row]]

ALIKE: Final = 4096  # texts of types and defaults are few, and come back with most tables
KINDS: Final = {"p": PRIMARY, "u": UNIQUE, "f": FOREIGN, "c": CHECK, "x": EXCLUSION}
IDENTITIES: Final = {"a": "always", "d": "by default"}
# pg_index.indoption: bit 1 is descending, bit 2 is NULLs first.
ORDERS: Final = {0: "", 1: "DESC NULLS LAST", 2: "NULLS FIRST", 3: "DESC"}
RELATIONS: Final = {"v": "view", "m": "materialized view", "S": "sequence", "f": "foreign table", "i": "index"}


def read(answer: Answer) -> Catalogue:
    """Return the catalogue that an answer to ``QUESTION`` describes."""
    rows = {part: found or [] for part, found in answer.items()}
    catalogue = Catalogue()
    for schema, name, comment, parent in rows["tables"]:
        key = names.qualified(schema, name)
        catalogue.tables[key] = Table(key, comment=comment or "", parent=names.qualified(*parent) if parent else "")
    columns = {key: dict(table.columns) for key, table in catalogue.tables.items()}
    for schema, table, *column in rows["columns"]:
        made = _column(column)
        columns[names.qualified(schema, table)][made.name] = made
    held: dict[str, dict[str, dict[str, Any]]] = {key: {"c": {}, "i": {}, "t": {}} for key in catalogue.tables}
    for schema, table, *constraint in rows["constraints"]:
        made_of = _constraint(constraint)
        held[names.qualified(schema, table)]["c"][made_of.name] = made_of
    for schema, table, *index in rows["indexes"]:
        key = names.qualified(schema, table)
        if key in held:
            entry = _index(index)
            held[key]["i"][entry.name] = entry
        else:  # of a materialized view
            catalogue.others["index", names.qualified(schema, index[0])] = None
    for schema, table, trigger in rows["triggers"]:
        held[names.qualified(schema, table)]["t"][trigger] = Trigger("")
    for key, table in catalogue.tables.items():
        parts = held[key]
        catalogue.tables[key] = Table(
            key, columns[key], parts["c"], parts["i"], parts["t"], table.parent, comment=table.comment
        )
    _rest(catalogue, rows)
    return catalogue


def _rest(catalogue: Catalogue, rows: Answer) -> None:
    for schema, name, kind, labels, base, checks, comment in rows["types"]:
        key = names.qualified(schema, name)
        catalogue.types[key] = UserType(
            key,
            {"e": "enum", "d": "domain", "c": "composite", "r": "range"}[kind],
            tuple(labels or ()),
            _type(base) if base else None,
            {label: _expression(text) or Expression("") for label, text in (checks or {}).items()},
            comment or "",
        )
    for kind, schema, name in rows["others"]:
        catalogue.others[RELATIONS[kind], names.qualified(schema, name)] = None
    for schema, name, arguments in rows["functions"]:
        key = signature(names.qualified(schema, name), [str(_type(argument)) for argument in arguments or ()])
        catalogue.others["function", key] = None
    for schema, table, policy in rows["policies"]:
        catalogue.others["policy", f"{names.qualified(schema, table)}.{policy}"] = None
    for kind, name in rows["named"]:
        catalogue.others[kind, name] = None


def _column(row: Row) -> Column:
    name, kind, not_null, default, generated, identity, comment = row
    read_type = _type(kind)
    expression = _expression(default, "" if read_type.array else read_type.name)
    if expression and expression.text == "NULL":  # kept where a length had to be applied to it
        expression = None
    return Column(
        name,
        read_type,
        not not_null,
        None if generated else expression,
        expression if generated else None,
        IDENTITIES.get(identity, ""),
        comment or "",
    )


def _constraint(row: Row) -> Constraint:
    name, kind, columns, target_schema, target, target_columns, on_delete, on_update, match, *rest = row
    deferrable, deferred, validated, expression, nulls, included, keys, operators, comment = rest
    said = "DEFERRABLE INITIALLY DEFERRED" if deferred else "DEFERRABLE" if deferrable else ""
    foreign = kind == "f"
    return Constraint(
        names.own(name),
        KINDS[kind],
        () if kind in "cx" else tuple(columns or ()),
        _expression(expression),
        names.qualified(target_schema, target) if foreign else "",
        tuple(target_columns or ()) if foreign else (),
        ACTIONS.get(on_delete, "") if foreign else "",
        ACTIONS.get(on_update, "") if foreign else "",
        MATCHES.get(match, "") if foreign else "",
        tuple(included or ()),
        tuple(_expression(key) or Expression("") for key in keys or ()),
        tuple(operators or ()),
        said,
        nulls == "true",
        validated,
        comment or "",
    )


def _index(row: Row) -> Index:
    name, method, unique, keys, included, operators, collations, options, predicate, nulls, comment, _ = row
    parts = [
        Key(_expression(text) or Expression(""), ORDERS[option & 3], operator, collation)
        for text, operator, collation, option in zip(keys, operators, collations, options, strict=False)
    ]
    return Index(
        names.own(name),
        tuple(parts),
        method,
        unique,
        tuple(included or ()),
        _expression(predicate),
        nulls == "true",
        comment or "",
    )


def _parsed(text: str) -> syntax.Node | None:
    """Return an expression's node; None for what a newer server may write and the parser does not know."""
    try:
        targets = syntax.statements(f"SELECT {text}")[0].node["targetList"]
        node: syntax.Node = targets[0]["ResTarget"]["val"]
    except (syntax.Refused, KeyError, IndexError):
        return None
    return node


@lru_cache(maxsize=ALIKE)
def _expression(text: str | None, of: str = "") -> Expression | None:
    if not text:
        return None
    node = _parsed(text)
    return expressions.read(node, of) if node else Expression(text)


@lru_cache(maxsize=ALIKE)
def _type(text: str) -> Type:
    node = _parsed(f"NULL::{text}")
    return typenames.read(node["TypeCast"]["typeName"]) if node and "TypeCast" in node else Type(text)
