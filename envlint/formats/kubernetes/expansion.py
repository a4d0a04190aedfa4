"""``$(NAME)`` in the values of a container, as the kubelet expands them.

Source: Kubernetes documentation, "Define Dependent Environment Variables", and the API reference, EnvVar: a reference
sees what was defined before it; what cannot be resolved stays as it is written; ``$$`` is a dollar sign, so that
``$$(NAME)`` is no reference. A name is everything up to the next ``)``, and what is put in is not expanded again.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

ESCAPE = ""
"""Stands for the name of ``$$``; no variable has an empty one."""


class TooLong(Exception):
    """An expanded value would be longer than allowed."""


def tokens(value: str) -> list[tuple[int, int, str]]:
    """Return the references and escapes of a value: start, end, and the name or ``ESCAPE``. In linear time."""
    found = []
    cursor, closed = value.find("$"), True
    while 0 <= cursor < len(value) - 1:
        end, following = cursor + 2, value[cursor + 1]
        if following == "$":
            found.append((cursor, end, ESCAPE))
        elif following == "(" and closed:
            close = value.find(")", end)
            closed = close >= 0
            if close > end:
                found.append((cursor, close + 1, value[end:close]))
            end = max(close + 1, end)
        cursor = value.find("$", end)
    return found


def expanded(value: str, found: list[tuple[int, int, str]], known: Mapping[str, str], room: int) -> str:
    """Return the value with its references replaced by what is known, the others as they stand.

    Raises:
        TooLong: the result would be longer than ``room`` characters.
    """
    pieces: list[str] = []
    cursor = length = 0
    for start, end, name in found:
        text = "$" if name == ESCAPE else known.get(name, value[start:end])
        length += start - cursor + len(text)
        if length > room:
            raise TooLong
        pieces += (value[cursor:start], text)
        cursor = end
    if length + len(value) - cursor > room:
        raise TooLong
    return "".join((*pieces, value[cursor:]))
