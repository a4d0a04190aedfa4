"""DROP of everything, with what goes along (PostgreSQL's documentation, section 5.14, dependency tracking)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from envlint.formats.sql import alter, dependants, functions
from envlint.formats.sql.catalogue import FOREIGN, Conflict
from envlint.formats.sql.work import Unsupported

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.formats.sql.syntax import Node
    from envlint.formats.sql.work import Work

ROUTINES: Final = ("OBJECT_FUNCTION", "OBJECT_PROCEDURE", "OBJECT_ROUTINE")
NO_MATTER: Final = frozenset(
    f"OBJECT_{name}"
    for name in ("ACCESS_METHOD", "EVENT_TRIGGER", "FOREIGN_SERVER", "PUBLICATION", "STATISTIC_EXT", "RULE")
)
BY_NAME: Final = {
    "OBJECT_EXTENSION": "extension",
    "OBJECT_FOREIGN_TABLE": "foreign table",
    "OBJECT_MATVIEW": "materialized view",
    "OBJECT_SEQUENCE": "sequence",
    "OBJECT_VIEW": "view",
}


def drop(work: Work, node: Node) -> None:
    """Apply DROP."""
    kind = node["removeType"]
    optional = bool(node.get("missing_ok")) or work.lenient
    cascade = node.get("behavior") == "DROP_CASCADE"
    if kind == "OBJECT_TABLE":
        _tables(
            work, [work.named(item["List"]["items"]) for item in node["objects"]], optional=optional, cascade=cascade
        )
        return
    for item in node.get("objects", ()):
        if kind in ("OBJECT_TYPE", "OBJECT_DOMAIN"):
            _type(work, work.type_named(item["TypeName"]["names"]), optional=optional, cascade=cascade)
        elif kind == "OBJECT_INDEX":
            _index(work, work.named(item["List"]["items"]), optional=optional)
        elif kind in ROUTINES:
            functions.drop(work, item["ObjectWithArgs"], optional=optional, cascade=cascade)
        elif kind in ("OBJECT_TRIGGER", "OBJECT_POLICY"):
            _of_table(work, kind, item["List"]["items"], optional=optional)
        elif kind == "OBJECT_SCHEMA":
            _schema(work, item["String"]["sval"], optional=optional, cascade=cascade)
        elif kind in BY_NAME:
            along = [work.named(one["List"]["items"]) for one in node["objects"] if "List" in one]
            _other(work, BY_NAME[kind], item, along, optional=optional, cascade=cascade)
        elif kind not in NO_MATTER:
            raise Unsupported(f"DROP {kind.removeprefix('OBJECT_').replace('_', ' ')}")


def _tables(work: Work, wanted: list[str], *, optional: bool, cascade: bool) -> None:
    there = [name for name in wanted if name in work.catalogue.tables]
    missing = [name for name in wanted if name not in work.catalogue.tables]
    if missing and (not optional or any(map(work.catalogue.holds, missing))):
        raise Conflict(f"there is no table {missing[0]}")
    for name in there:
        dependants.loosen(work, name, cascade=cascade)
    for table in list(work.catalogue.tables.values()):
        if table.targets.isdisjoint(there) or table.name in there or table.parent in there:
            continue
        leaning = [one.name for one in table.constraints.values() if one.kind == FOREIGN and one.target in there]
        if leaning and not cascade:
            raise Conflict(f"the foreign key {leaning[0]} of {table.name} depends on what is dropped")
        if leaning:
            left = {key: one for key, one in table.constraints.items() if key not in leaning}
            work.put(replace(table, constraints=left))
    for name in there:
        if name in work.catalogue.tables:  # a partition goes with its parent
            work.remove_table(name)


def _type(work: Work, name: str, *, optional: bool, cascade: bool) -> None:
    if name not in work.catalogue.types:
        if optional:
            return
        raise Conflict(f"there is no type {name}")
    for table in list(work.catalogue.tables.values()):
        for column in [one.name for one in table.columns.values() if one.type.name == name]:
            if not cascade:
                raise Conflict(f"column {column} of {table.name} has the type {name}")
            current = work.catalogue.tables[table.name]
            dependants.loosen(work, table.name, cascade=True, column=column)
            work.put(alter.without_column(work, current, column, cascade=True))
    for table in list(work.catalogue.tables.values()):
        for left in [one for one in table.columns.values() if one.default and one.cast_from == name]:
            if not cascade:
                raise Conflict(f"the default of {table.name}.{left.name} has the type {name}")
            work.put(work.catalogue.tables[table.name].with_column(replace(left, default=None, cast_from="")))
    del work.catalogue.types[name]


def _index(work: Work, name: str, *, optional: bool) -> None:
    owner = work.catalogue.owners.get(name)
    if owner is None:
        if optional and not work.catalogue.holds(name):
            return
        raise Conflict(f"there is no index {name}")
    if owner not in work.catalogue.tables:
        work.catalogue.others.pop(("index", name), None)
    else:
        table = work.catalogue.tables[owner]
        own = name.removeprefix(table.schema)
        if own not in table.indexes:
            raise Conflict(f"{name} is the index of a constraint, which has to be dropped instead")
        work.put(replace(table, indexes={key: one for key, one in table.indexes.items() if key != own}))
    del work.catalogue.owners[name]


def _of_table(work: Work, kind: str, parts: list[Node], *, optional: bool) -> None:
    own = parts[-1]["String"]["sval"]
    name = work.named(parts[:-1])
    if name not in work.catalogue.tables:
        if optional:
            return
        raise Conflict(f"there is no table {name}")
    table = work.catalogue.tables[name]
    if kind == "OBJECT_POLICY":
        there = work.catalogue.others.pop(("policy", f"{name}.{own}"), False) is not False
    else:
        there = own in table.triggers
        work.put(replace(table, triggers={key: at for key, at in table.triggers.items() if key != own}))
    if not there and not optional:
        raise Conflict(f"table {name} has no {kind.removeprefix('OBJECT_').lower()} {own}")


def _schema(work: Work, name: str, *, optional: bool, cascade: bool) -> None:
    prefix = f"{name}."
    catalogue = work.catalogue
    if ("schema", name) not in catalogue.others and not optional:
        raise Conflict(f"there is no schema {name}")
    inside = [table for table in catalogue.tables if table.startswith(prefix)]
    if inside and not cascade:
        raise Conflict(f"the schema {name} still holds {inside[0]}")
    _tables(work, inside, optional=True, cascade=True)
    for one in [one for one in catalogue.types if one.startswith(prefix)]:
        _type(work, one, optional=True, cascade=True)
    for key in [key for key in catalogue.others if key == ("schema", name) or key[1].startswith(prefix)]:
        del catalogue.others[key]


def _other(work: Work, kind: str, item: Node, along: list[str], *, optional: bool, cascade: bool) -> None:
    name = item["String"]["sval"] if "String" in item else work.named(item["List"]["items"])
    if (kind, name) not in work.catalogue.others:
        if kind != "extension" and work.catalogue.holds(name):
            raise Conflict(f"{name} is no {kind}")
        if optional:
            return
        raise Conflict(f"there is no {kind} {name}")
    if kind == "sequence":
        work.remove_sequence(name)
        return
    if kind == "extension":
        del work.catalogue.others[kind, name]
        return
    dependants.loosen(work, name, cascade=cascade, along=along)
    dependants.remove(work, name)
