"""``$X``, ``${X}`` and their six operators in Compose files, ``.env`` and env files.

Source: the Compose Specification, section Interpolation; where it is silent, what Docker Compose 2.40 does. A name is
``[A-Za-z_][A-Za-z0-9_]*``, ``$$`` is a dollar sign, any other ``$`` without a name behind it stands for itself, and a
``${`` that is no reference is refused. A word after an operator is expanded itself, whether it is used or not, and may
hold braces in pairs. A reference ends on the line it begins on.
"""

from __future__ import annotations

import re

from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final

    Lookup = Callable[[str], str | None]

DEEPEST: Final = 50
LONGEST: Final = 1 << 20
"""Code points of an expanded value: more than any process can be given in one variable."""
MOST: Final = 16 << 20
"""Code points of all values of a file together."""

# Case is ignored as RE2 ignores it: the long s and the Kelvin sign are letters of it, too.
NAME: Final = "[_a-zA-Z\u017f\u212a][_a-zA-Z0-9\u017f\u212a]*"
NEXT: Final = re.compile(
    rf"\$(?:(?P<escaped>\$)|(?P<named>{NAME})|\{{(?P<braced>{NAME})(?P<sign>:?[-+?]|\}})|(?P<open>\{{))"
)
BRACE: Final = re.compile(r"[{}]")


class Expanded(Record):
    """A text with its references replaced. ``undefined`` are the names that became nothing for want of a value."""

    text: str
    undefined: tuple[str, ...] = ()


class Refused(Exception):
    """Compose refuses the text, or it goes beyond a budget; the message says why, without any value."""


def expand(template: str, lookup: Lookup) -> Expanded:
    """Return a text with its references replaced by what ``lookup`` gives for their names.

    Raises:
        Refused: a reference is malformed, nested too deep, or its variable is required and has no value.
    """
    if "$" not in template:
        return Expanded(template)
    undefined: dict[str, None] = {}
    text = _expand(template, lookup, undefined, 0)
    return Expanded(text, tuple(undefined))


def _expand(template: str, lookup: Lookup, undefined: dict[str, None], depth: int) -> str:
    if depth > DEEPEST:
        raise Refused(f"references are nested deeper than {DEEPEST} levels")
    parts: list[str] = []
    cursor = length = 0
    while (found := NEXT.search(template, cursor)) is not None:
        text, end = _replacement(template, found, lookup, undefined, depth)
        length += found.start() - cursor + len(text)
        if length > LONGEST:
            raise Refused(f"the value would be longer than {LONGEST} characters")
        parts += (template[cursor : found.start()], text)
        cursor = end
    return "".join((*parts, template[cursor:]))


def _replacement(
    template: str, found: re.Match[str], lookup: Lookup, undefined: dict[str, None], depth: int
) -> tuple[str, int]:
    """Return what stands for a reference, and where the text goes on."""
    if found["escaped"]:
        return "$", found.end()
    if found["open"]:
        raise Refused("a reference is malformed")
    name = found["named"] or found["braced"]
    value = lookup(name)
    sign = found["sign"]
    if found["named"] or sign == "}":
        if value is None:
            undefined[name] = None
        return value or "", found.end()
    close = _closing(template, found)
    word = _expand(template[found.end() : close], lookup, undefined, depth + 1)
    return _operated(name, sign, value, word), close + 1


def _closing(template: str, found: re.Match[str]) -> int:
    """Return where the brace that closes a reference is: the one that pairs, or else the last of the line.

    What follows an opening brace is never taken for a brace, as Compose has it.
    """
    line_end = template.find("\n", found.end())
    last = template.rfind("}", found.end(), line_end if line_end >= 0 else len(template))
    if last < 0:
        raise Refused("a reference is malformed")
    level, skipped = 1, -1
    for brace in BRACE.finditer(template, found.end(), last + 1):
        if brace.start() == skipped:
            continue
        if brace[0] == "{":
            level += 1
            skipped = brace.start() + 1
            continue
        level -= 1
        if not level:
            return brace.start()
    return last


def _operated(name: str, sign: str, value: str | None, word: str) -> str:
    """Return the value that an operator makes of a variable's and of its word."""
    given = bool(value) if sign[0] == ":" else value is not None
    operator = sign[-1]
    if operator == "+":
        return word if given else value or ""
    if given:
        return value or ""
    if operator == "?":
        raise Refused(f"{name[:64]} is required here and has no value")
    return word
