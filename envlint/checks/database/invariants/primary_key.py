"""Invariants of primary keys: type, default, columns. A table without one breaks each of them."""

from __future__ import annotations

from envlint.checks.database.invariants import properties, subjects
from envlint.checks.database.invariants.patterns import called
from envlint.checks.database.invariants.thing import Broken, Thing
from envlint.checks.database.invariants.wording import at_table
from envlint.checks.database.names import clipped
from envlint.formats.sql.catalogue import PRIMARY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Final

    from envlint.checks.database.invariants.thing import Asked, Demand, Maker, State
    from envlint.formats.sql.catalogue import Column

    OfColumn = Callable[[str, Column], Iterator[Broken]]


def things(state: State) -> Iterator[Thing]:
    """Yield the primary key of each table, ``None`` for one that has none."""
    for table in subjects.tables(state.catalogue):
        key = next((one for one in table.constraints.values() if one.kind == PRIMARY), None)
        columns = "_".join(key.columns) if key else ""
        words = {"name": key.name if key else "", "table": subjects.own(table), "columns": columns, "column": columns}
        at = (key.at if key else None) or table.at
        yield Thing(table.name, f"primary key of {table.name}", at, key, table, words)


def _there(demand: Demand) -> Demand:
    """Return a demand of keys that are there; where there is none, that is what is said."""

    def judge(thing: Thing, state: State) -> Iterator[Broken]:
        if thing.own is None:
            yield Broken("", f"table {thing.name} has no primary key", thing.at, "give it a primary key", absent=True)
        else:
            for broken in demand(thing, state):
                yield broken.replace(related=at_table(thing.table, broken.at))

    return judge


def _first(of_column: OfColumn) -> Demand:
    """Return the demand of every column of a key; the first that breaks it speaks for all."""

    def judge(thing: Thing, _state: State) -> Iterator[Broken]:
        for name in thing.own.columns:
            broken = next(of_column(_called(thing, name), thing.table.column(name)), None)
            if broken:
                yield broken if broken.at else broken.replace(at=thing.at)
                return

    return _there(judge)


def _called(thing: Thing, column: str) -> str:
    return thing.called if len(thing.own.columns) == 1 else f"{column} in the {thing.called}"


def _typed(asked: Asked) -> Demand:
    types = properties.types(asked)
    return _first(lambda called, column: properties.typed(called, column, types, asked.texts))


def _defaulted(asked: Asked) -> Demand:
    wish, text = properties.default(asked), str(asked.said)
    return _first(lambda called, column: properties.defaulted(called, column, wish, text))


def _columns(asked: Asked) -> Demand:
    def judge(thing: Thing, _state: State) -> Iterator[Broken]:
        if thing.own.columns != asked.texts:
            wish = ", ".join(map(clipped, asked.texts))
            found = ", ".join(thing.own.columns)
            yield Broken("columns", f"{thing.called} is on {found}, not {wish}", thing.at, f"PRIMARY KEY ({wish})")

    return _there(judge)


DEMANDS: Final[dict[str, Maker]] = {
    "type": _typed,
    "default": _defaulted,
    "columns": _columns,
    "name": lambda asked: _there(called(asked)),
}
