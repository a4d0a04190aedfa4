"""The JSON Schema of rule files, for editors: completion and squiggles while a rule is written."""

from __future__ import annotations

from typing import Any, Final

from pydantic.json_schema import models_json_schema

from envlint import types
from envlint.rules.descriptions import DESCRIPTIONS
from envlint.rules.invariants.model import Invariant
from envlint.rules.invariants.schema import TAG, refined
from envlint.rules.model import Group, Variable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
LISTS_OF_NAMES: Final = ("differs_from", "all_or_none", "one_of", "any_of")
OF_A_SERVICE: Final = "^[^:]+:[^:]+$"
LISTS_OF_CONDITIONS: Final = ("requires", "conflicts", "forbid")


def schema(names: Iterable[str] | None = None) -> dict[str, Any]:
    """Return the schema, with the project's own variables for completion where ``names`` are given.

    It judges the shape of a file alone: what one key says about another is judged when the rules are loaded.
    """
    known = sorted(names or ())
    _, built = models_json_schema(
        [(Variable, "validation"), (Group, "validation"), (Invariant, "validation")], ref_template="#/$defs/{model}"
    )
    definitions: dict[str, Any] = {name: _plain(each) for name, each in built["$defs"].items()}
    invariant = definitions.pop("Invariant")
    for definition in definitions.values():
        for key, property in definition["properties"].items():
            _refine(key, property, known)
    definitions["Group"]["required"] = ["id"]
    definitions["Invariant"] = refined(invariant, known)
    variable = {"$ref": "#/$defs/Variable"}
    return {
        "$schema": DIALECT,
        "title": "Rules for environment variables (envlint)",
        "type": "object",
        "properties": {
            "rule": {"type": "array", "items": {"$ref": "#/$defs/Group"}},
            "invariant": {"type": "array", "items": {"$ref": "#/$defs/Invariant"}},
            "tag": TAG,
            "var": {"type": "object", "additionalProperties": variable},
        },
        "patternProperties": {"^[A-Z_][A-Z0-9_]*$": variable},
        "additionalProperties": False,
        "$defs": definitions,
    }


def _plain(node: Any) -> Any:
    """Leave out what pydantic adds for programs: titles, defaults and the docstrings of models."""
    if isinstance(node, list):
        return [_plain(each) for each in node]
    if not isinstance(node, dict):
        return node
    if "properties" in node:
        kept = {key: value for key, value in node.items() if key not in ("title", "description", "properties")}
        return {**_plain(kept), "properties": {key: _plain(value) for key, value in node["properties"].items()}}
    return {key: _plain(value) for key, value in node.items() if key not in ("title", "default")}


def _refine(key: str, property: dict[str, Any], names: list[str]) -> None:
    """Add what a key means, and the words that can stand there."""
    property["description"] = DESCRIPTIONS[key]
    if key == "type":
        plain = [name for name in types.names() if name not in ("list", "map")]
        property["anyOf"] = [{"enum": plain}, {"pattern": "^(list|map)<[a-z0-9.]+>$"}]
    elif key in LISTS_OF_NAMES and names:
        property["items"] = {"enum": names}
    elif key == "use" and names:
        property["enum"] = names
    elif key == "same_as" and names:
        entry = {"anyOf": [{"enum": names}, {"type": "string", "pattern": OF_A_SERVICE}]}
        property["anyOf"] = [entry, {"type": "array", "items": entry}]
    elif key in LISTS_OF_CONDITIONS and names:
        property["items"] = {"anyOf": [{"enum": names}, property["items"]]}
