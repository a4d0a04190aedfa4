"""The strings of a JSON file with the keys that lead to them; comments and trailing commas are let pass."""

from __future__ import annotations

import re

from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

DEEPEST: Final = 100
# A string that is never closed is taken as a whole too: to begin anew behind each of its quotes takes quadratic time.
TOKEN: Final = re.compile(r'"((?:[^"\\\n]|\\.)*)(?:(")(?:\s*(:))?)?|//[^\n]*|/\*.*?(?:\*/|\Z)|[][{}]', re.DOTALL)


class String(Record):
    """A string as it is written, escapes included, and the offset of its first character.

    ``keys`` lead to it from the outermost object, an empty one for each array; a key leads to itself.
    """

    keys: tuple[str, ...]
    text: str
    start: int
    is_key: bool = False

    @property
    def end(self) -> int:
        """The offset of the closing quote."""
        return self.start + len(self.text)


def strings(text: str) -> Iterator[String]:
    """Yield the strings and keys of a text; nothing more from where it is nested deeper than ``DEEPEST``."""
    keys: list[str] = [""]
    for match in TOKEN.finditer(text):
        mark = match[0]
        if match[2]:
            if match[3]:
                keys[-1] = match[1]
            yield String(tuple(keys[1:]), match[1], match.start(1), match[3] is not None)
        elif mark in "{[":
            keys.append("")
            if len(keys) > DEEPEST:
                return
        elif mark in "]}" and len(keys) > 1:
            keys.pop()
