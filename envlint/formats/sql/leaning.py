"""Dropping a constraint, and the foreign keys that lean on it (PostgreSQL's documentation, 5.14)."""

from __future__ import annotations

from dataclasses import replace

from envlint.formats.sql.catalogue import FOREIGN, PRIMARY, UNIQUE, WITH_INDEX, Conflict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.formats.sql.catalogue import Constraint, Table
    from envlint.formats.sql.work import Work


def drop(work: Work, table: Table, name: str, *, cascade: bool) -> Table:
    """Return the table without a constraint; foreign keys that lean on it go along if that is asked for."""
    constraint = table.constraints[name]
    left = {key: value for key, value in table.constraints.items() if key != name}
    if constraint.kind in WITH_INDEX:
        table = loosen(work, table, constraint, cascade=cascade)
        left = {key: value for key, value in table.constraints.items() if key != name}
        work.forget_indexes(table, [name])
    return replace(table, constraints=left)


def loosen(work: Work, table: Table, key: Constraint, *, cascade: bool) -> Table:
    """Take away the foreign keys that refer to the columns of a key."""
    others = [one for one in table.constraints.values() if one is not key and one.kind in (PRIMARY, UNIQUE)]
    if any(set(one.columns) == set(key.columns) for one in others):
        return table
    for other in list(work.catalogue.tables.values()):
        current = table if other.name == table.name else other
        if table.name not in current.targets:
            continue
        leaning = [
            one.name
            for one in current.constraints.values()
            if one.kind == FOREIGN and one.target == table.name and set(one.target_columns) == set(key.columns)
        ]
        if leaning and not cascade:
            raise Conflict(f"the foreign key {leaning[0]} of {current.name} depends on {key.name}")
        if leaning:
            current = replace(
                current, constraints={key: value for key, value in current.constraints.items() if key not in leaning}
            )
            if current.name == table.name:
                table = current
            else:
                work.put(current)
    return table
