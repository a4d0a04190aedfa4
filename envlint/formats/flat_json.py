"""A flat JSON object of names and values, with the place of each."""

from __future__ import annotations

from json import JSONDecodeError
from json.decoder import JSONDecoder

from envlint.core.source import Binding
from envlint.core.value import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.core.source import Source

BLANKS: Final = " \t\n\r"


class Malformed(Exception):
    """What is wrong, without any value, and at which offset."""

    def __init__(self, reason: str, offset: int) -> None:
        super().__init__(reason)
        self.offset = offset


def read(source: Source) -> list[Binding]:
    """Return the members of the object that ``source.text`` is, repeated names included.

    Strings are decoded; numbers and booleans stay as they are written; a member that is ``null`` is not set.

    Raises:
        Malformed: the text is no JSON, no object, or an object that holds objects or arrays.
    """
    members = _Members(source)
    return [binding for binding in members.bindings if binding.name not in members.unset]


class _Members:
    """A walk through the members; ``at`` moves forward from token to token."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.at = 0
        self.bindings: list[Binding] = []
        self.unset: set[str] = set()
        # Numbers are taken as written; NaN and Infinity, which Python would read, are no JSON.
        self.decoder = JSONDecoder(parse_int=str, parse_float=str, parse_constant=_refuse)
        if self._next() != "{":
            raise Malformed("is no JSON object of names and values", self.at)
        self.at += 1
        if self._next() == "}":
            self.at += 1
        else:
            self._all()
        if self._next():
            raise Malformed("has more text behind its object", self.at)

    def _next(self) -> str:
        """Skip blanks and return the next character, empty at the end."""
        rest = self.text[self.at : self.at + 1]
        while rest and rest in BLANKS:
            self.at += 1
            rest = self.text[self.at : self.at + 1]
        return rest

    def _all(self) -> None:
        while True:
            self._member()
            separator = self._next()
            self.at += 1
            if separator == "}":
                return
            if separator != ",":
                raise Malformed("is not valid JSON here", self.at - 1)

    def _member(self) -> None:
        if self._next() != '"':
            raise Malformed("is not valid JSON here: a name in double quotes is expected", self.at)
        name, name_span = self._scalar()
        if self._next() != ":":
            raise Malformed("is not valid JSON here: a colon is expected", self.at)
        self.at += 1
        first = self._next()
        if first in ("{", "["):
            kind = "an object" if first == "{" else "an array"
            raise Malformed(f"is not flat: {kind} stands where a text, a number or a boolean is expected", self.at)
        value, value_span = self._scalar()
        if first == "n":
            self.unset.add(name)
            return
        self.unset.discard(name)
        quote = '"' if first == '"' else ""
        self.bindings.append(
            Binding(name, Value(value), self.source, name_span=name_span, value_span=value_span, quote=quote)
        )

    def _scalar(self) -> tuple[str, tuple[int, int]]:
        """Return the next string decoded or the next other scalar as written, with its span without quotes."""
        start = self.at
        try:
            decoded, self.at = self.decoder.raw_decode(self.text, start)
        except JSONDecodeError as error:
            raise Malformed("is not valid JSON here", max(error.pos, start)) from None
        if self.text[start] == '"':
            return decoded, (start + 1, self.at - 1)
        return self.text[start : self.at], (start, self.at)


def _refuse(constant: str) -> str:
    raise JSONDecodeError("no JSON", constant, 0)
