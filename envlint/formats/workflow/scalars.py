"""The text that GitHub makes of a scalar of a workflow: what is no text to YAML 1.2 is read and written anew.

Source: YAML 1.2.2, 10.3 "Core Schema", and actions/runner, which reads a number as a 64-bit float (in hexadecimal or
octal, as a 32-bit integer) and writes it with at most 15 digits.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

NUMBER: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
PREFIXED: Final = re.compile(r"0(?:x([0-9a-fA-F]+)|o([0-7]+))")
WORDS: Final = {
    **dict.fromkeys(("true", "True", "TRUE"), "true"),
    **dict.fromkeys(("false", "False", "FALSE"), "false"),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), ""),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), "Infinity"),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), "-Infinity"),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), "NaN"),
}
CALLED: Final = {"true": "a boolean", "false": "a boolean", "": "nothing"}
BITS: Final = 32


def written(plain: str) -> tuple[str, str]:
    """Return the text that a scalar without quotes becomes, and what it is to YAML (``a number``), empty for text."""
    word = WORDS.get(plain)
    if word is not None:
        return word, CALLED.get(word, "a number")
    number = _number(plain)
    return (plain, "") if number is None else (number, "a number")


def _number(plain: str) -> str | None:
    prefixed = PREFIXED.fullmatch(plain)
    if prefixed:
        integer = int(prefixed[1] or prefixed[2], 16 if prefixed[1] else 8)
        if integer >> BITS:
            return None
        return general(float(integer - (1 << BITS) if integer >> (BITS - 1) else integer))
    if NUMBER.fullmatch(plain) and abs(value := float(plain)) != float("inf"):
        return general(value)
    return None


def general(number: float) -> str:
    """Write a number as .NET's format ``G15`` does."""
    return f"{number:.15G}"
