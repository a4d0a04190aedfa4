"""Constants as PostgreSQL keeps them: it writes ``'30 days'::interval`` and ``'{"a": 1}'::jsonb`` its own way."""

from __future__ import annotations

import json
import re
from decimal import Decimal, InvalidOperation
from typing import Final

from envlint.formats.sql.typenames import NUMBERS

MONTHS: Final = {"mon": 1, "month": 1, "y": 12, "yr": 12, "year": 12, "decade": 120, "century": 1200, "centurie": 1200}
DAYS: Final = {"d": 1, "day": 1, "week": 7, "w": 7}
SECONDS: Final = {"h": 3600, "hr": 3600, "hour": 3600, "m": 60, "min": 60, "minute": 60, "s": 1, "sec": 1, "second": 1}
PART: Final = re.compile(
    r"\s*(?:([+-]?\d+(?:\.\d+)?)\s*([A-Za-z]+)|([+-]?)(\d+):(\d\d)(?::(\d\d(?:\.\d+)?))?)(?:\s+|\Z)"
)
SAYS_INTERVAL: Final = re.compile(r"\d+ ?(?:years?|mon(?:th)?s?|weeks?|days?|hours?|min(?:ute)?s?|sec(?:ond)?s?)\b")
BOOLEANS: Final = {
    **dict.fromkeys(("t", "tr", "tru", "true", "y", "ye", "yes", "on", "1"), "true"),
    **dict.fromkeys(("f", "fa", "fal", "fals", "false", "n", "no", "off", "of", "0"), "false"),
}
# A clock's time or a day's midnight adds nothing to a date.
MIDNIGHT: Final = re.compile(r"(?<=\d)[ T]00:00:00(?:\.0+)?(?:\+00)?$")


def quoted(text: str) -> str:
    """Return a text as a SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def written(text: str, of: str) -> str:
    """Return a text constant of a type in one form; ``of`` is empty where no type is said."""
    if of == "boolean":
        return BOOLEANS.get(text.strip().lower(), quoted(text))
    if of in NUMBERS:
        return number(text) or quoted(text)
    if of == "interval" or (not of and SAYS_INTERVAL.search(text)):
        return quoted(_interval(text))
    if of in ("json", "jsonb") or (not of and text[:1] in ("{", "[")):
        return quoted(_json(text))
    if of.startswith(("timestamp", "date")):
        return quoted("1970-01-01" if text == "epoch" else MIDNIGHT.sub("", text))
    if of == "regclass":
        return quoted(text.replace('"', "").removeprefix("public."))
    return quoted(text)


def number(text: str) -> str:
    """Return a number in one form, empty if the text is none: ``1.0`` and ``1e0`` are ``1``."""
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return ""
    if not value.is_finite() or abs(value.adjusted()) > 100:
        return text
    whole = value == value.to_integral_value()
    return f"{value:.0f}" if whole else f"{value.normalize():f}"


def _json(text: str) -> str:
    try:
        return json.dumps(json.loads(text), sort_keys=True, ensure_ascii=False)
    except (ValueError, RecursionError):
        return text


def _interval(text: str) -> str:
    """Return months, days and seconds; the text itself if it is written in another way."""
    months = days = 0
    seconds, at = Decimal(0), 0
    while at < len(text):
        part = PART.match(text, at)
        if part is None:
            return text
        at = part.end()
        amount, unit = part[1], (part[2] or "").lower()
        if amount is None:
            clock = int(part[4]) * 3600 + int(part[5]) * 60 + Decimal(part[6] or 0)
            seconds += -clock if part[3] == "-" else clock
            continue
        unit = unit if unit in SECONDS else unit.removesuffix("s")
        if "." in amount and unit not in SECONDS:
            return text
        if unit in MONTHS:
            months += MONTHS[unit] * int(amount)
        elif unit in DAYS:
            days += DAYS[unit] * int(amount)
        elif unit in SECONDS:
            seconds += SECONDS[unit] * Decimal(amount)
        else:
            return text
    named = ((months, "months"), (days, "days"), (seconds.normalize(), "seconds"))
    return " ".join(
        f"{amount:f} {unit}" if unit == "seconds" else f"{amount} {unit}" for amount, unit in named if amount
    )
