"""What of a text may be seen that several loaders read: what is a name to one may be a piece of a value to another."""

from __future__ import annotations

from bisect import bisect_right

from envlint.analysis.covered import EXPORT, Covered, before_is_harmless, name_at, values
from envlint.analysis.excerpts import Lines
from envlint.checks.shown import shown
from envlint.checks.subjects import may_be_named
from envlint.core.location import Location, line_starts
from envlint.core.source import Reading, Source
from envlint.formats import dotenv

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Final, Protocol

    from envlint.core.rule import Rule
    from envlint.core.source import Binding
    from envlint.formats.dialects import Assignment

    class Sight(Protocol):
        """What may be seen of a text."""

        def name(self, each: Assignment, /) -> str:
            """Return the name of a variable, empty where it may not be seen."""

        def value(self, each: Assignment, /) -> str | None:
            """Return the value of a variable, None where it may not be seen or where there is none."""

        def line(self, number: int, /) -> str:
            """Return a line as far as it may be seen."""


MARK: Final = "\ufeff"
HIDDEN: Final = "(not shown: it may hold a piece of a value)"
COMMENT: Final = "# ..."


class Disclosure:
    """Tells what may be seen of a text. ``rules`` are those of each tier: only what all of them let be seen is.

    A name that no rule declares is shown where it looks like one and no loader reads a value in its place: in a PEM
    block, in quotes, behind an equals sign. A value is shown if its rule lets it, and if nothing but the characters
    that stand in its place can have come into it. ``assignments`` are those of all loaders that count.
    """

    def __init__(self, text: str, assignments: Iterable[Assignment], rules: Sequence[Mapping[str, Rule]]) -> None:
        self._text = text
        self._rules = rules
        self._shift = int(text.startswith(MARK))
        reading = dotenv.read(Source("dotenv", text=text[self._shift :]))
        self._starts = line_starts(text)
        firm, loose = values(text, assignments)
        firm |= {(start + self._shift, end + self._shift) for start, end in (*reading.opaque, *_quoted(reading))}
        self._firm, self._loose = Covered(firm), Covered(loose)
        self._lines = Lines(reading.replace(opaque=()), self._of_binding)
        self._syntax = Reading(reading.source)
        self._on = {self._line(each.name_start + self._shift): each for each in reading.bindings}

    def name(self, each: Assignment) -> str:
        """Return the name of a variable, empty where it may be a piece of a value."""
        if any(each.name in rules for rules in self._rules):
            return each.name
        place = name_at(self._text, each)
        return each.name if self._looks_like_one(each.name) and self._is_open(place) else ""

    def value(self, each: Assignment) -> str | None:
        """Return the value of a variable as it may be seen, None where it may not be or where there is none."""
        if not each.value:
            return each.value
        place = name_at(self._text, each)
        return self._shown(each.name, each.value, place) if self._stands_there(each, place) else None

    def line(self, number: int) -> str:
        """Return a line as it may be seen: the assignment that it is, else that it is not shown."""
        start, end = self._starts[number - 1], self._end(number)
        binding = self._on.get(number)
        if binding is None:
            written = self._text[start:end].strip(" \t\r\n" + MARK)
            return COMMENT if written.startswith("#") and start not in self._firm else HIDDEN if written else ""
        place = binding.name_start + self._shift
        if not any(binding.name in rules for rules in self._rules) and not self._is_open(place):
            return HIDDEN
        excerpt = self._lines.excerpt(Location("", "", number, 1, number, 1), "")
        if excerpt is None or excerpt.line != number:
            return HIDDEN
        rest = self._text[binding.value_end + self._shift + len(binding.quote) : end]
        return f"{excerpt.text} {COMMENT}" if rest.lstrip(" \t").startswith("#") else excerpt.text

    def _looks_like_one(self, name: str) -> bool:
        """Whether it is a name, or what a loader makes of one that knows no ``export`` or keeps the blanks round it."""
        name = name.removeprefix(MARK).strip(" \t")
        exported = name.removeprefix(EXPORT).lstrip(" \t") if name.startswith((f"{EXPORT} ", f"{EXPORT}\t")) else name
        return may_be_named(exported, -1, self._syntax)

    def _is_open(self, place: int) -> bool:
        """Whether no loader reads a value there: a line that one takes in without a quote is a line all the same."""
        if place < 0 or place in self._firm:
            return False
        return place not in self._loose or before_is_harmless(self._text[self._starts[self._line(place) - 1] : place])

    def _stands_there(self, each: Assignment, place: int) -> bool:
        """Whether a value is what stands behind its name, with its quotes at most: no comment, nothing expanded."""
        binding = self._on.get(self._line(place)) if place >= 0 else None
        if binding is None or each.value_start < 0:
            return False
        first = binding.value_start + self._shift - len(binding.quote)
        last = binding.value_end + self._shift + len(binding.quote)
        within = first <= each.value_start and each.value_end <= last
        return within and each.value == self._text[each.value_start : each.value_end]

    def _of_binding(self, binding: Binding) -> str | None:
        return self._shown(binding.name, binding.value.raw, binding.name_start + self._shift)

    def _shown(self, name: str, text: str, place: int) -> str | None:
        if "\n" in text or "\r" in text or not self._is_open(place):
            return None
        seen = [shown(rules.get(name), text) for rules in self._rules]
        return seen[0] if seen and None not in seen else None

    def _line(self, offset: int) -> int:
        return bisect_right(self._starts, offset)

    def _end(self, number: int) -> int:
        return self._starts[number] if number < len(self._starts) else len(self._text)


def _quoted(reading: Reading) -> Iterable[tuple[int, int]]:
    return [(each.value_start, each.value_end) for each in reading.bindings if each.quote]


class Revealed:
    """What may be seen of a text by whoever asked for all of it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [*line_starts(text), len(text)]

    def name(self, each: Assignment) -> str:
        """Return the name of a variable."""
        return each.name

    def value(self, each: Assignment) -> str | None:
        """Return the value of a variable."""
        return each.value

    def line(self, number: int) -> str:
        """Return a line."""
        return self._text[self._starts[number - 1] : self._starts[number]].rstrip("\r\n").removeprefix(MARK)
