"""``duration``: what Go's ``time.ParseDuration`` takes, with its rounding and its limits (its documentation and tests).

Others take ``1d``, ``30`` or ``1h 30m`` as well; Go does not, and a value that only some readers take is no value here.
"""

from __future__ import annotations

from envlint.types import RANGE_OPTIONS, Malformed
from envlint.types.scan import DIGITS, is_digits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.types import Spec

OPTIONS = RANGE_OPTIONS | {"dialect"}
ORDERED = True
DIALECTS = ("go",)

# In nanoseconds. Both signs that look like a micro are one to Go: U+00B5 and U+03BC.
UNITS: Final = {
    "ns": 1,
    "us": 10**3,
    "\u00b5s": 10**3,
    "\u03bcs": 10**3,
    "ms": 10**6,
    "s": 10**9,
    "m": 60 * 10**9,
    "h": 3600 * 10**9,
}
LARGEST: Final = 1 << 63
NAMES: Final = "the units are ns, us, ms, s, m and h; a day is 24h"


def parse(text: str, spec: Spec) -> int:  # noqa: ARG001  every type takes one
    """Return the duration in nanoseconds.

    Raises:
        Malformed: ``time.ParseDuration`` refuses the text.
    """
    sign = 1 if text[:1] in ("+", "-") else 0
    if text[sign:] == "0":
        return 0
    if len(text) == sign:
        raise Malformed("is not a duration")
    total, at = 0, sign
    while at < len(text):
        amount, at = _term(text, at)
        total += amount
        if total > LARGEST:
            raise Malformed("is longer than Go's time.Duration holds", "it ends after some 292 years")
    if text[0] == "-":
        return -total
    if total == LARGEST:
        raise Malformed("is longer than Go's time.Duration holds", "it ends after some 292 years")
    return total


def _term(text: str, start: int) -> tuple[int, int]:
    """Return the nanoseconds of one number with its unit, and the offset behind them."""
    point = _while_in(text, DIGITS, start)
    whole, end, fraction = text[start:point], point, ""
    if text[point : point + 1] == ".":
        end = _while_in(text, DIGITS, point + 1)
        fraction = text[point + 1 : end]
    if not whole and not fraction:
        raise Malformed("is not a duration", "write a number and its unit, such as 30s", start)
    stop = end
    while stop < len(text) and text[stop] != "." and not is_digits(text[stop]):
        stop += 1
    if stop == end:
        raise Malformed("has a number without a unit", NAMES, start, end)
    unit = UNITS.get(text[end:stop])
    if unit is None:
        raise Malformed("has a unit that Go's time.ParseDuration does not know", NAMES, end, stop)
    return _amount(whole, fraction, unit), stop


def _amount(whole: str, fraction: str, unit: int) -> int:
    significant = whole.lstrip("0")
    amount = int(significant or "0") if len(significant) <= 19 else LARGEST + 1
    if amount > LARGEST // unit:
        raise Malformed("is longer than Go's time.Duration holds", "it ends after some 292 years")
    return amount * unit + _part(fraction, unit)


def _part(fraction: str, unit: int) -> int:
    """Return the nanoseconds of what stands behind the point, rounded through 64-bit floats as Go does."""
    value, scale = 0, 1.0
    for digit in fraction:
        longer = value * 10 + int(digit)
        if value > (LARGEST - 1) // 10 or longer > LARGEST:
            break
        value, scale = longer, scale * 10
    return int(value * (unit / scale)) if value else 0


def _while_in(text: str, alphabet: str, start: int) -> int:
    while start < len(text) and text[start] in alphabet:
        start += 1
    return start
