"""ALTER ... RENAME and SET SCHEMA: what has a name keeps it where others speak of it (PostgreSQL's ALTER TABLE)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from envlint.formats.sql import columns, dependants, names
from envlint.formats.sql.catalogue import (
    WITH_INDEX,
    Conflict,
    Expression,
    Table,
)
from envlint.formats.sql.constraints import NAME_OF_NOT_NULL
from envlint.formats.sql.work import Unsupported

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.formats.sql.syntax import Node
    from envlint.formats.sql.work import Work

OTHERS: Final = {
    "OBJECT_FOREIGN_TABLE": "foreign table",
    "OBJECT_MATVIEW": "materialized view",
    "OBJECT_VIEW": "view",
}


def rename(work: Work, node: Node) -> None:
    """Apply a statement that gives something another name."""
    kind, new = node["renameType"], names.own(node["newname"])
    if kind in ("OBJECT_TYPE", "OBJECT_DOMAIN"):
        old = work.type_named(node["object"]["List"]["items"])
        _type(work, old, names.before(old) + new)
    elif kind == "OBJECT_FUNCTION":
        _function(work, node["object"]["ObjectWithArgs"], new)
    elif kind == "OBJECT_SCHEMA":
        _schema(work, node["subname"], new)
    elif kind in ("OBJECT_ROLE", "OBJECT_DATABASE", "OBJECT_TABLESPACE"):
        return
    elif "relation" not in node:
        raise Unsupported(f"ALTER {kind.removeprefix('OBJECT_').replace('_', ' ')} RENAME")
    else:
        _of_relation(work, node, kind, new)


def _of_relation(work: Work, node: Node, kind: str, new: str) -> None:
    name = work.relation(node["relation"])
    if not work.catalogue.holds(name):
        if node.get("missing_ok") or node["relation"].get("relpersistence") == "t":
            return
        raise Conflict(f"there is no relation {name}")
    target = names.before(name) + new
    if name not in work.catalogue.tables:
        if kind in ("OBJECT_COLUMN", "OBJECT_ATTRIBUTE"):
            return  # of a view
        _other(work, name, target)
        return
    table = work.catalogue.tables[name]
    if kind == "OBJECT_TABLE":
        move(work, table, target)
    elif kind == "OBJECT_COLUMN":
        columns.rename(work, table, node["subname"], node["newname"])
    elif kind == "OBJECT_TABCONSTRAINT":
        _constraint(work, table, names.own(node["subname"]), new)
    elif kind == "OBJECT_TRIGGER":
        if node["subname"] not in table.triggers:
            raise Conflict(f"table {name} has no trigger {node['subname']}")
        work.put(
            replace(table, triggers={new if key == node["subname"] else key: at for key, at in table.triggers.items()})
        )
    elif kind == "OBJECT_POLICY":
        work.catalogue.others["policy", f"{name}.{new}"] = work.catalogue.others.pop(
            ("policy", f"{name}.{node['subname']}"), None
        )
    else:
        raise Unsupported(f"ALTER {kind.removeprefix('OBJECT_').replace('_', ' ')} RENAME")


def move(work: Work, table: Table, target: str) -> None:
    """Give a table another name, or another schema, and tell those that refer to it."""
    catalogue, old = work.catalogue, table.name
    work.free(target)
    del catalogue.tables[old]
    moved = replace(table, name=target)
    work.count(table, -1)
    dependants.renamed(work, old, target)
    for one in list(catalogue.tables.values()):
        if old in one.targets or one.parent == old:
            parent = target if one.parent == old else one.parent
            work.put(replace(_retargeted(one, old, target), parent=parent))
    work.put(_retargeted(moved, old, target))
    for index in [index for index, owner in catalogue.owners.items() if owner == old]:
        del catalogue.owners[index]
        catalogue.owners[moved.schema + index.removeprefix(table.schema)] = target
    for sequence, (owner, own) in list(catalogue.sequences.items()):
        if owner == old:
            catalogue.sequences[sequence] = (target, own)
            if moved.schema != table.schema:
                _sequence(work, sequence, moved.schema + sequence.removeprefix(table.schema))
    for key in [key for key in catalogue.others if key[0] == "policy" and key[1].startswith(f"{old}.")]:
        catalogue.others["policy", target + key[1].removeprefix(old)] = catalogue.others.pop(key)


def _retargeted(table: Table, old: str, new: str) -> Table:
    found = {key: replace(one, target=new) if one.target == old else one for key, one in table.constraints.items()}
    return replace(table, constraints=found)


def _constraint(work: Work, table: Table, old: str, new: str) -> None:
    if old not in table.constraints and NAME_OF_NOT_NULL.search(old):
        return
    if old not in table.constraints:
        raise Conflict(f"table {table.name} has no constraint {old}")
    if new in table.constraints:
        raise Conflict(f"table {table.name} has a constraint {new} already")
    if table.constraints[old].kind in WITH_INDEX:
        work.add_index(table, new)
        work.forget_indexes(table, [old])
    found = {
        new if key == old else key: replace(one, name=new) if key == old else one
        for key, one in table.constraints.items()
    }
    work.put(replace(table, constraints=found))


def _other(work: Work, name: str, target: str) -> None:
    """Give an index, a sequence or a view another name."""
    catalogue = work.catalogue
    work.free(target)
    if ("sequence", name) in catalogue.others:
        _sequence(work, name, target)
        return
    for kind in OTHERS.values():
        if (kind, name) in catalogue.others:
            catalogue.others[kind, target] = catalogue.others.pop((kind, name))
            dependants.renamed(work, name, target)
            for index in [key for key, owner in catalogue.owners.items() if owner == name]:
                catalogue.owners[index] = target
            return
    owner = catalogue.owners[name]
    if owner not in catalogue.tables:
        catalogue.owners[target] = catalogue.owners.pop(name)
        catalogue.others["index", target] = catalogue.others.pop(("index", name), None)
        return
    table = catalogue.tables[owner]
    old, new = name.removeprefix(table.schema), target.removeprefix(table.schema)
    if old in table.constraints:
        _constraint(work, table, old, new)
        return
    catalogue.owners[target] = catalogue.owners.pop(name)
    found = {
        new if key == old else key: replace(one, name=new) if key == old else one for key, one in table.indexes.items()
    }
    work.put(replace(table, indexes=found))


def _sequence(work: Work, name: str, target: str) -> None:
    catalogue = work.catalogue
    catalogue.others["sequence", target] = catalogue.others.pop(("sequence", name), None)
    if name in catalogue.sequences:
        catalogue.sequences[target] = catalogue.sequences.pop(name)
    before, after = f"nextval('{name}')", Expression(f"nextval('{target}')")
    for table in list(catalogue.tables.values()):
        using = [one for one in table.columns.values() if one.default and one.default.text == before]
        for one in using:
            work.put(catalogue.tables[table.name].with_column(replace(one, default=after)))


def _type(work: Work, old: str, new: str) -> None:
    catalogue = work.catalogue
    if old not in catalogue.types:
        if old in catalogue.tables:
            raise Unsupported("ALTER TYPE RENAME of a table's type")
        raise Conflict(f"there is no type {old}")
    if new in catalogue.types:
        raise Conflict(f"there is a type {new} already")
    catalogue.types[new] = replace(catalogue.types.pop(old), name=new)
    for table in list(catalogue.tables.values()):
        if any(one.type.name == old for one in table.columns.values()):
            columns = {
                key: replace(one, type=replace(one.type, name=new)) if one.type.name == old else one
                for key, one in table.columns.items()
            }
            work.put(replace(table, columns=columns))


def _function(work: Work, item: Node, new: str) -> None:
    name = work.named(item["objname"], lambda _name: False)
    there = [key for key in work.catalogue.others if key[0] == "function" and key[1].partition("(")[0] == name]
    if len(there) != 1:
        raise Unsupported("ALTER FUNCTION RENAME of one among several, or of one that is not followed")
    at = work.catalogue.others.pop(there[0])
    _, bracket, arguments = there[0][1].partition("(")
    renamed = names.before(name) + new + bracket + arguments
    work.catalogue.others["function", renamed] = at
    for table in list(work.catalogue.tables.values()):
        if any(one.function == there[0][1] for one in table.triggers.values()):
            found = {
                key: replace(one, function=renamed) if one.function == there[0][1] else one
                for key, one in table.triggers.items()
            }
            work.put(replace(table, triggers=found))


def _schema(work: Work, old: str, new: str) -> None:
    del work
    raise Unsupported(f"ALTER SCHEMA {old} RENAME TO {new}")


def set_schema(work: Work, node: Node) -> None:
    """Apply ALTER ... SET SCHEMA to a table or a type."""
    kind, schema = node["objectType"], node["newschema"]
    if kind == "OBJECT_TABLE":
        name = work.relation(node["relation"])
        if name not in work.catalogue.tables and node.get("missing_ok"):
            return
        table = work.catalogue.table(name)
        move(work, table, names.qualified(schema, table.name.removeprefix(table.schema)))
    elif kind in ("OBJECT_TYPE", "OBJECT_DOMAIN"):
        old = work.type_named(node["object"]["List"]["items"])
        _type(work, old, names.qualified(schema, old.rpartition(".")[2]))
    elif kind != "OBJECT_EXTENSION":
        raise Unsupported(f"ALTER {kind.removeprefix('OBJECT_').replace('_', ' ')} SET SCHEMA")
