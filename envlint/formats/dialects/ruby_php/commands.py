r"""``$(command)`` as the Ruby gem dotenv and Symfony look for it: found, and never run.

A command is what stands between parentheses that are paired, each pair holding something. A backslash before the ``$``
goes and the rest is text.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

PARENTHESIS: Final = re.compile(r"[()]")


def without_commands(text: str) -> tuple[str, bool]:
    """Return a text with its commands taken out and those that are escaped as text, and whether it had any to run."""
    if "$(" not in text:
        return text, False
    closes = _closes(text)
    pieces = []
    done, runs = 0, False
    place = text.find("$(")
    while place >= 0:
        close = closes.get(place + 1)
        if close is None:
            place = text.find("$(", place + 1)
            continue
        escaped = place > done and text[place - 1] == "\\"
        pieces.append(text[done : place - 1 if escaped else place])
        if escaped:
            pieces.append(text[place : close + 1])
        runs = runs or not escaped
        done = close + 1
        place = text.find("$(", done)
    return "".join([*pieces, text[done:]]), runs


def _closes(text: str) -> dict[int, int]:
    """Return where the parentheses close that open at a place, those left out that are open or empty."""
    found: dict[int, int] = {}
    begun: list[int] = []
    spoilt: set[int] = set()
    for match in PARENTHESIS.finditer(text):
        if match[0] == "(":
            begun.append(match.start())
        elif begun:
            start = begun.pop()
            if start in spoilt or match.start() == start + 1:
                spoilt.update(begun[-1:])
            else:
                found[start] = match.start()
    return found
