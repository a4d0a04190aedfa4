"""COMMENT ON: what the database keeps of a table, a column, a constraint, an index or a type in words."""

from __future__ import annotations

from dataclasses import replace

from envlint.formats.sql import names, usertypes
from envlint.formats.sql.catalogue import WITH_INDEX, Conflict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.formats.sql.syntax import Node
    from envlint.formats.sql.work import Work


def comment(work: Work, node: Node) -> None:
    """Apply COMMENT ON; comments on what is only known by name are passed over."""
    kind, text, thing = node["objtype"], node.get("comment", ""), node["object"]
    if kind == "OBJECT_COLUMN":
        _column(work, thing["List"]["items"], text)
    elif kind == "OBJECT_TABLE":
        table = work.catalogue.table(work.named(thing["List"]["items"]))
        work.put(replace(table, comment=text))
    elif kind == "OBJECT_TABCONSTRAINT":
        _constraint(work, thing["List"]["items"], text)
    elif kind == "OBJECT_INDEX":
        _index(work, work.named(thing["List"]["items"]), text)
    elif kind in ("OBJECT_TYPE", "OBJECT_DOMAIN"):
        one = usertypes.existing(work, thing["TypeName"]["names"])
        work.catalogue.types[one.name] = replace(one, comment=text)


def _column(work: Work, parts: list[Node], text: str) -> None:
    if len(parts) == 1:
        raise Conflict("a column's name stands behind that of its table")
    name = work.named(parts[:-1])
    if name not in work.catalogue.tables and work.catalogue.holds(name):
        return  # of a view
    table = work.catalogue.table(name)
    own = parts[-1]["String"]["sval"]
    if table.complete or own in table.columns or not work.catalogue.complete:
        column = table.column(own)
        work.put(table.with_column(replace(column, comment=text)))


def _constraint(work: Work, parts: list[Node], text: str) -> None:
    table, name = work.catalogue.table(work.named(parts[:-1])), names.own(parts[-1]["String"]["sval"])
    if name not in table.constraints:
        raise Conflict(f"table {table.name} has no constraint {name}")
    work.put(table.with_constraint(replace(table.constraints[name], comment=text)))


def _index(work: Work, name: str, text: str) -> None:
    owner = work.catalogue.owners.get(name)
    if owner is None:
        raise Conflict(f"there is no index {name}")
    if owner in work.catalogue.tables:
        table = work.catalogue.tables[owner]
        own = name.removeprefix(table.schema)
        if own in table.indexes:
            work.put(table.with_index(replace(table.indexes[own], comment=text)))
        elif table.constraints[own].kind not in WITH_INDEX:
            raise Conflict(f"there is no index {name}")
