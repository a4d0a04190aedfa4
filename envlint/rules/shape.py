"""A table of a rule file held against the vocabulary: unknown keys and values of the wrong kind, in our words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args, get_origin

from pydantic import ValidationError

from envlint.core.rule import Place
from envlint.rules.invariants.model import Invariant
from envlint.rules.model import Group, Items, Table, Takes, Tiered, TieredGroup, Variable
from envlint.rules.problem import Problem, did_you_mean, quoted

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

Keys = tuple[str | int, ...]
MISSPELT = "literal_error"

ADVICE = {
    (Variable, "when"): "a list of conditions is for [[rule]]; here write when.VALUE.requires = [...]",
    (Tiered, "when"): "a list of conditions is for [[rule]]; here write when.VALUE.requires = [...]",
    (Group, "when"): "when.VALUE is for a variable's table; here write when = ['NAME=value']",
    (TieredGroup, "when"): "when.VALUE is for a variable's table; here write when = ['NAME=value']",
    (Group, "fallback"): "put it on the table of the variable that falls back",
    (Tiered, "level"): 'write level = { TIER = "...", else = "..." } in the table itself',
    (TieredGroup, "level"): 'write level = { TIER = "...", else = "..." } in the entry itself',
    (Invariant, "in"): 'only the level may differ by tier: write level = { TIER = "...", else = "..." }',
    (Invariant, "except"): 'such as except."users.avatar" = "kept for old clients"; a name with a point is quoted',
}


def misfits(model: type[Table], table: dict[str, Any], place: Place) -> tuple[dict[str, Any], list[Problem]]:
    """Return the part of a table that fits its model, and a problem for each key that does not."""
    try:
        model.model_validate(table)
    except ValidationError as error:
        faults: dict[Keys, str] = {}
        for fault in error.errors(include_url=False, include_context=False):
            keys = _keys(table, fault["loc"])
            if faults.get(keys) != MISSPELT:  # of a union's complaints this one knows what was meant
                faults[keys] = fault["type"]
    else:
        return table, []
    deepest = {keys: kind for keys, kind in faults.items() if not any(_inside(other, keys) for other in faults)}
    fitting = _copied(table)
    for keys in deepest:
        _drop(fitting, keys)
    return fitting, [_problem(model, table, place, keys, kind) for keys, kind in deepest.items()]


def _keys(table: Any, loc: tuple[int | str, ...]) -> Keys:
    """Return the keys in ``loc`` that lead through the table: pydantic mixes the names of union members in."""
    keys: list[int | str] = []
    for step in loc:
        inside: Any = table
        if (isinstance(table, dict) and step in table) or (isinstance(table, list) and isinstance(step, int)):
            keys.append(step)
            table = inside[step]
    return tuple(keys)


def _inside(keys: Keys, outer: Keys) -> bool:
    return len(keys) > len(outer) and keys[: len(outer)] == outer


def _copied(table: dict[str, Any]) -> dict[str, Any]:
    return {key: _copied(value) if isinstance(value, dict) else value for key, value in table.items()}


def _drop(table: dict[Any, Any], keys: Keys) -> None:
    """Remove the innermost table key on the way: a list with one bad item goes as a whole."""
    for key in keys[:-1]:
        if not isinstance(table.get(key), dict):
            table.pop(key, None)
            return
        table = table[key]
    table.pop(keys[-1], None)


def _problem(model: type[Table], table: dict[str, Any], place: Place, keys: Keys, kind: str) -> Problem:
    value: Any = table
    for key in keys:
        value = value[key]
    at = Place(place.path, place.keys + keys)
    owner, field, depth = _resolved(model, keys)
    if kind == "extra_forbidden" or field is None:
        return _unknown(owner, str(keys[-1]), at, value)
    name = keys[len(keys) - 1 - depth]
    takes = next((mark for mark in field.metadata if isinstance(mark, Takes)), Takes("something else"))
    advice = ADVICE.get((owner, str(name)), "")
    if depth:
        said = f"each item of {name} must be {takes.item or takes.whole}, not {_kind(value, kind)}"
    else:
        said = f"{name} must be {takes.whole}, not {_kind(value, kind)}"
    if kind == MISSPELT and isinstance(value, str):
        advice = did_you_mean(value, _words(field.annotation))
    elif isinstance(value, str) and takes.whole.startswith("a list"):
        advice = f"write {name} = [...]"
    return Problem(at, said, advice)


def _unknown(owner: type[Table], key: str, at: Place, value: object) -> Problem:
    """Word a key that its table does not have, and say where it belongs if it belongs anywhere."""
    if (owner, key) in ADVICE:
        return Problem(at, f"{key} does not belong here", ADVICE[owner, key], "key")
    if owner in (Tiered, TieredGroup) and key in _named(Variable):
        return Problem(at, f"{key} is the same in every tier", "move it out of 'in'", "key")
    if owner is Group and key in _named(Variable):
        return Problem(at, f"a [[rule]] has no {key}", "only the table of a variable has it", "key")
    if owner is Invariant and key in _named(Variable) and not did_you_mean(key, _named(owner)):
        return Problem(at, f"an [[invariant]] has no {key}", "`envlint schema` lists the keys", "key")
    if owner is Items and key in _named(Variable):
        return Problem(at, f"{key} says nothing about an item", "move it out of 'items'", "key")
    known = _named(owner)
    otherwise = f"it can be {', '.join(sorted(known))}" if len(known) < 8 else "`envlint schema` lists the keys"
    help = did_you_mean(key, known, otherwise)
    if isinstance(value, dict) and "when" in known and key not in known and not help.startswith("did"):
        help = "nested tables are in.TIER, when.VALUE, items and deprecated"
    return Problem(at, f"unknown key {quoted(key)}", help, "key")


def _resolved(model: type[Table], keys: Keys) -> tuple[type[Table], FieldInfo | None, int]:
    """Return the model that owns the innermost field on the way, the field, and how many steps lie inside it."""
    index = 0
    while True:
        field = _named(model).get(str(keys[index]))
        left = len(keys) - 1 - index
        if field is None or not left:
            return model, field, left
        by_key = get_origin(field.annotation) is dict
        inner = get_args(field.annotation)[1] if by_key else field.annotation
        if not (isinstance(inner, type) and issubclass(inner, Table)) or left <= by_key:
            return model, field, left
        model, index = inner, index + 1 + by_key


def _named(model: type[Table]) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _words(annotation: object) -> list[str]:
    """Return the words of the ``Literal`` in an annotation."""
    if isinstance(annotation, str):
        return [annotation]
    return [word for inner in get_args(annotation) for word in _words(inner)]


def _kind(value: object, fault: str) -> str:
    """Name a TOML value by its kind. The value itself is said only where its key takes a few fixed words."""
    if fault == MISSPELT and isinstance(value, str):
        return quoted(value)
    if isinstance(value, int) and value < 0:
        return "a negative number"
    if isinstance(value, int) and value >= 2**63:
        return "a number beyond 64 bits"
    kinds = {bool: "a boolean", int: "a whole number", float: "a number", str: "text", list: "a list", dict: "a table"}
    return kinds.get(type(value), "a date or a time")
