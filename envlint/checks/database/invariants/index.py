"""Invariants of indexes: name and method. Those that belong to a constraint are called as it is."""

from __future__ import annotations

from envlint.checks.database.invariants import subjects
from envlint.checks.database.invariants.patterns import called
from envlint.checks.database.invariants.thing import Broken, Thing
from envlint.checks.database.invariants.wording import at_table, either

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.checks.database.invariants.thing import Asked, Demand, Maker, State


def things(state: State) -> Iterator[Thing]:
    """Yield the indexes of all tables."""
    for table in subjects.tables(state.catalogue):
        for index in table.indexes.values():
            name, columns = table.schema + index.name, "_".join(index.columns)
            words = {"name": index.name, "table": subjects.own(table), "columns": columns, "column": columns}
            yield Thing(name, f"index {name}", index.at, index, table, words)


def _method(asked: Asked) -> Demand:
    def judge(thing: Thing, _state: State) -> Iterator[Broken]:
        if thing.own.method not in asked.texts:
            wish = either(asked.texts)
            message = f"{thing.called} is {thing.own.method}, not {wish}"
            yield Broken("method", message, thing.at, f"USING {wish}", at_table(thing.table, thing.at))

    return judge


DEMANDS: Final[dict[str, Maker]] = {"name": called, "method": _method}
