"""Constraints: how they are written, the names they get, and what hangs on them.

Source: PostgreSQL 15's documentation, CREATE TABLE; src/backend/parser/parse_utilcmd.c.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from envlint.formats.sql import expressions, indexes, names, typenames
from envlint.formats.sql.catalogue import (
    CHECK,
    EXCLUSION,
    FOREIGN,
    PRIMARY,
    UNIQUE,
    WITH_INDEX,
    Conflict,
    Constraint,
)
from envlint.formats.sql.changes import changed
from envlint.formats.sql.work import Unsupported

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.formats.sql.catalogue import Table
    from envlint.formats.sql.syntax import Node
    from envlint.formats.sql.work import Work

KINDS: Final = {
    "CONSTR_PRIMARY": PRIMARY,
    "CONSTR_UNIQUE": UNIQUE,
    "CONSTR_FOREIGN": FOREIGN,
    "CONSTR_CHECK": CHECK,
    "CONSTR_EXCLUSION": EXCLUSION,
}
LABELS: Final = {PRIMARY: "pkey", UNIQUE: "key", EXCLUSION: "excl", FOREIGN: "fkey", CHECK: "check"}
ACTIONS: Final = {"a": "", "r": "RESTRICT", "c": "CASCADE", "n": "SET NULL", "d": "SET DEFAULT"}
MATCHES: Final = {"s": "", "f": "FULL", "p": "PARTIAL"}
NOT_NULL: Final = "CONSTR_NOTNULL"
NAME_OF_NOT_NULL: Final = re.compile(r"_not_null[0-9]*$")  # PostgreSQL 18 gives constraints of this kind such names
ORDER: Final = {CHECK: 0, PRIMARY: 1, UNIQUE: 2, EXCLUSION: 2, FOREIGN: 3}  # in which CREATE TABLE makes them


def add(work: Work, table: Table, node: Node, column: str = "") -> Table:
    """Return the table with the constraint of a node, ``column`` being the one it is written at."""
    if "indexname" in node:
        return _from_index(work, table, node, _kind(node))
    if node["contype"] == NOT_NULL:
        return not_null(table, tuple(names.strings(node["keys"])))
    table, constraint = made(work, table, node, column)
    return table.with_constraint(constraint)


def made(work: Work, table: Table, node: Node, column: str = "") -> tuple[Table, Constraint]:
    """Return a constraint that is no index yet, and the table as it has to be for it."""
    kind = _kind(node)
    constraint = _read(work, table, node, kind, column)
    if kind == PRIMARY and work.catalogue.complete and any(one.kind == PRIMARY for one in table.constraints.values()):
        raise Conflict(f"table {table.name} has a primary key already")
    constraint = _named(work, table, constraint, node)
    if kind == PRIMARY:
        table = not_null(table, constraint.columns)
    if kind in WITH_INDEX:
        work.add_index(table, constraint.name)
    return table, constraint


def _kind(node: Node) -> str:
    kind = KINDS.get(node["contype"])
    if kind is None:
        raise Unsupported(f"constraints of the kind {node['contype'].removeprefix('CONSTR_').lower()}")
    return kind


def _read(work: Work, table: Table, node: Node, kind: str, column: str) -> Constraint:
    keys = names.strings(node.get("fk_attrs" if kind == FOREIGN else "keys", []))
    columns = tuple(keys or ([column] if column and kind != CHECK else []))
    constraint = Constraint(
        node.get("conname", ""),
        kind,
        columns,
        included=tuple(names.strings(node.get("including", []))),
        deferrable=deferrable(node),
        nulls_not_distinct=bool(node.get("nulls_not_distinct")),
        validated=kind not in (CHECK, FOREIGN) or not node.get("skip_validation"),
        at=work.at(node),
    )
    if kind == CHECK:
        expression = expressions.placed(work, node.get("raw_expr"))
        constraint = changed(constraint, expression=expression)
    elif kind == FOREIGN:
        constraint = _foreign(work, table, node, constraint)
    elif kind == EXCLUSION:
        constraint = _exclusion(node, constraint)
    for name in constraint.reads:
        table.column(name)
    if kind in WITH_INDEX and len(set(columns)) < len(columns):
        raise Conflict(f"a key of {table.name} names a column twice")
    return constraint


def _foreign(work: Work, table: Table, node: Node, constraint: Constraint) -> Constraint:
    target = work.relation(node["pktable"])
    other = table if target == table.name else work.catalogue.table(target)
    columns = tuple(names.strings(node.get("pk_attrs", []))) or _primary(other)
    for name in columns:
        other.column(name)
    if other.complete and not _unique(other, columns):
        raise Conflict(f"no key of {other.name} is on {', '.join(columns)}, to which a foreign key refers")
    if len(columns) != len(constraint.columns) and (columns or other.complete):
        raise Conflict(f"the foreign key of {table.name} names other numbers of columns on its two sides")
    for ours, theirs in zip(constraint.columns, columns, strict=False):
        one, two = table.column(ours).type, other.column(theirs).type
        if not typenames.comparable(one, two):
            raise Conflict(
                f"{table.name}.{ours} is of the type {one}, and {other.name}.{theirs}, to which it refers, {two}"
            )
    return changed(
        constraint,
        target=target,
        target_columns=columns,
        on_delete=ACTIONS.get(node.get("fk_del_action", "a"), ""),
        on_update=ACTIONS.get(node.get("fk_upd_action", "a"), ""),
        match=MATCHES.get(node.get("fk_matchtype", "s"), ""),
    )


def _unique(table: Table, columns: tuple[str, ...]) -> bool:
    """Whether a foreign key may refer to these columns."""
    keys = [one.columns for one in table.constraints.values() if one.kind in (PRIMARY, UNIQUE)]
    keys += [
        tuple(key.expression.text for key in one.keys)
        for one in table.indexes.values()
        if one.unique and one.predicate is None
    ]
    return any(sorted(key) == sorted(columns) for key in keys)


def _exclusion(node: Node, constraint: Constraint) -> Constraint:
    keys, operators = [], []
    for item in node.get("exclusions", ()):
        element, operator = item["List"]["items"]
        keys.append(indexes.key(element["IndexElem"]).expression)
        operators.append(names.strings(operator["List"]["items"])[-1])
    predicate = expressions.read(node.get("where_clause"))
    return changed(constraint, keys=tuple(keys), operators=tuple(operators), expression=predicate)


def _primary(table: Table) -> tuple[str, ...]:
    for constraint in table.constraints.values():
        if constraint.kind == PRIMARY:
            return constraint.columns
    if not table.complete:
        return ()
    raise Conflict(f"table {table.name} has no primary key to refer to")


def _named(work: Work, table: Table, constraint: Constraint, node: Node) -> Constraint:
    if constraint.name:
        name = names.own(constraint.name)
        if name in table.constraints and work.catalogue.complete:
            raise Conflict(f"table {table.name} has a constraint {name} already")
        return changed(constraint, name=name)
    own = table.name.removeprefix(table.schema)
    columns, label = list(constraint.columns), LABELS[constraint.kind]
    if constraint.kind == PRIMARY:
        columns = []
    elif constraint.kind == CHECK and constraint.expression:
        reads = constraint.expression.columns
        columns = list(reads) if len(reads) == 1 else []
    elif constraint.kind == EXCLUSION:
        columns = names.of_keys([item["List"]["items"][0]["IndexElem"] for item in node["exclusions"]])
    elif constraint.kind == UNIQUE:
        columns += constraint.included
    own_names = table.constraints
    if constraint.kind in WITH_INDEX:
        taken = work.taken(table.schema, constraint=True)
    else:
        taken = work.taken_by_constraint(table.schema)
    name = work.chosen(table, own, columns, label, lambda name: name in own_names or taken(name))
    return changed(constraint, name=name)


def _from_index(work: Work, table: Table, node: Node, kind: str) -> Table:
    """Turn an index into a constraint, which gives it its name."""
    index = table.indexes.get(names.own(node["indexname"]))
    if index is None:
        raise Conflict(f"table {table.name} has no index {node['indexname']}")
    if not index.unique or index.predicate or any("ColumnRef" not in key.expression.node for key in index.keys):
        raise Conflict(f"{index.name} is no unique index on columns alone, of all rows")
    name = names.own(node.get("conname", index.name))
    left = {key: value for key, value in table.indexes.items() if key != index.name}
    work.forget_indexes(table, [index.name])
    table = replace(table, indexes=left)
    work.add_index(table, name)
    if kind == PRIMARY:
        table = not_null(table, index.columns)
    return table.with_constraint(
        Constraint(
            name,
            kind,
            index.columns,
            included=index.included,
            deferrable=deferrable(node),
            nulls_not_distinct=index.nulls_not_distinct,
            at=work.at(node),
        )
    )


def not_null(table: Table, columns: tuple[str, ...]) -> Table:
    """Return the table with columns that cannot be NULL."""
    for name in columns:
        table = table.with_column(replace(table.column(name), nullable=False))
    return table


def deferrable(node: Node) -> str:
    """Return when a constraint is checked, in SQL; empty where it is at once."""
    if node.get("initdeferred"):
        return "DEFERRABLE INITIALLY DEFERRED"
    return "DEFERRABLE" if node.get("deferrable") else ""


def attributes(items: list[Node]) -> list[Node]:
    """Return a column's constraints, with what stands behind one, as DEFERRABLE does, taken into it."""
    found: list[Node] = []
    for item in items:
        node = dict(item["Constraint"])
        kind = node["contype"]
        if kind == "CONSTR_ATTR_DEFERRABLE" and found:
            found[-1]["deferrable"] = True
        elif kind == "CONSTR_ATTR_DEFERRED" and found:
            found[-1].update(deferrable=True, initdeferred=True)
        elif not kind.startswith("CONSTR_ATTR_"):
            found.append(node)
    return found
