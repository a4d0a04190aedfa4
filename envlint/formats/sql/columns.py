"""ALTER TABLE RENAME COLUMN: keys, conditions, indexes and foreign keys speak of the column under its new name."""

from __future__ import annotations

from dataclasses import replace

from envlint.formats.sql import dependants, expressions
from envlint.formats.sql.catalogue import Conflict, Expression

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.formats.sql.catalogue import Column, Constraint, Index, Table
    from envlint.formats.sql.work import Work


def rename(work: Work, table: Table, old: str, new: str) -> None:
    """Give a column another name, in everything that speaks of it."""
    renamed = table.column(old)
    if new in table.columns:
        raise Conflict(f"table {table.name} has a column {new} already")
    columns = {new if key == old else key: _generated(one, old, new) for key, one in table.columns.items()}
    columns[new] = replace(_generated(renamed, old, new), name=new)
    work.put(
        replace(
            table,
            columns=columns,
            constraints={key: _in_constraint(one, old, new) for key, one in table.constraints.items()},
            indexes={key: _in_index(one, old, new) for key, one in table.indexes.items()},
        )
    )
    for other in list(work.catalogue.tables.values()):
        if table.name in other.targets:
            found = {key: _referring(one, table.name, old, new) for key, one in other.constraints.items()}
            work.put(replace(other, constraints=found))
    dependants.column_renamed(work, table.name, old, new)
    for sequence, owner in list(work.catalogue.sequences.items()):
        if owner == (table.name, old):
            work.catalogue.sequences[sequence] = (table.name, new)


def _swapped(items: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
    return tuple(new if item == old else item for item in items)


def _referring(one: Constraint, target: str, old: str, new: str) -> Constraint:
    return replace(one, target_columns=_swapped(one.target_columns, old, new)) if one.target == target else one


def _generated(one: Column, old: str, new: str) -> Column:
    if one.generated is None:
        return one
    return replace(one, generated=expressions.renamed(one.generated, old, new))


def _in_constraint(one: Constraint, old: str, new: str) -> Constraint:
    if old not in one.reads:
        return one
    return replace(
        one,
        columns=_swapped(one.columns, old, new),
        included=_swapped(one.included, old, new),
        keys=tuple(expressions.renamed(key, old, new) or key for key in one.keys),
        expression=expressions.renamed(one.expression, old, new),
    )


def _in_index(one: Index, old: str, new: str) -> Index:
    if old not in one.reads:
        return one
    keys = tuple(
        replace(key, expression=expressions.renamed(key.expression, old, new) or Expression("")) for key in one.keys
    )
    predicate = expressions.renamed(one.predicate, old, new)
    return replace(one, keys=keys, included=_swapped(one.included, old, new), predicate=predicate)
