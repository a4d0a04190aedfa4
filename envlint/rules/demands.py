"""What a table asks of several variables: lists of conditions and names to ``Demand`` records."""

from __future__ import annotations

from envlint import types
from envlint.core.rule import Atom, Demand
from envlint.rules.atoms import is_literal, literal
from envlint.rules.scalars import canonical

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Final

    from envlint.rules.conditions import Names
    from envlint.rules.model import Conditional, Group, Variable
    from envlint.rules.view import View

    Keys = tuple[str | int, ...]

NO_EQUALITY: Final = frozenset(("list", "map", "json", "pem", "secret"))
LEAST: Final = {"differs_from": 1, "all_or_none": 2, "one_of": 2, "any_of": 1}
KINDS: Final = ("requires", "forbid", "conflicts", *LEAST)


def of_variable(view: View[Variable], names: Names) -> tuple[Demand, ...]:
    """Return the demands in a variable's table."""
    found = list(_asked(view, names, view.stated, ()))
    for value, table in view.stated.when.items():
        keys = ("when", value)
        _known_value(view, names, keys, value)
        atom = Atom(view.name, "=", "", (value,), "", f"{view.name}={value}")
        found += _asked(view, names, table, keys, (atom,))
    found += _same_as(view, names)
    if view.name in view.stated.differs_from:
        at = view.stated.differs_from.index(view.name)
        view.fault(("differs_from", at), "it cannot differ from itself", "remove it")
    return tuple(found)


def of_group(view: View[Group], names: Names) -> tuple[Demand, ...]:
    """Return the demands of a ``[[rule]]``, all of them under its ``when``."""
    read = [names.condition(view, ("when", index), text) for index, text in enumerate(view.stated.when)]
    when = tuple(atom for atom in read if atom)
    return tuple(_asked(view, names, view.stated, (), when))


def _asked(
    view: View[Any], names: Names, table: Conditional, prefix: Keys, when: tuple[Atom, ...] = ()
) -> Iterator[Demand]:
    for kind in KINDS:
        if kind in table.model_fields_set:
            keys, entries = (*prefix, kind), getattr(table, kind)
            if kind == "forbid":
                yield _forbidden(view, names, entries, keys, when)
            elif kind in LEAST:
                listed = _enough(view, keys, names.listed(view, keys, entries))
                yield Demand(kind, when, names=listed, place=view.at(*keys))
            else:
                read = [names.condition(view, (*keys, index), text) for index, text in enumerate(entries)]
                yield Demand(kind, when, tuple(atom for atom in read if atom), place=view.at(*keys))


def _enough(view: View[Any], keys: Keys, listed: tuple[str, ...]) -> tuple[str, ...]:
    """Note a group of too few; a list that ``in.<tier>`` has emptied is none."""
    kind = str(keys[-1])
    needed = LEAST[kind] + (kind == "differs_from" and not view.name)
    if 0 < len(listed) < needed:
        view.fault(keys, f"{kind} needs at least {needed} variables", "name the others too")
    return listed


def _forbidden(view: View[Any], names: Names, entries: list[Any], keys: Keys, when: tuple[Atom, ...]) -> Demand:
    """Sort the entries of a ``forbid`` into conditions and values of the table's own variable."""
    atoms, literals = [], []
    for index, entry in enumerate(entries):
        text = canonical(entry)
        at = (*keys, index)
        if isinstance(entry, str) and not is_literal(text):
            advice = "to forbid this very value put = before it" if view.name else ""
            atoms.append(names.condition(view, at, text, advice))
        elif view.name:
            literals.append(literal(text) if isinstance(entry, str) else text)
            fault = names.declared[view.name].refuse(literals[-1], said="the forbidden value")
            if fault:
                view.fault(at, *fault)
        else:
            view.fault(at, "a [[rule]] has no variable of its own", "write NAME=value")
    return Demand("forbid", when, tuple(atom for atom in atoms if atom), tuple(literals), place=view.at(*keys))


def _known_value(view: View[Variable], names: Names, keys: Keys, value: str) -> None:
    """Hold the value of a ``when.<value>`` against the variable's type and values."""
    own = names.declared[view.name]
    if (types.split(own.type)[0] or own.type) in NO_EQUALITY:
        view.fault(keys, f"when.VALUE is not for the type {own.type}", "write a [[rule]] with when = [...]", "key")
        return
    fault = own.refuse(value, said="the value after 'when.'")
    if fault:
        view.fault(keys, *fault, "key")


def _same_as(view: View[Variable], names: Names) -> Iterator[Demand]:
    """``same_as`` asks for equality, with each variable that is set: ``NAME`` here, ``SERVICE:NAME`` in a service."""
    if not view.states("same_as"):
        return
    stated = view.stated.same_as
    entries = [stated] if isinstance(stated, str) else stated
    for index, entry in enumerate(entries):
        keys: Keys = ("same_as",) if isinstance(stated, str) else ("same_as", index)
        service, colon, name = entry.rpartition(":")
        fault = names.misplaced("same_as", entries, index) if not colon else _not_elsewhere(service, name)
        if fault is None and entry == view.name:
            fault = ("it is always the same as itself", "remove it")
        if fault:
            view.fault(keys, *fault)
        elif colon:
            yield Demand("same_as", elsewhere=(service, name), place=view.at(*keys))
        else:
            other = Atom(name, "set", text=name)
            equal = Atom(view.name, "=", other=name, text=f"{view.name}=${name}")
            yield Demand("requires", (other,), (equal,), place=view.at("same_as"))


def _not_elsewhere(service: str, name: str) -> tuple[str, str] | None:
    """Return what is wrong with the form of ``SERVICE:NAME``; whether there is such a service is not known here."""
    if service and name and not any(character.isspace() for character in name):
        return None
    return "a variable of another service is written SERVICE:NAME", "such as 'worker:JWT_SECRET'"
