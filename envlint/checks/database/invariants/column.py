"""Invariants of columns: type, default, values, a comment, a name."""

from __future__ import annotations

from envlint.checks.database.invariants import properties, subjects
from envlint.checks.database.invariants.comments import commented
from envlint.checks.database.invariants.patterns import called
from envlint.checks.database.invariants.thing import Thing
from envlint.checks.database.invariants.values import lists
from envlint.checks.database.invariants.wording import of_variable
from envlint.checks.database.literals import expression
from envlint.checks.database.names import clipped
from envlint.formats.sql import wanted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.checks.database.invariants.thing import Asked, Broken, Demand, Maker, State


def things(state: State) -> Iterator[Thing]:
    """Yield the columns of all tables."""
    for table in subjects.tables(state.catalogue):
        for column in table.columns.values():
            name = f"{table.name}.{column.name}"
            words = {"name": column.name, "table": subjects.own(table), "column": column.name, "columns": column.name}
            yield Thing(name, name, properties.made_at(column), column, table, words)


def _typed(asked: Asked) -> Demand:
    types = properties.types(asked)
    return lambda thing, _state: properties.typed(thing.called, thing.own, types, asked.texts)


def _nullable(asked: Asked) -> Demand:
    def judge(thing: Thing, state: State) -> Iterator[Broken]:
        yield from properties.nullable(thing.table, thing.own, state.catalogue, wish=asked.said)

    return judge


def _defaulted(asked: Asked) -> Demand:
    if asked.variable:
        return _of_variable(asked)
    wish, text = properties.default(asked), str(asked.said)
    return lambda thing, _state: properties.defaulted(thing.called, thing.own, wish, text)


def _of_variable(asked: Asked) -> Demand:
    """Return the demand that a column's default is that of a variable."""
    value = asked.invariant.variables[asked.variable][1]

    def judge(thing: Thing, _state: State) -> Iterator[Broken]:
        if value is None or not thing.own.type.name or wanted.same_value(value, thing.own):
            return
        found, says = thing.own.default, f"that of {asked.variable} {of_variable(asked, (value,))}"
        broken = properties.without_default(thing.called, thing.own, f"'{value}'")
        default = clipped(expression(found.text, thing.own.name)) if found else "not said"
        message = f"default of {thing.called} is {default} and {says}"
        yield broken.replace(message=message, variable=asked.variable, help="make them the same")

    return judge


DEMANDS: Final[dict[str, Maker]] = {
    "type": _typed,
    "null": _nullable,
    "default": _defaulted,
    "values": lists,
    "comment": commented,
    "name": called,
}
