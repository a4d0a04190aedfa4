"""The demand that a column, or an enum, allows exactly the values of a list or of a variable's rule."""

from __future__ import annotations

from envlint.checks.database.invariants.thing import Broken
from envlint.checks.database.invariants.wording import at_table, listed, of_variable
from envlint.checks.database.literals import literal
from envlint.core.finding import Related
from envlint.formats.sql.allowed import Value, values
from envlint.formats.sql.catalogue import CHECK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from envlint.checks.database.invariants.thing import Asked, Demand, State, Thing
    from envlint.formats.sql.catalogue import Catalogue, UserType


def lists(asked: Asked) -> Demand:
    """Return the demand of a column."""
    wish = _wish(asked)

    def judge(thing: Thing, state: State) -> Iterator[Broken]:
        if not thing.own.type.name:
            return
        found = values(state.catalogue, thing.table.name, thing.own.name)
        if found is None:
            message = f"{_unlisted(thing, state.catalogue)} lists {_said(asked, wish, thing)}"
            help, related = _help(asked, wish, thing), at_table(thing.table, thing.at)
            yield Broken("values", message, thing.at, help, related, absent=True)
            return
        what = f"{_kind(state.catalogue, thing)} of {thing.called}"
        for broken in _differ(asked, what, found, wish, thing):
            at = broken.at or thing.at
            yield broken.replace(at=at, related=at_table(thing.table, at))

    return judge


def of_enum(asked: Asked) -> Demand:
    """Return the demand of an enum."""
    wish = _wish(asked)

    def judge(thing: Thing, _state: State) -> Iterator[Broken]:
        enum: UserType = thing.own
        places = enum.places or (enum.at,) * len(enum.values)
        found = tuple(Value(text, at or enum.at) for text, at in zip(enum.values, places, strict=False))
        for broken in _differ(asked, thing.called, found, wish, thing):
            at = broken.at or enum.at
            related = (Related(thing.called, enum.at),) if enum.at and enum.at != at else ()
            yield broken.replace(at=at, related=related)

    return judge


def _wish(asked: Asked) -> tuple[str, ...]:
    return asked.invariant.variables[asked.variable][0] if asked.variable else tuple(map(str, asked.texts))


def _differ(asked: Asked, what: str, found: Sequence[Value], wish: Sequence[str], thing: Thing) -> Iterator[Broken]:
    texts = {value.text for value in found}
    if texts == set(wish):
        return
    extra = next((value for value in found if value.text not in wish), None)
    at = (extra or found[0]).at if found else None
    who = asked.variable or "the invariant"
    message = f"{what} allows {_listed(texts, thing)} and {who} {_said(asked, wish, thing)}"
    yield Broken("values", message, at, "make them allow the same values", variable=asked.variable)


def _unlisted(thing: Thing, catalogue: Catalogue) -> str:
    """Return who does not list the values of a column; with a condition of another kind it cannot have just any."""
    checks = (one for one in thing.table.constraints.values() if one.kind == CHECK)
    if thing.own.type.name in catalogue.types or any(thing.own.name in one.reads for one in checks):
        return f"no CHECK and no enum of {thing.called}"
    return f"{thing.called} may have any value: no CHECK and no enum"


def _kind(catalogue: Catalogue, thing: Thing) -> str:
    name = thing.own.type.name
    return f"type {name}" if name in catalogue.types else "check"


def _listed(values: Iterable[str], thing: Thing) -> str:
    """Return values that stand in a migration, or in an invariant, as they may be seen."""
    return listed(literal(value, thing.name) for value in values)


def _said(asked: Asked, wish: Sequence[str], thing: Thing) -> str:
    return of_variable(asked, wish) if asked.variable else _listed(wish, thing)


def _help(asked: Asked, wish: Sequence[str], thing: Thing) -> str:
    said = _said(asked, wish, thing)
    return "write a CHECK that lists them" if "***" in said else f"write a CHECK with {said}"
