"""``${NAME}`` and ``${NAME:-default}`` in values, as python-dotenv expands them, without its quadratic cost.

That library's grammar (1.2, variables.py): a name is everything up to ``}`` or ``:-``; a default everything up to the
next ``}``, and is not expanded again; it stands in for a name that is not set, and not for an empty one. Nothing but
these two forms is special, and no quotes and no backslash protect them.
"""

from __future__ import annotations

from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Reference(Record):
    """One reference in a value, at ``value[start:end]``. ``default`` is None where it has none."""

    name: str
    default: str | None
    start: int
    end: int


class TooLong(Exception):
    """An expanded value would be longer than allowed."""


def references(value: str) -> Iterator[Reference]:
    """Yield the references of a value from left to right, in linear time."""
    start = value.find("${")
    close = colon = -1
    while start >= 0:
        inside = start + 2
        # What was found before and still lies ahead is the nearest one: neither search reads a character twice.
        if close < inside:
            close = value.find("}", inside)
            if close < 0:
                return
        if colon < inside:
            colon = value.find(":", inside)
            colon = len(value) if colon < 0 else colon
        if colon > close:
            yield Reference(value[inside:close], None, start, close + 1)
            start = value.find("${", close + 1)
        elif value[colon + 1] == "-":
            yield Reference(value[inside:colon], value[colon + 2 : close], start, close + 1)
            start = value.find("${", close + 1)
        else:
            start = value.find("${", start + 1)


def expanded(value: str, found: list[Reference], known: Mapping[str, str], room: int) -> str:
    """Return the value with its references replaced by what is known, by their defaults, or by nothing.

    Raises:
        TooLong: the result would be longer than ``room`` characters.
    """
    parts: list[str] = []
    cursor = length = 0
    for reference in found:
        text = known.get(reference.name, reference.default or "")
        length += reference.start - cursor + len(text)
        if length > room:
            raise TooLong
        parts += (value[cursor : reference.start], text)
        cursor = reference.end
    if length + len(value) - cursor > room:
        raise TooLong
    return "".join((*parts, value[cursor:]))
