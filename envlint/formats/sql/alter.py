"""ALTER TABLE (PostgreSQL 15's documentation, ALTER TABLE)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from envlint.formats.sql import constraints, dependants, expressions, leaning, names, tables
from envlint.formats.sql.catalogue import PRIMARY, Conflict
from envlint.formats.sql.work import Unsupported

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from envlint.formats.sql.catalogue import Table
    from envlint.formats.sql.syntax import Node
    from envlint.formats.sql.work import Work

    Command = Callable[[Work, Table, Node], Table]

# They change how rows are kept, who may see them or what fires, none of which the catalogue holds.
OTHER_THINGS: Final = """
AddOf ChangeOwner ClusterOn DisableRowSecurity DisableRule DisableTrig DisableTrigAll DisableTrigUser DropCluster DropOf
EnableAlwaysRule EnableAlwaysTrig EnableReplicaRule EnableReplicaTrig EnableRowSecurity EnableRule EnableTrig
EnableTrigAll EnableTrigUser ForceRowSecurity GenericOptions NoForceRowSecurity ReplaceRelOptions ReplicaIdentity
ResetOptions ResetRelOptions SetAccessMethod SetCompression SetLogged SetOptions SetRelOptions SetStatistics SetStorage
SetTableSpace SetUnLogged
"""
NO_MATTER: Final = frozenset(f"AT_{name}" for name in OTHER_THINGS.split())


def table(work: Work, node: Node) -> None:
    """Apply ALTER TABLE, all of it or, where a part is in conflict, the parts before that."""
    if node.get("objtype") != "OBJECT_TABLE":
        _other(node)
        return
    name = work.relation(node["relation"])
    if name not in work.catalogue.tables and (node.get("missing_ok") or not _is_table(work, name)):
        return
    unsupported = []
    for command in sorted((item["AlterTableCmd"] for item in node.get("cmds", ())), key=_pass):
        subtype = command["subtype"]
        if subtype in NO_MATTER:
            continue
        does = COMMANDS.get(subtype)
        if does is None:
            unsupported.append(f"ALTER TABLE with {subtype.removeprefix('AT_')}")
            continue
        try:
            work.put(does(work, work.catalogue.table(name), command))
        except Unsupported as one:
            unsupported.append(str(one))
    if unsupported:
        raise Unsupported(unsupported[0])


def _pass(command: Node) -> int:
    """Return when PostgreSQL does a part of the statement: it drops first and adds keys before other constraints."""
    subtype: str = command["subtype"]
    if subtype.startswith("AT_Drop") or (subtype == "AT_ColumnDefault" and "def" not in command):
        return 0
    if subtype == "AT_AddConstraint":
        return 4 if command["def"]["Constraint"]["contype"] in ("CONSTR_PRIMARY", "CONSTR_UNIQUE") else 5
    return {"AT_AlterColumnType": 1, "AT_AddColumn": 2}.get(subtype, 3)


def _is_table(work: Work, name: str) -> bool:
    """Whether a name has to be that of a table: ALTER TABLE takes views and indexes too."""
    return not work.catalogue.holds(name)


def _other(node: Node) -> None:
    if node.get("objtype") in ("OBJECT_TYPE", "OBJECT_FOREIGN_TABLE"):
        raise Unsupported(f"ALTER {node['objtype'].removeprefix('OBJECT_').replace('_', ' ')}")


def _add_column(work: Work, current: Table, command: Node) -> Table:
    definition = command["def"]["ColumnDef"]
    if definition["colname"] in current.columns and (command.get("missing_ok") or work.lenient):
        return current
    made, later = tables.column(work, current, definition)
    current = current.with_column(made)
    work.put(current)
    for item in sorted(later, key=lambda one: constraints.ORDER.get(constraints.KINDS.get(one["contype"], ""), 9)):
        current = constraints.add(work, current, item, definition["colname"])
        work.put(current)
    return current


def _drop_column(work: Work, current: Table, command: Node) -> Table:
    name, cascade = command["name"], command.get("behavior") == "DROP_CASCADE"
    if name not in current.columns and current.complete and (command.get("missing_ok") or work.lenient):
        return current
    current.column(name)
    dependants.loosen(work, current.name, cascade=cascade, column=name)
    return without_column(work, current, name, cascade=cascade)


def without_column(work: Work, current: Table, name: str, *, cascade: bool) -> Table:
    """Return the table without a column and without the constraints and indexes that speak of it."""
    generated = [one.name for one in current.columns.values() if one.generated and name in one.generated.columns]
    if generated and not cascade:
        raise Conflict(f"column {generated[0]} of {current.name} is computed from {name}")
    for constraint in [one for one in current.constraints.values() if name in one.reads]:
        if constraint.name in current.constraints:  # not gone along with another
            current = leaning.drop(work, current, constraint.name, cascade=cascade)
    gone = [one.name for one in current.indexes.values() if name in one.reads]
    work.forget_indexes(current, gone)
    for sequence in [key for key, owner in work.catalogue.sequences.items() if owner == (current.name, name)]:
        work.remove_sequence(sequence)
    columns = {key: one for key, one in current.columns.items() if key not in (name, *generated)}
    left = {key: one for key, one in current.indexes.items() if key not in gone}
    return replace(current, columns=columns, indexes=left)


def _default(work: Work, current: Table, command: Node) -> Table:
    column = current.column(command["name"])
    node = command.get("def")
    place = next(iter(node.values())) if node else None
    return current.with_column(tables.default(work, column, node, place))


def _nullable(work: Work, current: Table, command: Node) -> Table:
    nullable = command["subtype"] == "AT_DropNotNull"
    keys = [one.columns for one in current.constraints.values() if one.kind == PRIMARY]
    if nullable and (any(command["name"] in key for key in keys) or current.column(command["name"]).identity):
        raise Conflict(f"column {command['name']} of {current.name} can never be NULL")
    column = replace(current.column(command["name"]), nullable=nullable, nullable_at=work.at(None))
    return current.with_column(column)


def _type(work: Work, current: Table, command: Node) -> Table:
    column = current.column(command["name"])
    definition = command["def"]["ColumnDef"]
    before = column.type.name if column.type.name in work.catalogue.types else ""
    column = replace(column, type=tables.typed(work, definition["typeName"]), at=work.at(definition))
    if column.default and column.default.node:
        of = "" if column.type.array else column.type.name
        kept = expressions.read(column.default.node, of, column.default.places)
        column = replace(column, default=kept, cast_from=column.cast_from or before)
    return current.with_column(column)


def _add_constraint(work: Work, current: Table, command: Node) -> Table:
    node = command["def"]["Constraint"]
    if work.lenient and names.own(node.get("conname", "")) in current.constraints:
        return current
    return constraints.add(work, current, node)


def _drop_constraint(work: Work, current: Table, command: Node) -> Table:
    name = names.own(command["name"])
    if name not in current.constraints:
        if command.get("missing_ok") or work.lenient or not current.complete:
            return current
        if constraints.NAME_OF_NOT_NULL.search(name):
            raise Unsupported(f"DROP CONSTRAINT {name}, if it is a NOT NULL that PostgreSQL 18 knows by this name")
        raise Conflict(f"table {current.name} has no constraint {name}")
    return leaning.drop(work, current, name, cascade=command.get("behavior") == "DROP_CASCADE")


def _validate(work: Work, current: Table, command: Node) -> Table:
    del work
    name = names.own(command["name"])
    if name not in current.constraints:
        raise Conflict(f"table {current.name} has no constraint {name}")
    return current.with_constraint(replace(current.constraints[name], validated=True))


def _alter_constraint(work: Work, current: Table, command: Node) -> Table:
    del work
    fields = next(iter(command["def"].values()))
    name = names.own(fields.get("conname", ""))
    if name not in current.constraints:
        raise Conflict(f"table {current.name} has no constraint {name}")
    said = constraints.deferrable(fields)
    return current.with_constraint(replace(current.constraints[name], deferrable=said))


def _add_identity(work: Work, current: Table, command: Node) -> Table:
    column = current.column(command["name"])
    return current.with_column(tables.attribute(work, current, column, command["def"]["Constraint"]))


def _drop_identity(work: Work, current: Table, command: Node) -> Table:
    column = current.column(command["name"])
    for sequence in [key for key, owner in work.catalogue.sequences.items() if owner == (current.name, column.name)]:
        work.remove_sequence(sequence)
    return current.with_column(replace(column, identity=""))


def _set_identity(work: Work, current: Table, command: Node) -> Table:
    del work
    column = current.column(command["name"])
    for item in command["def"]["List"]["items"]:
        if item["DefElem"]["defname"] == "generated":
            said = tables.IDENTITIES.get(chr(item["DefElem"]["arg"]["Integer"]["ival"]), column.identity)
            column = replace(column, identity=said)
    return current.with_column(column)


def _drop_expression(work: Work, current: Table, command: Node) -> Table:
    del work
    return current.with_column(replace(current.column(command["name"]), generated=None))


def _attach(work: Work, current: Table, command: Node) -> Table:
    child = work.catalogue.table(work.relation(command["def"]["PartitionCmd"]["name"]))
    parent = current.name if command["subtype"] == "AT_AttachPartition" else ""
    work.put(replace(child, parent=parent))
    return current


COMMANDS: Final[dict[str, Command]] = {
    "AT_AddColumn": _add_column,
    "AT_AddConstraint": _add_constraint,
    "AT_AddIdentity": _add_identity,
    "AT_AlterColumnType": _type,
    "AT_AlterConstraint": _alter_constraint,
    "AT_AttachPartition": _attach,
    "AT_ColumnDefault": _default,
    "AT_DetachPartition": _attach,
    "AT_DropColumn": _drop_column,
    "AT_DropConstraint": _drop_constraint,
    "AT_DropExpression": _drop_expression,
    "AT_DropIdentity": _drop_identity,
    "AT_DropNotNull": _nullable,
    "AT_SetIdentity": _set_identity,
    "AT_SetNotNull": _nullable,
    "AT_ValidateConstraint": _validate,
}
