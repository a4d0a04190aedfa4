"""Why a text written in a rule file can never equal a value of a type."""

from __future__ import annotations

from envlint import types
from envlint.core.rule import NEVER_SECRET
from envlint.rules.problem import did_you_mean, listed, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Final

    Refusal = tuple[str, str]

TRUTH: Final = ("true", "false")
ONE_SCALE: Final = frozenset(("int", "number", "port"))


def refusal(
    type_name: str, text: str, spec: dict[str, Any], values: Iterable[str] = (), *, said: str = "the value on the right"
) -> Refusal | None:
    """Return why a text is never equal to a value of a type, or to any of its listed ``values``; and what to write.

    ``said`` is what to call the text; it is quoted only where its type cannot be secret.
    """
    if type_name == "bool":
        return None if text in TRUTH else ("a boolean is compared with true or false", "write true or false")
    try:
        value = types.parse(type_name, text, spec)
    except types.Malformed as fault:
        return f"{said} {fault.reason}", fault.help or f"it is of type {type_name}"
    known = tuple(values)
    if not known or any(text == word or _equal(type_name, word, value, spec) for word in known):
        return None
    name = quoted(text) if type_name in NEVER_SECRET else said
    return f"{name} is not one of the values", did_you_mean(text, known, f"values are {listed(known)}")


def _equal(type_name: str, word: str, value: object, spec: dict[str, Any]) -> bool:
    try:
        return bool(types.parse(type_name, word, spec) == value)
    except types.Malformed:
        return False


def comparable(left: str, right: str) -> bool:
    """Whether values of two types can be compared with one another."""
    return left == right or (left in ONE_SCALE and right in ONE_SCALE)
