"""The part of the JSON Schema of rule files that is about the database: ``[[invariant]]`` and ``[tag]``."""

from __future__ import annotations

from envlint.rules.descriptions import OF_INVARIANTS
from envlint.rules.invariants.demands import ACTIONS, KEYS, OF_MIGRATIONS
from envlint.rules.invariants.model import ASKS_NOTHING, DEMANDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

TAG: Final = {
    "type": "object",
    "description": "Names for groups of tables.",
    "additionalProperties": {"type": "array", "minItems": 1, "items": {"type": "string"}},
}
A_VARIABLE: Final = "^\\$"
LISTS: Final = ("only", "has", "columns")
ONE_OR_MORE: Final = ("type", "on_delete", "on_update")


def refined(definition: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """Return the definition of an invariant with what its keys mean, and which of them go together."""
    properties = definition["properties"]
    for key, property in properties.items():
        property["description"] = OF_INVARIANTS[key]
        if key in ASKS_NOTHING:
            property["const"] = not ASKS_NOTHING[key]
        if key in LISTS:
            property["minItems"] = 1
    properties["except"]["additionalProperties"] = {"type": "string", "minLength": 1}
    for key in ("on_delete", "on_update"):
        one = {"enum": list(ACTIONS)}
        properties[key]["anyOf"] = [one, {"type": "array", "minItems": 1, "items": one}]
    if names:
        properties["default"] |= _variables(names, {"not": {"pattern": A_VARIABLE}})
    listed = next(each for each in properties["values"]["anyOf"] if each["type"] == "array")
    properties["values"] |= _variables(names, listed | {"minItems": 1})
    return {**definition, "required": ["id", "of"], "allOf": [_of(subject) for subject in DEMANDS]}


def _variables(names: list[str], other: dict[str, Any]) -> dict[str, Any]:
    """Say that ``$NAME`` may stand somewhere, of the project's own names where they are known."""
    one: dict[str, Any] = {"enum": [f"${name}" for name in names]} if names else {"type": "string"}
    return {"anyOf": [one | {"pattern": A_VARIABLE}, other]}


def _of(subject: str) -> dict[str, Any]:
    """Say what can be asked of a subject, and that something is asked."""
    allowed = DEMANDS[subject]
    others: dict[str, Any] = dict.fromkeys(sorted(KEYS.difference(allowed)), False)
    if subject == "migration":
        others["has"] = {"items": {"enum": list(OF_MIGRATIONS)}}
    asked = [{"required": [key]} for key in allowed]
    return {
        "if": {"required": ["of"], "properties": {"of": {"const": subject}}},
        "then": {"properties": others, "anyOf": asked},
    }
