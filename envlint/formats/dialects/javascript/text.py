r"""Text as the JavaScript loaders see it: decoded, line ends as ``\n``, and the way back to the file's offsets.

Sources of the facts: ECMA-262, sections "White Space" and "Line Terminators", what ``\s``, ``trim`` and ``^`` follow.
"""

from __future__ import annotations

import re
from bisect import bisect_left

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

    from envlint.formats.dialects import Assignment

SPACES: Final = "".join(map(chr, (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0xFEFF)))
BLANKS: Final = f"\t\n\v\f\r \u2028\u2029{SPACES}"
BLANK_RUN: Final = re.compile(f"[{BLANKS}]*")
LINE_END: Final = re.compile("[\n\u2028\u2029]")
UNDECODED: Final = re.compile("[\udc80-\udcff]")
PROTOTYPE: Final = frozenset(
    {
        "constructor",
        "hasOwnProperty",
        "isPrototypeOf",
        "propertyIsEnumerable",
        "toLocaleString",
        "toString",
        "valueOf",
        "__defineGetter__",
        "__defineSetter__",
        "__lookupGetter__",
        "__lookupSetter__",
    }
)
"""Names that every plain object has: loaders that look a name up in one find a function there."""
MOST_INDEX: Final = 2**32 - 2


class Text:
    r"""One file's text. ``flat`` has ``\n`` for CRLF and CR, or, ``without_returns``, no CR at all."""

    def __init__(self, data: bytes, *, without_returns: bool = False) -> None:
        self.text = data.decode("utf-8", "surrogateescape")
        self.flat = self.text
        self._cuts: list[int] = []
        if "\r" not in self.text:
            return
        gone = "\r" if without_returns else "\r\n"
        pieces = self.text.split(gone)
        at = 0
        for piece in pieces[:-1]:
            at += len(piece)
            self._cuts.append(at)
            at += 0 if without_returns else 1
        self.flat = "".join(pieces) if without_returns else "\n".join(pieces).replace("\r", "\n")

    def place(self, offset: int) -> int:
        """Return where a character of ``flat`` stands in the file's text."""
        return offset + bisect_left(self._cuts, offset) if self._cuts else offset

    def placed(self, found: Iterable[Assignment]) -> list[Assignment]:
        """Return assignments of ``flat`` with the places that they have in the file."""
        if not self._cuts:
            return list(found)
        place = self.place
        return [
            each.replace(
                start=place(each.start),
                end=place(each.end),
                value_start=place(each.value_start),
                value_end=place(each.value_end),
            )
            for each in found
        ]


def decoded(value: str) -> str:
    """Return a value with the replacement character for what is no UTF-8, as Node decodes it."""
    if UNDECODED.search(value) is None:
        return value
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def last_wins(found: Iterable[Assignment]) -> list[Assignment]:
    """Return one assignment a name, in the order of an object's keys: the first place of a name, its last value.

    Names that are array indices come first, by number.
    """
    kept: dict[str, Assignment] = {}
    for each in found:
        kept[each.name] = each
    indices = sorted((name for name in kept if _is_index(name)), key=int)
    if not indices:
        return list(kept.values())
    return [kept.pop(name) for name in indices] + list(kept.values())


def _is_index(name: str) -> bool:
    if not (name.isascii() and name.isdigit() and len(name) <= len(str(MOST_INDEX))):
        return False
    return (name == "0" or name[0] != "0") and int(name) <= MOST_INDEX
