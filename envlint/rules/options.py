"""The keys of a table that refine its type: whether they fit it, and whether they make sense together."""

from __future__ import annotations

from envlint import types
from envlint.rules.problem import did_you_mean, listed
from envlint.rules.refusal import refusal
from envlint.rules.scalars import allowed, canonical

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Final

    from envlint.rules.model import Items, Variable
    from envlint.rules.view import View

    Keys = tuple[str | int, ...]

BOUNDS: Final = ("min", "max")
LENGTHS: Final = ("min_length", "max_length")
OPTIONS: Final = (*BOUNDS, *LENGTHS, "pattern", "schemes", "sep", "items", "unique", "dialect")
SETTING_OF: Final = {"bytesize": "size"}


def of_type(view: View[Variable], type_name: str, dialect: Mapping[str, str]) -> dict[str, Any]:
    """Return the options of a variable as the types and value checks read them; misfits are noted and left out.

    Of a type that is not known (an empty name) there are none.
    Bounds are canonical text, lengths whole numbers, the rest as written. A reader that the table does not name is the
    one from the settings.
    """
    spec: dict[str, Any] = {}
    if not type_name:
        return spec
    fits = types.options(type_name)
    for key in OPTIONS:
        if view.states(key) and _fits(view, (key,), key, type_name, fits):
            spec[key] = _plain(getattr(view.stated, key), key)
    element = types.split(type_name)[1]
    if "dialect" in spec:
        _known_reader(view, (), element, spec)
    elif reader_of(element, dialect):
        spec["dialect"] = reader_of(element, dialect)
    if "items" in spec:
        spec["items"] = _of_items(view, element, view.stated.items)
        _sensible(view, ("items",), element, spec["items"])
    _sensible(view, (), type_name, spec)
    return spec


def reader_of(type_name: str, dialect: Mapping[str, str]) -> str:
    """Return the reader that settings name for a type (``bool``, ``size``, ``duration``), empty for none."""
    return dialect.get(type_name, "") or dialect.get(SETTING_OF.get(type_name, ""), "")


def _of_items(view: View[Variable], element: str, items: Items) -> dict[str, Any]:
    fits = types.options(element) | {"values"}
    return {
        key: _plain(getattr(items, key), key)
        for key in type(items).model_fields
        if key in items.model_fields_set and _fits(view, ("items", key), key, element, fits)
    }


def _plain(value: Any, key: str) -> Any:
    if key in BOUNDS:
        return canonical(value)
    return list(allowed(value)) if key == "values" else value


def _fits(view: View[Variable], keys: Keys, key: str, type_name: str, fits: frozenset[str]) -> bool:
    if key in fits:
        return True
    others = [name for name in types.names() if key in types.options(name)]
    view.fault(keys, f"{key} does not fit the type {type_name}", f"it fits {listed(others)}", "key")
    return False


def _known_reader(view: View[Variable], prefix: Keys, element: str, spec: dict[str, Any]) -> None:
    known = types.dialects(element)
    if spec["dialect"] not in known:
        help = did_you_mean(spec["dialect"], known, f"readers are {listed(known, 16)}")
        view.fault((*prefix, "dialect"), f"no such reader of the type {element}", help)
        del spec["dialect"]


def _sensible(view: View[Variable], prefix: Keys, type_name: str, spec: dict[str, Any]) -> None:
    """Note bounds that are no values of the type, bounds the wrong way round and patterns that are none."""
    for key in BOUNDS:
        fault = refusal(type_name, spec[key], spec, said=key) if key in spec else None
        if fault:
            view.fault((*prefix, key), *fault)
            del spec[key]
    if all(key in spec for key in BOUNDS):
        low, high = (types.parse(type_name, spec[key], spec) for key in BOUNDS)
        if low > high:
            view.fault((*prefix, "min"), "min is above max", "swap them")
    if all(key in spec for key in LENGTHS) and spec["min_length"] > spec["max_length"]:
        view.fault((*prefix, "min_length"), "min_length is above max_length", "swap them")
    if spec.get("sep") == "":
        view.fault((*prefix, "sep"), "sep is empty", "leave it out for a comma")
        del spec["sep"]
    reason = _pattern_fault(spec["pattern"]) if "pattern" in spec else ""
    if reason:
        help = "the syntax is RE2's, without look-around and back-references"
        view.fault((*prefix, "pattern"), f"not a valid pattern: {reason}", help)
        del spec["pattern"]


def _pattern_fault(pattern: str) -> str:
    """Return why RE2 refuses a pattern, empty if it takes it."""
    from envlint.formats.patterns import Pattern, Refused  # only where a rule has a pattern

    try:
        Pattern(pattern)
    except Refused as refusal:
        return str(refusal)
    return ""
