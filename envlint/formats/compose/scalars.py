"""What a YAML scalar is for Compose, and the text that it becomes as the value of a variable.

Compose reads YAML with go-yaml 3 (the core schema of YAML 1.2, and a few forms of 1.1: ``0777``, ``1_000``), and writes
what is no text with Go's ``%v``: ``1.10`` becomes ``1.1`` and ``1000000.0`` becomes ``1e+06``.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

TEXT: Final = "text"
NUMBER: Final = "number"
BOOLEAN: Final = "boolean"
NULL: Final = "null"
DATE: Final = "date"

WORDS: Final = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), (NULL, "")),
    **dict.fromkeys(("true", "True", "TRUE"), (BOOLEAN, "true")),
    **dict.fromkeys(("false", "False", "FALSE"), (BOOLEAN, "false")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), (NUMBER, "NaN")),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), (NUMBER, "+Inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), (NUMBER, "-Inf")),
}
# strconv.ParseInt with base 0; a leading zero alone means octal.
INTEGER: Final = re.compile(
    r"(?P<sign>[-+]?)(?:0[xX](?P<x>[0-9a-fA-F]+)|0[bB](?P<b>[01]+)|0[oO]?(?P<o>[0-7]+)|(?P<d>0|[1-9][0-9]*))"
)
BASES: Final = {"x": 16, "b": 2, "o": 8, "d": 10}
FLOAT: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
CLOCK: Final = r"(?:[01]?[0-9]|2[0-3]):[0-5]?[0-9]:[0-5]?[0-9](?:\.[0-9]+)?"
ZONE: Final = r"(?:Z|[-+](?:[01][0-9]|2[0-4]):[0-5][0-9])"
TIMESTAMP: Final = re.compile(rf"([0-9]{{4}})-([0-9]{{1,2}})-([0-9]{{1,2}})(?:[Tt]{CLOCK}{ZONE}| +{CLOCK})?")
BETWEEN_DIGITS: Final = re.compile(r"(?<=[0-9])_(?=[0-9])")
LONGEST: Final = 400
"""Longer than any number: what has more characters is a text."""


def plain(text: str) -> tuple[str, str]:
    """Return what a scalar without quotes and tag is, and the text that Compose makes of it."""
    word = WORDS.get(text)
    if word is not None:
        return word
    if text[0] not in "+-.0123456789" or len(text) > LONGEST:
        return TEXT, text
    if _is_date(text):
        return DATE, text
    # Behind a point at the beginning underscores stand between digits, as in Go itself; elsewhere anywhere.
    digits = BETWEEN_DIGITS.sub("", text) if text[0] == "." else text.replace("_", "")
    return NUMBER if (said := _integer(digits) or _fraction(digits)) else TEXT, said or text


def _integer(text: str) -> str:
    found = INTEGER.fullmatch(text)
    if found is None:
        return ""
    base = found.lastgroup or "d"
    number = int(found[base], BASES[base])
    number = -number if found["sign"] == "-" else number
    largest = 1 << (63 if found["sign"] else 64)
    return str(number) if -(1 << 63) <= number < largest else ""


def _fraction(text: str) -> str:
    if FLOAT.fullmatch(text) is None:
        return ""
    number = float(text)
    return "" if number in (float("inf"), float("-inf")) else _shortest(number)


def _shortest(number: float) -> str:
    """Write a float as Go's ``%v`` does: the fewest digits that tell it, with an exponent below -4 and from 6 on."""
    # Python finds the same digits, but takes an exponent only from 16 on: they are only to be set out anew.
    mantissa, _, exponent = repr(abs(number)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    power = int(exponent or 0) + (len(whole) - 1 if whole != "0" else len(digits) - len(fraction) - 1)
    if not number or -4 <= power < 6:
        return repr(number).removesuffix(".0")
    digits = digits.rstrip("0")
    point = "." if len(digits) > 1 else ""
    return f"{'-' if number < 0 else ''}{digits[0]}{point}{digits[1:]}e{power:+03d}"


def _is_date(text: str) -> bool:
    found = TIMESTAMP.fullmatch(text)
    if found is None:
        return False
    year, month, day = (int(part) for part in found.groups())
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    last = (29 if leap else 28) if month == 2 else 30 if month in (4, 6, 9, 11) else 31
    return 1 <= month <= 12 and 1 <= day <= last
