"""CREATE INDEX (PostgreSQL 15's documentation, CREATE INDEX)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from envlint.formats.sql import expressions, names
from envlint.formats.sql.catalogue import Conflict, Expression, Index, Key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.formats.sql.catalogue import Table
    from envlint.formats.sql.syntax import Node
    from envlint.formats.sql.work import Work

# Written or not, these are what the types have by themselves; for others a name that is written says something.
OPERATORS: Final = """
array_ops bool_ops date_ops float8_ops int2_ops int4_ops int8_ops jsonb_ops numeric_ops text_ops timestamp_ops
timestamptz_ops tsvector_ops uuid_ops varchar_ops
"""
BY_THEMSELVES: Final = frozenset(OPERATORS.split())
# Where NULLs stand says nothing if it is what the direction brings along.
ORDERS: Final = {
    ("SORTBY_DESC", "SORTBY_NULLS_DEFAULT"): "DESC",
    ("SORTBY_DESC", "SORTBY_NULLS_FIRST"): "DESC",
    ("SORTBY_DESC", "SORTBY_NULLS_LAST"): "DESC NULLS LAST",
    ("SORTBY_ASC", "SORTBY_NULLS_FIRST"): "NULLS FIRST",
    ("SORTBY_DEFAULT", "SORTBY_NULLS_FIRST"): "NULLS FIRST",
}


def create(work: Work, node: Node) -> None:
    """Apply CREATE INDEX."""
    relation = work.relation(node["relation"])
    given = node.get("idxname", "")
    if ("materialized view", relation) in work.catalogue.others:
        _of_view(work, relation, given, node)
        return
    table = work.catalogue.table(relation)
    name = names.own(given) if given else _chosen(work, table, node)
    index = replace(_read(node), name=name, at=work.word(given) if given else work.at(node["relation"]))
    if table.complete:
        for column in index.reads:
            table.column(column)
    if (node.get("if_not_exists") or work.lenient) and work.catalogue.holds(table.schema + name):
        return
    work.add_index(table, name)
    work.put(table.with_index(index))


def same(work: Work, table: Table, source: Index) -> Table:
    """Return the table with an index like that of another table."""
    own = table.name.removeprefix(table.schema)
    columns = names.of_keys([{"expr": one.expression.node} for one in source.keys])
    name = work.chosen(table, own, columns, "idx", work.taken(table.schema))
    work.add_index(table, name)
    return table.with_index(replace(source, name=name, at=table.at))


def _read(node: Node) -> Index:
    return Index(
        "",
        tuple(key(item["IndexElem"]) for item in node.get("indexParams", ())),
        node.get("accessMethod", "btree"),
        bool(node.get("unique")),
        tuple(item["IndexElem"]["name"] for item in node.get("indexIncludingParams", ())),
        expressions.read(node.get("whereClause")),
        bool(node.get("nulls_not_distinct")),
    )


def key(element: Node) -> Key:
    """Return a column or an expression of an index.

    Raises:
        Conflict: it is neither.
    """
    if "name" in element:
        expression = Expression(
            element["name"], (element["name"],), {"ColumnRef": {"fields": [{"String": {"sval": element["name"]}}]}}
        )
    else:
        found = expressions.read(element.get("expr"))
        if found is None:
            raise Conflict("an index has a key without an expression")
        expression = found
    return Key(
        expression,
        ORDERS.get((element.get("ordering", ""), element.get("nulls_ordering", "")), ""),
        _operators(element),
        names.strings(element["collation"])[-1] if "collation" in element else "",
    )


def _operators(element: Node) -> str:
    name = names.strings(element["opclass"])[-1] if "opclass" in element else ""
    return "" if name in BY_THEMSELVES else name


def _chosen(work: Work, table: Table, node: Node) -> str:
    own = table.name.removeprefix(table.schema)
    parameters = [item["IndexElem"] for part in ("indexParams", "indexIncludingParams") for item in node.get(part, ())]
    return work.chosen(table, own, names.of_keys(parameters), "idx", work.taken(table.schema))


def _of_view(work: Work, view: str, given: str, node: Node) -> None:
    """Note an index of a materialized view: that it is there is all that is kept."""
    schema = names.before(view)
    parameters = [item["IndexElem"] for item in node.get("indexParams", ())]
    name = schema + (
        names.own(given)
        if given
        else names.chosen(view.removeprefix(schema), names.of_keys(parameters), "idx", work.taken(schema))
    )
    if (node.get("if_not_exists") or work.lenient) and work.catalogue.holds(name):
        return
    work.free(name)
    work.catalogue.owners[name] = view
    work.catalogue.others["index", name] = work.at(node["relation"])
