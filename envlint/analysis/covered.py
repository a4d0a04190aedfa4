"""The stretches of a text that any loader takes for values, and where names stand."""

from __future__ import annotations

from bisect import bisect_right

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

    from envlint.formats.dialects import Assignment

QUOTES: Final = "\"'`"
BEFORE_NAMES: Final = frozenset(" \t\"'\ufeff")
EXPORT: Final = "export"
FARTHEST: Final = 200
"""Characters before a name that are looked at: ``export``, blanks, a quote."""


class Covered:
    """Stretches of a text, merged: tells whether an offset is in any of them."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(stretches):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def __contains__(self, offset: int) -> bool:
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self._ends[index]


def values(text: str, assignments: Iterable[Assignment]) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Return the stretches of values in or behind a quote, and those before any: what is quoted is no name for sure."""
    firm: set[tuple[int, int]] = set()
    loose: set[tuple[int, int]] = set()
    for start, end, quote in {_value(text, each) for each in assignments}:
        if quote:
            firm.add((start, end))
        elif start < end:
            first = min([found for each in QUOTES if (found := text.find(each, start, end)) >= 0], default=end)
            firm.add((first, end))
            loose.add((start, first))
    return firm, loose


def name_at(text: str, each: Assignment) -> int:
    """Return where the name of an assignment stands, -1 if it is not what the assignment begins with."""
    if each.start < 0:
        return -1
    place = text.find(each.name, each.start, each.start + FARTHEST + len(each.name))
    return place if place >= 0 and before_is_harmless(text[each.start : place]) else -1


def before_is_harmless(text: str) -> bool:
    """Whether nothing stands before a name but what may."""
    return len(text) <= FARTHEST and BEFORE_NAMES.issuperset(text.replace(EXPORT, ""))


def _value(text: str, each: Assignment) -> tuple[int, int, str]:
    """Return the place of a value and the quote around it; where the place is not known, of all behind the name."""
    if each.value_start >= 0:
        return each.value_start, each.value_end, each.quote
    place = name_at(text, each)
    return (place + len(each.name), each.end, "") if place >= 0 else (0, 0, "")
