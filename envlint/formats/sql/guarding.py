"""Whether what a file loses is guarded: whether it refuses to go on while there is data in it, before it is lost.

A guard is a condition that reads the table in question; of a dropped column, one that names it or another column that
goes with it, or that asks for any row at all. Where a table has no row, there is none in those that cannot be without
one of its rows either.
"""

from __future__ import annotations

from typing import NamedTuple

from envlint.formats.sql import names, refusing, syntax
from envlint.formats.sql.catalogue import FOREIGN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.core.location import Location
    from envlint.formats.sql.building import Applied
    from envlint.formats.sql.catalogue import Catalogue
    from envlint.formats.sql.losses import Loss
    from envlint.formats.sql.syntax import Node


class Read(NamedTuple):
    """What a condition reads: relations, the columns it names, and the relations that it asks for any row of."""

    relations: frozenset[str]
    columns: frozenset[str]
    whole: frozenset[str]
    always: bool = False


class Unguarded(NamedTuple):
    """What is lost though there may be data in it. ``late`` is the place of a guard that comes when it is gone."""

    loss: Loss
    late: Location | None = None


def unguarded(applied: Applied, before: Catalogue) -> Iterator[Unguarded]:
    """Yield what a file loses without a guard; ``before`` is the catalogue that it was applied to."""
    if not applied.losses:
        return
    guards = [(read(condition), at) for condition, at in applied.guards]
    dropped: dict[str, set[str]] = {}
    for loss in applied.losses:
        dropped.setdefault(loss.table, set()).add(loss.column)
    for loss in applied.losses:
        asked = [at for guard, at in guards if _covers(guard, loss, dropped[loss.table], before)]
        held = any(_covers(read(each), loss, dropped[loss.table], before) for each in loss.conditions if each)
        in_time = any((at.line, at.column) < (loss.at.line, loss.at.column) for at in asked)
        part = before.tables[loss.table].parent if loss.table in before.tables else ""
        if not (held or in_time or (part in dropped and "" in dropped[part])):
            yield Unguarded(loss, asked[0] if asked else None)


def _covers(guard: Read, loss: Loss, along: set[str], before: Catalogue) -> bool:
    if guard.always:
        return True
    table = before.tables.get(loss.table)
    asked = {loss.table, table.parent if table else ""} & guard.relations
    if asked and (not loss.column or along & guard.columns or asked & guard.whole):
        return True
    return bool(guard.whole) and bool(_without(loss.table, before) & guard.whole)


def _without(name: str, catalogue: Catalogue) -> set[str]:
    """Return the tables without whose rows a table has none: those that its foreign keys cannot leave empty."""
    found, pending = {name}, [name]
    while pending:
        table = catalogue.tables.get(pending.pop())
        if table is None:
            continue
        for key in table.constraints.values():
            columns = [table.columns.get(column) for column in key.columns]
            needed = key.kind == FOREIGN and all(column and not column.nullable for column in columns)
            if needed and key.target not in found:
                found.add(key.target)
                pending.append(key.target)
    return found


def read(condition: str) -> Read:
    """Return what a condition reads; what is no expression reads nothing."""
    if condition == refusing.ALWAYS:
        return Read(frozenset(), frozenset(), frozenset(), always=True)
    try:
        parsed = syntax.statements(f"SELECT {condition}")
    except syntax.Refused:
        return Read(frozenset(), frozenset(), frozenset())
    relations, columns, whole = set(), set(), set()
    pending: list[object] = [parsed[0].node]
    while pending:
        item = pending.pop()
        if isinstance(item, list):
            pending += item
        elif isinstance(item, dict):
            pending += item.values()
            if "RangeVar" in item:
                relations.add(_name(item["RangeVar"]))
            if "ColumnRef" in item:
                columns |= {part["String"].get("sval", "") for part in item["ColumnRef"]["fields"] if "String" in part}
            whole |= set(_all_of(item.get("SelectStmt", {})))
    return Read(frozenset(relations), frozenset(columns), frozenset(whole))


def _all_of(select: Node) -> Iterator[str]:
    """Yield the table that a SELECT reads every row of."""
    if len(select.get("fromClause", ())) == 1 and not {"whereClause", "havingClause", "limitOffset"} & select.keys():
        yield from (_name(item["RangeVar"]) for item in select["fromClause"] if "RangeVar" in item)


def _name(relation: Node) -> str:
    return names.qualified(relation.get("schemaname", ""), relation["relname"])
