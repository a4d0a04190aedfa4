"""Whether two texts are one value, and whether a text is a value at all, to the parser that reads the variable."""

from __future__ import annotations

import re

from envlint import types
from envlint.formats.literals import canonical
from envlint.types import Malformed, durations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

WORDS: Final = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
COLOUR: Final = re.compile(r"#(?:[0-9A-Fa-f]{3,4}){1,2}")
PER_SECOND: Final = {"seconds": 1, "ms": 1000}
# The types that a text cannot be to one reader and not be to another, by what is said of a text that is none.
# What is spelt unusually (`+1`, `08`, `1_000`, `yes`) many readers take: that is no fault until the reader is known.
PLAINLY_NOT: Final = frozenset(("is not a whole number", "is not a number", "is not a boolean"))
NUMERIC: Final = frozenset(("int", "port", "number", "bool"))


class Reader:
    """The parser of a variable: its type, and whose parser it is."""

    def __init__(self, type_name: str = "", dialect: str = "") -> None:
        self.type = type_name if types.known(type_name) else ""
        known = types.dialects(self.type) if self.type else ()
        self.dialect = dialect if dialect in known else ""

    def same(self, one: str, other: str) -> bool:
        """Whether two texts, each as it is written in a file or a program, are one value to this reader."""
        one, other = canonical(one), canonical(other)
        if one == other:
            return True
        if "<" in self.type:
            one, other = (",".join(item.strip() for item in text.split(",")) for text in (one, other))
        values = self._value(one), self._value(other)
        return None not in values and bool(values[0] == values[1])

    def refuses(self, text: str) -> Malformed | None:
        """Return why the reader surely takes no such text; None where it takes it, or that is not known."""
        if self.type not in NUMERIC and not self.dialect:
            return None
        try:
            types.parse(self.type, text, self._spec)
        except Malformed as fault:
            return fault if self.dialect or fault.reason in PLAINLY_NOT else None
        return None

    @property
    def _spec(self) -> dict[str, Any]:
        return {"dialect": self.dialect} if self.dialect else {}

    def _value(self, text: str) -> Any:
        """Return what compares equal for equal values, None where the text is no value."""
        if text.lower() in WORDS and self.type in ("", "string", "bool", "enum") and not self.dialect:
            return WORDS[text.lower()]
        if COLOUR.fullmatch(text):
            return text.lower()
        try:
            if self.type and self.type not in ("string", "enum"):
                return types.parse(self.type, text, self._spec)
        except Malformed:
            return self._in_units(text)
        return _plain(text)

    def _in_units(self, text: str) -> object:
        """Return a duration as the number of seconds or milliseconds that the variable holds."""
        per_second = PER_SECOND.get(self.type)
        nanoseconds = None if per_second is None else _duration(text)
        return None if nanoseconds is None or per_second is None else nanoseconds * per_second / 10**9


def _plain(text: str) -> object:
    """Return a text of no known type as a duration if it has a unit, else as it is."""
    return text if text.isdigit() or (nanoseconds := _duration(text)) is None else nanoseconds


def _duration(text: str) -> int | None:
    try:
        return durations.parse(text, {})
    except Malformed:
        return None
