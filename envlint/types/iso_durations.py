"""``duration.iso``: ISO 8601, ``PnYnMnDTnHnMnS`` or ``PnW``, with at most a fraction of seconds, and a sign before it.

This is what ``java.time``, XML Schema and JavaScript's Temporal read alike. Months and years have no fixed length, so
that ``P1M`` is neither less nor more than ``P30D``: XML Schema orders such durations partially, and so do we.
"""

from __future__ import annotations

from envlint.core.record import Record
from envlint.types import RANGE_OPTIONS, Malformed
from envlint.types.scan import is_digits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.types import Spec

OPTIONS = RANGE_OPTIONS
ORDERED = True
SECOND: Final = 10**9
DAY: Final = 86_400 * SECOND
MOST_DIGITS: Final = 18


class Period(Record):
    """A number of months and of nanoseconds. It is less than another when it is so from every starting day."""

    months: int
    nanoseconds: int

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        months = self.months - other.months
        return _longest(months) * DAY + self.nanoseconds < other.nanoseconds


def parse(text: str, spec: Spec) -> Period:  # noqa: ARG001  every type takes one
    """Return the duration.

    Raises:
        Malformed: it is not written like that.
    """
    sign = 1 if text[:1] in ("+", "-") else 0
    if text[sign : sign + 1] != "P":
        raise Malformed("is not an ISO 8601 duration", "write it like PT30S, PT1H30M or P1D")
    date, mark, time = text[sign + 1 :].partition("T")
    if not (date or time) or (mark and not time):
        raise Malformed("is an ISO 8601 duration without any amount", "write it like PT30S")
    start = sign + 1
    found = _amounts(date, "YMD" if "W" not in date else "W", start) if date else {}
    months = found.get("Y", 0) * 12 + found.get("M", 0)
    total = (found.get("W", 0) * 7 + found.get("D", 0)) * DAY
    if time:
        clock = _amounts(time, "HMS", start + len(date) + 1)
        total += clock.get("H", 0) * 3600 * SECOND + clock.get("M", 0) * 60 * SECOND + clock.get("S", 0)
    return Period(-months, -total) if text[0] == "-" else Period(months, total)


def _amounts(text: str, units: str, start: int) -> dict[str, int]:
    """Return the amount before each letter, which must come in the order of ``units``; seconds in nanoseconds."""
    found: dict[str, int] = {}
    at = 0
    for unit in units:
        end = text.find(unit, at)
        if end < 0:
            continue
        found[unit] = _amount(text[at:end], unit, start + at)
        at = end + 1
    if at < len(text):
        raise Malformed("is not an ISO 8601 duration", "the letters come in the order PnYnMnDTnHnMnS", start + at)
    return found


def _amount(text: str, unit: str, start: int) -> int:
    whole, point, fraction = text.replace(",", ".").partition(".")
    if point and unit != "S":
        raise Malformed("has a fraction of something else than seconds", "", start, start + len(text) + 1)
    if not is_digits(whole) or len(whole) > MOST_DIGITS or (point and not (is_digits(fraction) and len(fraction) <= 9)):
        raise Malformed("has an amount that is no number of at most 18 digits", "", start, start + len(text) + 1)
    return int(whole) * SECOND + int(fraction.ljust(9, "0") or "0") if unit == "S" else int(whole)


def _longest(months: int) -> int:
    """Return the most days that a number of months can have; for a negative one that is the fewest, negated."""
    years, rest = divmod(abs(months), 12)
    return years * 366 + rest * 31 if months >= 0 else -(years * 365 + rest * 28)
