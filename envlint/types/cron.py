"""``cron``: five fields as in crontab(5), or one of its ``@`` words.

What only some readers take is refused: a field of seconds or years (Quartz, Spring), ``?``, ``L``, ``W``, ``#``, a step
behind a single number, and a range that runs backwards.
"""

from __future__ import annotations

from envlint.types import Malformed
from envlint.types.scan import is_digits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.types import Spec

OPTIONS = frozenset(("values", "pattern"))
WORDS: Final = frozenset(("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"))
MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAYS: Final = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
# Name, least, most, and the words for its numbers.
FIELDS: Final = (
    ("minute", 0, 59, ()),
    ("hour", 0, 23, ()),
    ("day of the month", 1, 31, ()),
    ("month", 1, 12, MONTHS),
    ("day of the week", 0, 7, DAYS),
)
LONGEST: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
MOST_CHARACTERS: Final = 1000


def parse(text: str, spec: Spec) -> str:  # noqa: ARG001  every type takes one
    """Return the text.

    Raises:
        Malformed: it is no schedule, or one whose day never comes.
    """
    if text in WORDS:
        return text
    if len(text) > MOST_CHARACTERS:
        raise Malformed("is too long for a cron schedule")
    fields = text.replace("\t", " ").split(" ")
    if len([field for field in fields if field]) != len(FIELDS):
        help = "write minute, hour, day of the month, month and day of the week"
        raise Malformed("is not a cron schedule of five fields", help)
    found, start = list[set[int]](), 0
    for field in fields:
        if field:
            found.append(_field(field, start, *FIELDS[len(found)]))
        start += len(field) + 1
    _, _, days, months, _ = found
    restricted = [field for field in fields if field][4] != "*"
    if not restricted and all(min(days) > LONGEST[month - 1] for month in months):
        raise Malformed("is a cron schedule for a day that no month of it has")
    return text


def _field(text: str, start: int, name: str, least: int, most: int, words: tuple[str, ...]) -> set[int]:
    """Return the numbers a field stands for."""
    found, end = set[int](), start + len(text)
    for part in text.split(","):
        span, slash, step = part.partition("/")
        first, dash, last = ("*", "", "") if span == "*" else span.partition("-")
        if slash and not dash and first != "*":
            help = "write a range before the `/`, such as 0-59/10"
            raise Malformed(f"has a step behind a single number in its {name}", help, start, end)
        low = least if first == "*" else _number(first, words, least)
        high = most if first == "*" else _number(last, words, least) if dash else low
        width = _number(step, (), 0) if slash else 1
        if low is None or high is None or not width:
            raise Malformed(f"has something in its {name} that crontab does not have", "", start, end)
        if not least <= low <= high <= most:
            raise Malformed(
                f"has in its {name} a number outside of {least} to {most}, or a range backwards", "", start, end
            )
        found.update(range(low, high + 1, width))
    return found


def _number(text: str, words: tuple[str, ...], least: int) -> int | None:
    if text.lower() in words:
        return words.index(text.lower()) + least
    return int(text) if is_digits(text) and len(text) <= 2 else None
