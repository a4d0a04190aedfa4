"""Invariants of tables: the columns that each must have, a comment, a name."""

from __future__ import annotations

from envlint.checks.database.invariants import properties, subjects
from envlint.checks.database.invariants.comments import commented
from envlint.checks.database.invariants.patterns import called
from envlint.checks.database.invariants.thing import Broken, Thing
from envlint.checks.database.invariants.wording import at_table
from envlint.checks.database.literals import expression
from envlint.checks.database.names import clipped, written
from envlint.formats.sql import wanted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.checks.database.invariants.thing import Asked, Demand, Maker, State
    from envlint.formats.sql.catalogue import Catalogue, Column, Table
    from envlint.formats.sql.wanted import Wanted


def things(state: State) -> Iterator[Thing]:
    """Yield the tables."""
    for table in subjects.tables(state.catalogue):
        own = subjects.own(table)
        words = {"name": own, "table": own}
        yield Thing(table.name, f"table {table.name}", table.at, table, table, words)


def _has(asked: Asked) -> Demand:
    columns = tuple(_column(asked, index, text) for index, text in enumerate(asked.texts))

    def judge(thing: Thing, state: State) -> Iterator[Broken]:
        for wish in columns:
            for broken in _faults(thing.own, wish, state.catalogue):
                related = broken.related or at_table(thing.table, broken.at)
                yield broken.replace(demand=f"{wish.name} {broken.demand}", related=related)

    return judge


def _column(asked: Asked, index: int, text: str) -> Wanted:
    try:
        return wanted.column(text)
    except wanted.Unclear as unclear:
        raise asked.wrong(text, unclear, index) from None


def _faults(table: Table, wish: Wanted, catalogue: Catalogue) -> Iterator[Broken]:
    column, text = table.columns.get(wish.name), clipped(expression(wish.text, wish.name))
    if column is None:
        message, help = (
            f"table {table.name} has no column {text}",
            f"ALTER TABLE {written(table.name)} ADD COLUMN {text}",
        )
        yield Broken("", message, table.at, help, absent=True)
        return
    name = f"{table.name}.{column.name}"
    if wish.type is not None:
        yield from properties.typed(name, column, (wish.type,), (str(wish.type),))
    if wish.nullable is not None:
        yield from properties.nullable(table, column, catalogue, wish=wish.nullable)
    if wish.default is not None:
        yield from properties.defaulted(name, column, wish.default, wanted.written(wish.default, column))
    yield from _computed(name, column, wish, text)


def _computed(name: str, column: Column, wish: Wanted, text: str) -> Iterator[Broken]:
    """Yield that the values of a column do not come from where they should."""
    help = f"write {text}"
    if wish.serial and not wanted.from_sequence(column):
        yield Broken("sequence", f"{name} does not get its numbers from a sequence", column.at, help)
    if wish.identity and wish.identity != column.identity:
        yield Broken("identity", f"{name} is not generated {wish.identity} as identity", column.at, help)
    if wish.generated and wish.generated != column.generated:
        source = clipped(expression(wish.generated.text, wish.name))
        yield Broken("generated", f"{name} is not generated from {source}", column.at, help)


DEMANDS: Final[dict[str, Maker]] = {"has": _has, "comment": commented, "name": called}
