"""Defaults as programs write them, in one spelling: ``10*time.Second`` is ``10s``, ``64*1024*1024`` is ``67108864``.

Nothing is run: sums, products and shifts of whole numbers, units of time, and the constructors of durations that the
standard libraries of the supported languages have. Whatever is anything else stays as it is written.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

LONGEST: Final = 200
"""Characters of an expression; nobody writes a default that is longer."""
LARGEST: Final = 1 << 64

QUOTED: Final = re.compile(
    r"""[bBrRuU]?(?P<quote>"{3}|'{3}|"|'|`)(?P<text>(?:(?!(?P=quote)|\\).|\\.)*)(?P=quote)""", re.DOTALL
)
WORDS: Final = {"True": "true", "False": "false", "TRUE": "true", "FALSE": "false"}
NUMBER: Final = re.compile(
    r"(0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|[0-9](?:_?[0-9])*)(?:_?[ui](?:8|16|32|64|128|size)|[uUlLn]{1,3})?"
)
FLOAT: Final = re.compile(r"([0-9](?:_?[0-9])*\.[0-9](?:_?[0-9])*)(?:_?f(?:32|64)|[fFdDmM])?")
# From the longest to the shortest, as Go's time.Duration prints them; a day and a week are no units of it.
SIZES: Final = {"h": 3600 * 10**9, "m": 60 * 10**9, "s": 10**9, "ms": 10**6, "us": 10**3, "ns": 1}
UNITS: Final = {
    "nano": "ns", "nanos": "ns", "nanosecond": "ns", "nanoseconds": "ns",
    "micro": "us", "micros": "us", "microsecond": "us", "microseconds": "us",
    "milli": "ms", "millis": "ms", "millisecond": "ms", "milliseconds": "ms", "msecs": "ms",
    "sec": "s", "secs": "s", "second": "s", "seconds": "s",
    "min": "m", "mins": "m", "minute": "m", "minutes": "m",
    "hour": "h", "hours": "h",
}  # fmt: skip
LONGER: Final = {"day": 24, "days": 24, "week": 168, "weeks": 168}
"""In hours."""

GO_UNIT: Final = re.compile(r"time\.(Nanosecond|Microsecond|Millisecond|Second|Minute|Hour)")
GO_CAST: Final = re.compile(r"time\.Duration\(([^()]+)\)")
# Duration.ofSeconds(30), Duration::from_secs(30), TimeSpan.FromMinutes(5), std::chrono::hours(1), :timer.seconds(3).
CONSTRUCTOR: Final = re.compile(
    r"(?:[A-Za-z]+\.)*(?:Duration|TimeSpan|std::chrono|chrono|:timer)(?:::|\.)(?:of|from_|From)?([A-Za-z]+)\(([^()]+)\)"
)
# timedelta(minutes=5), and 5.minutes of Ruby and Kotlin.
TIMEDELTA: Final = re.compile(r"(?:datetime\.)?timedelta\(\s*([a-z]+)\s*=\s*([^()]+)\)")
METHOD: Final = re.compile(r"([0-9_]+)\.([a-z]+)")


def canonical(text: str) -> str:
    """Return a default, given as the expression or literal that a program writes, in its one spelling."""
    text = text.strip()
    if quoted := QUOTED.fullmatch(text):
        return quoted["text"]
    if text in WORDS:
        return WORDS[text]
    if len(text) > LONGEST:
        return text
    if number := FLOAT.fullmatch(text):
        return number[1].replace("_", "")
    terms = [_term(term) for term in text.split("+")]
    known = [term for term in terms if term is not None]
    return _spelt(known) if known and len(known) == len(terms) else text


def duration(nanoseconds: int) -> str:
    """Return a duration as Go would print it, without the parts that are zero: ``1h30m``, ``90ms``, ``0s``."""
    rest, pieces = abs(nanoseconds), []
    for unit, size in SIZES.items():
        count, rest = divmod(rest, size)
        if count:
            pieces.append(f"{count}{unit}")
    return ("-" if nanoseconds < 0 else "") + ("".join(pieces) or "0s")


def _spelt(terms: Iterable[tuple[int, str]]) -> str:
    """Return a sum: one term keeps its unit, several of time are added up."""
    terms = list(terms)
    units = {unit for _, unit in terms}
    if len(terms) == 1:
        amount, unit = terms[0]
        return f"{amount}{unit}"
    if units == {""}:
        return str(sum(amount for amount, _ in terms))
    return duration(sum(amount * SIZES.get(unit, 1) for amount, unit in terms))


def _term(text: str) -> tuple[int, str] | None:
    """Return a product as a number and its unit, empty for none; None for anything else."""
    amount, unit = 1, ""
    for factor in text.split("*"):
        found = _factor(factor.strip())
        if found is None or (found[1] and unit):
            return None
        amount *= found[0]
        unit = unit or found[1]
        if amount > LARGEST:
            return None
    return amount, unit


def _factor(text: str) -> tuple[int, str] | None:
    if GO_UNIT.fullmatch(text):
        return 1, UNITS[text.removeprefix("time.").lower()]
    if cast := GO_CAST.fullmatch(text):
        text = cast[1].strip()
    if made := CONSTRUCTOR.fullmatch(text) or TIMEDELTA.fullmatch(text):
        return _of_unit(made[2], made[1])
    if called := METHOD.fullmatch(text):
        return _of_unit(called[1], called[2])
    base, shift, places = text.partition("<<")
    number, power = _whole(base), _whole(places) if shift else 0
    if number is None or power is None or power > 64:
        return None
    return number << power, ""


def _of_unit(count: str, word: str) -> tuple[int, str] | None:
    term = _term(count)
    if term is None or term[1]:
        return None
    word = word.lower()
    if word in LONGER:
        return term[0] * LONGER[word], "h"
    return (term[0], UNITS[word]) if word in UNITS else None


def _whole(text: str) -> int | None:
    """Return a whole number as the languages write one; None for what is none, or has a zero before it (octal?)."""
    found = NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    digits = found[1].replace("_", "")
    if digits[:1] == "0" and digits.isdigit() and len(digits) > 1:
        return None
    return int(digits, 0)
