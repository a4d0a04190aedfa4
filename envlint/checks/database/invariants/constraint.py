"""Invariants of UNIQUE and CHECK constraints: their names."""

from __future__ import annotations

from envlint.checks.database.invariants import subjects
from envlint.checks.database.invariants.patterns import called
from envlint.checks.database.invariants.thing import Thing
from envlint.formats.sql.catalogue import CHECK, UNIQUE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.checks.database.invariants.thing import Maker, State


def uniques(state: State) -> Iterator[Thing]:
    """Yield the UNIQUE constraints of all tables."""
    return _things(state, UNIQUE)


def checks(state: State) -> Iterator[Thing]:
    """Yield the CHECK constraints of all tables."""
    return _things(state, CHECK)


def _things(state: State, kind: str) -> Iterator[Thing]:
    for table in subjects.tables(state.catalogue):
        for one in table.constraints.values():
            if one.kind == kind:
                columns = "_".join(dict.fromkeys(one.reads if kind == CHECK else one.columns))
                words = {"name": one.name, "table": subjects.own(table), "columns": columns, "column": columns}
                name = f"{table.name}.{one.name}"
                yield Thing(name, f"{kind} constraint {name}", one.at, one, table, words)


DEMANDS: Final[dict[str, Maker]] = {"name": called}
