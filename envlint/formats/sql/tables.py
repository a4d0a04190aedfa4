"""CREATE TABLE and what it is made of (PostgreSQL 15's documentation, CREATE TABLE)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from envlint.formats.sql import constraints, dependants, expressions, indexes, names, typenames
from envlint.formats.sql.catalogue import (
    CHECK,
    PRIMARY,
    UNIQUE,
    WITH_INDEX,
    Column,
    Conflict,
    Constraint,
    Expression,
    Table,
)
from envlint.formats.sql.changes import changed
from envlint.formats.sql.work import Unsupported

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.formats.sql.catalogue import Type
    from envlint.formats.sql.syntax import Node
    from envlint.formats.sql.work import Work

LIKE: Final = {"comments": 1, "constraints": 4, "defaults": 8, "generated": 16, "identity": 32, "indexes": 64}
MOST_COLUMNS: Final = 1600
OF_COLUMN: Final = ("CONSTR_NULL", "CONSTR_NOTNULL", "CONSTR_DEFAULT", "CONSTR_GENERATED", "CONSTR_IDENTITY")
IDENTITIES: Final = {"a": "always", "d": "by default"}


def create(work: Work, node: Node) -> None:
    """Apply CREATE TABLE."""
    relation = node["relation"]
    name = work.relation(relation)
    temporary = relation.get("relpersistence") == "t"
    if (node.get("if_not_exists") or work.lenient) and work.catalogue.holds(name):
        return
    work.free(name)
    table = Table(name, temporary=temporary, complete=work.catalogue.complete, at=work.at(relation))
    if "ofTypename" in node:
        raise Unsupported("CREATE TABLE OF, whose columns are those of a type")
    for parent in node.get("inhRelations", ()):
        table = _inherited(work, table, parent["RangeVar"], partition="partbound" in node)
    pending: list[tuple[Node, str]] = []
    for element in node.get("tableElts", ()):
        kind, fields = next(iter(element.items()))
        if kind == "ColumnDef":
            made, found = column(work, table, fields)
            table.columns[made.name] = made  # nobody else has the table yet
            pending += [(item, fields["colname"]) for item in found]
        elif kind == "TableLikeClause":
            table = _like(work, table, fields)
        else:
            pending.append((fields, ""))
    pending += [(item["Constraint"], "") for item in node.get("constraints", ())]
    work.put(_constrained(work, table, pending))


def _constrained(work: Work, table: Table, pending: list[tuple[Node, str]]) -> Table:
    """Add constraints in the order in which PostgreSQL makes them. A key that is written twice is made once."""
    pending.sort(key=lambda item: constraints.ORDER.get(constraints.KINDS.get(item[0]["contype"], ""), 9))
    keys: list[tuple[str, ...]] = []
    own = dict(table.constraints)
    table = replace(table, constraints=own)
    for item, written_at in pending:
        if item["contype"] in ("CONSTR_PRIMARY", "CONSTR_UNIQUE"):
            columns = tuple(names.strings(item.get("keys", [])) or [written_at])
            if columns in keys and "conname" not in item:
                continue
            keys.append(columns)
        if item["contype"] == constraints.NOT_NULL:
            table = constraints.not_null(table, tuple(names.strings(item["keys"])))
            continue
        table, constraint = constraints.made(work, table, item, written_at)
        own[constraint.name] = constraint
    return table


def column(work: Work, table: Table, node: Node) -> tuple[Column, list[Node]]:
    """Return a column that a table gets, and the constraints that are still to be added."""
    name = node["colname"].encode()[: names.LONGEST].decode(errors="ignore")
    if name in table.columns and not table.parent and work.catalogue.complete:
        raise Conflict(f"table {table.name} has a column {name} already")
    if len(table.columns) >= MOST_COLUMNS:
        raise Conflict(f"table {table.name} has {MOST_COLUMNS} columns, and there can be no more")
    at = work.at(node)
    made = Column(name, typed(work, node["typeName"]), at=at, made_at=at, last_line=_last_line(work, node))
    if typenames.serial(node["typeName"]):
        sequence = _sequence(work, table, name)
        made = changed(made, nullable=False, default=Expression(f"nextval('{sequence}')"), default_at=made.at)
    later = []
    for item in constraints.attributes(node.get("constraints", [])):
        if item["contype"] in OF_COLUMN:
            made = attribute(work, table, made, item)
        else:
            later.append(item)
    return made, later


def _last_line(work: Work, node: Node) -> int:
    """Return the line of what stands last in a column's definition, as far as the parse tree knows."""
    last, pending = 0, [node.get("constraints", (node.get("typeName"),))[-1]]
    while pending:
        item: object = pending.pop()
        if isinstance(item, dict):
            last = max(last, item.get("location", 0), item.get("rexpr_list_end", 0), item.get("list_end", 0))
            pending += item.values()
        elif isinstance(item, list):
            pending += item
    at = work.at({"location": last})
    return at.line if at else 0


def typed(work: Work, named: Node) -> Type:
    """Return the type that a TypeName means, a type of the project's under its full name."""
    if "pct_type" in named:
        raise Unsupported("a type taken from another column with %TYPE")
    found = typenames.read(named)
    parts = names.strings(named["names"])
    if len(parts) == 1:
        own = work.type_named(named["names"])
        if own in work.catalogue.types:
            return replace(found, name=own)
        _known(work, found.name, parts[0])
    return found


def _known(work: Work, name: str, written: str) -> None:
    """Make sure that there is a type, as far as no extension can have brought it along."""
    if not work.catalogue.complete:
        return
    if written in typenames.BUILT_IN or written in typenames.SERIAL or work.catalogue.holds(name):
        return
    if written not in typenames.FULL and not any(kind == "extension" for kind, _ in work.catalogue.others):
        raise Conflict(f"there is no type {name}")


def attribute(work: Work, table: Table, made: Column, item: Node) -> Column:
    """Return the column with what is written behind it, as far as that is no constraint of its own."""
    kind = item["contype"]
    if kind == "CONSTR_NOTNULL":
        return changed(made, nullable=False)
    if kind == "CONSTR_DEFAULT":
        return default(work, made, item.get("raw_expr"), item)
    if kind == "CONSTR_GENERATED":
        return changed(made, generated=expressions.read(item.get("raw_expr")), default_at=work.at(item))
    if kind == "CONSTR_IDENTITY":
        _sequence(work, table, made.name)
        return changed(made, nullable=False, identity=IDENTITIES.get(item.get("generated_when", "d"), ""))
    return made


def default(work: Work, made: Column, node: Node | None, item: Node | None = None) -> Column:
    """Return the column with a default; one of NULL is none."""
    kind = "" if made.type.array else made.type.name
    if made.identity or made.generated:
        raise Conflict(f"column {made.name} has values of its own and no default")
    expression = expressions.placed(work, node, kind)
    if expression and expression.text == "NULL":
        expression = None
    return changed(made, default=expression, default_at=work.at(item) if expression else None, cast_from="")


def _sequence(work: Work, table: Table, column_name: str) -> str:
    own = table.name.removeprefix(table.schema)
    name = table.schema + work.chosen(table, own, [column_name], "seq", work.taken(table.schema))
    work.catalogue.others["sequence", name] = work.at(None)
    work.catalogue.sequences[name] = (table.name, column_name)
    return name


def _inherited(work: Work, table: Table, parent: Node, *, partition: bool) -> Table:
    source = work.catalogue.table(work.relation(parent))
    if partition:
        table = replace(table, parent=source.name)
    columns = {**table.columns, **{name: replace(one, comment="", at=table.at) for name, one in source.columns.items()}}
    checks = {one.name: one for one in source.constraints.values() if one.kind == CHECK}
    return replace(table, columns=columns, constraints={**table.constraints, **checks})


def _like(work: Work, table: Table, node: Node) -> Table:
    source = work.catalogue.table(work.relation(node["relation"]))
    wanted = {name for name, bit in LIKE.items() if node.get("options", 0) & bit}
    for one in source.columns.values():
        table = table.with_column(_alike(work, table, one, wanted))
    for constraint in source.constraints.values():
        if constraint.kind == CHECK and "constraints" in wanted:
            table = table.with_constraint(changed(constraint, validated=True, at=table.at))
        elif constraint.kind in WITH_INDEX and "indexes" in wanted:
            table = _same_key(work, table, constraint)
    if "indexes" in wanted:
        for index in source.indexes.values():
            table = indexes.same(work, table, index)
    return table


def _alike(work: Work, table: Table, one: Column, wanted: set[str]) -> Column:
    made = Column(one.name, one.type, one.nullable, at=table.at)
    if "defaults" in wanted:
        made = changed(made, default=one.default, default_at=table.at)
    if "generated" in wanted:
        made = changed(made, generated=one.generated)
    if "comments" in wanted:
        made = changed(made, comment=one.comment)
    if one.identity and "identity" in wanted:
        _sequence(work, table, one.name)
        made = changed(made, identity=one.identity)
    return made


def _same_key(work: Work, table: Table, source: Constraint) -> Table:
    own = table.name.removeprefix(table.schema)
    columns = [] if source.kind == PRIMARY else list(source.columns)
    label = constraints.LABELS.get(source.kind, UNIQUE)
    name = work.chosen(table, own, columns, label, work.taken(table.schema, constraint=True))
    work.add_index(table, name)
    return table.with_constraint(replace(source, name=name, at=table.at))


def from_query(work: Work, node: Node) -> None:
    """Apply CREATE TABLE AS and CREATE MATERIALIZED VIEW: there is a relation, and its columns are not known."""
    relation = node["into"]["rel"]
    name = work.relation(relation)
    if (node.get("if_not_exists") or work.lenient) and work.catalogue.holds(name):
        return
    work.free(name)
    if node.get("objtype") == "OBJECT_MATVIEW":
        work.catalogue.views[name] = dependants.view(work, node["query"])
        work.catalogue.others["materialized view", name] = work.at(relation)
        return
    temporary = relation.get("relpersistence") == "t"
    work.put(Table(name, temporary=temporary, complete=False, at=work.at(relation)))
    if not temporary:
        raise Unsupported(f"CREATE TABLE AS: the columns of {name} are those of a query")
