"""Invariants of foreign keys: what a deletion does, whether they can be NULL, an index, a name."""

from __future__ import annotations

from envlint.checks.database.invariants import properties, subjects
from envlint.checks.database.invariants.patterns import called
from envlint.checks.database.invariants.thing import Broken, Thing
from envlint.checks.database.invariants.wording import at_table, either
from envlint.checks.database.names import written
from envlint.formats.sql.catalogue import FOREIGN, PRIMARY, UNIQUE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.checks.database.invariants.thing import Asked, Demand, Maker, State
    from envlint.formats.sql.catalogue import Constraint, Index, Table

UNSAID: Final = "NO ACTION"
SEARCHED: Final = ("btree", "hash")


def things(state: State) -> Iterator[Thing]:
    """Yield the foreign keys of all tables."""
    for table in subjects.tables(state.catalogue):
        for key in table.constraints.values():
            if key.kind == FOREIGN:
                name = f"{table.name}.{','.join(key.columns)}"
                yield Thing(name, f"foreign key {name}", key.at, key, table, _words(state, table, key))


def _words(state: State, table: Table, key: Constraint) -> dict[str, str]:
    target = state.catalogue.tables.get(key.target)
    columns = "_".join(key.columns)
    return {
        "name": key.name,
        "table": subjects.own(table),
        "columns": columns,
        "column": columns,
        "target": subjects.own(target) if target else key.target,
    }


def _on_delete(asked: Asked) -> Demand:
    return _action(asked, "ON DELETE", "on_delete")


def _on_update(asked: Asked) -> Demand:
    return _action(asked, "ON UPDATE", "on_update")


def _action(asked: Asked, words: str, field: str) -> Demand:
    """Return the demand that a foreign key says what becomes of its rows."""
    allowed = tuple(" ".join(text.upper().split()) for text in asked.texts)

    def judge(thing: Thing, _state: State) -> Iterator[Broken]:
        found = getattr(thing.own, field)
        if (found or UNSAID) in allowed:
            return
        wish = either(allowed)
        said = f"says {words} {found}, not {wish}" if found else f"does not say {words}: it must be {wish}"
        help = f"write {words} {f' or {words} '.join(allowed)}" if allowed != (UNSAID,) else f"leave out {words}"
        yield Broken(field, f"{thing.called} {said}", thing.at, help, at_table(thing.table, thing.at))

    return judge


def _nullable(asked: Asked) -> Demand:
    def judge(thing: Thing, state: State) -> Iterator[Broken]:
        for name in thing.own.columns:
            column = thing.table.column(name)
            for broken in properties.nullable(thing.table, column, state.catalogue, wish=asked.said):
                message = f"foreign key {broken.message}"
                yield broken.replace(message=message, related=at_table(thing.table, broken.at))
                return

    return judge


def _indexed(asked: Asked) -> Demand:
    def judge(thing: Thing, _state: State) -> Iterator[Broken]:
        if _is_indexed(thing.table, thing.own.columns) == asked.said:
            return
        message = f"{thing.called} {'has no index' if asked.said else 'has an index'}"
        columns = ", ".join(map(written, thing.own.columns))
        help = f"CREATE INDEX ON {written(thing.table.name)} ({columns})" if asked.said else "drop the index"
        yield Broken("indexed", message, thing.at, help, at_table(thing.table, thing.at), absent=True)

    return judge


def _is_indexed(table: Table, columns: tuple[str, ...]) -> bool:
    """Whether an index of all rows begins with these columns, in any order."""
    keys = [one.columns for one in table.constraints.values() if one.kind in (PRIMARY, UNIQUE)]
    keys += [_leading(one) for one in table.indexes.values() if one.method in SEARCHED and _of_all(one, columns)]
    return any(set(key[: len(columns)]) == set(columns) for key in keys)


def _leading(index: Index) -> tuple[str, ...]:
    """Return the keys of an index up to the first that is an expression."""
    names = []
    for key in index.keys:
        if "ColumnRef" not in key.expression.node:
            break
        names.append(key.expression.text)
    return tuple(names)


def _of_all(index: Index, columns: tuple[str, ...]) -> bool:
    """Whether an index leaves no row out that refers to another."""
    return index.predicate is None or index.predicate.text in [f"({name} IS NOT NULL)" for name in columns]


DEMANDS: Final[dict[str, Maker]] = {
    "on_delete": _on_delete,
    "on_update": _on_update,
    "null": _nullable,
    "indexed": _indexed,
    "name": called,
}
