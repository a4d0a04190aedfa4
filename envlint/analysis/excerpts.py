"""The source lines that a report shows: names as they stand, values only where they may be seen.

Only assignments are shown, and of them no more than name, sign and value: comments, malformed lines and whatever else
shares the line may hold a secret that no rule knows of.
"""

from __future__ import annotations

from bisect import bisect_right

from envlint.checks.subjects import may_be_named
from envlint.core.finding import Excerpt
from envlint.core.location import line_starts
from envlint.core.value import MASK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Final

    from envlint.core.finding import Finding
    from envlint.core.location import Location
    from envlint.core.source import Binding, Reading

    Shows = Callable[[Binding], str | None]
    Key = tuple[str, str]
    """The label of a source and the path of the text in it."""

BETWEEN: Final = frozenset(" \t=:'\"-")
EXPORT: Final = "export"
WIDEST_INDENTATION: Final = 200
"""Behind more than that on its line, an assignment is shown alone: one line may hold a hundred thousand of them."""
FARTHEST: Final = 200
"""Characters between a name and its value: what is farther away is another place, as a key of a ConfigMap is."""


def attach(finding: Finding, readings: Iterable[Reading], shows: Shows) -> Finding:
    """Return the finding with its excerpts. ``shows`` gives a binding's value, or None where it must not be seen."""
    return attach_all((finding,), readings, shows)[0]


def attach_all(findings: Iterable[Finding], readings: Iterable[Reading], shows: Shows) -> tuple[Finding, ...]:
    """Return the findings with their excerpts: the line of each and the related lines, in order, its own file first."""
    lines = {key: Lines(reading, shows) for key, reading in _by_text(readings).items()}
    return tuple([_attached(finding, lines) for finding in findings])


def _by_text(readings: Iterable[Reading]) -> dict[Key, Reading]:
    """Return one reading for each text: those of the layers that stand in the same file are put together."""
    found: dict[Key, Reading] = {}
    for reading in readings:
        key = reading.source.label, reading.source.path
        earlier = found.get(key)
        if earlier is not None and earlier.source is reading.source:
            bindings = (*earlier.bindings, *reading.bindings)
            reading = earlier.replace(bindings=bindings, opaque=(*earlier.opaque, *reading.opaque))
        found[key] = reading
    return found


def _attached(finding: Finding, lines: Mapping[Key, Lines]) -> Finding:
    marks = [(finding.at, finding.label), *[(related.at, related.label) for related in finding.related]]
    found = [(lines.get((at.source, at.path)), at, label) for at, label in marks]
    shown = [each.excerpt(at, label) for each, at, label in found if each is not None]
    excerpts = list(dict.fromkeys([excerpt for excerpt in shown if excerpt is not None]))
    excerpts.sort(key=lambda excerpt: (excerpt.path != finding.at.path, excerpt.path, excerpt.line))
    return finding.replace(excerpts=tuple(excerpts)) if excerpts else finding


class Lines:
    """The assignments of one reading, found by place."""

    def __init__(self, reading: Reading, shows: Shows) -> None:
        self._reading = reading
        self._shows = shows
        placed = [binding for binding in reading.bindings if 0 <= binding.name_start < binding.name_end]
        self._bindings = sorted(placed, key=lambda binding: binding.name_start)
        self._begins = [binding.name_start for binding in self._bindings]
        self._starts = line_starts(reading.source.text) if placed else []

    def excerpt(self, at: Location, label: str) -> Excerpt | None:
        """Return the masked line of the assignment that a location is in, None where it is in none."""
        start, end = self._offset(at.line, at.column), self._offset(at.end_line, at.end_column)
        binding = self._binding(start)
        if binding is None or not may_be_named(binding.name, binding.name_start, self._reading):
            return None
        line = bisect_right(self._starts, binding.name_start)
        before, sign, value, after = self._pieces(binding, self._starts[line - 1])
        column, end_column = len(before), len(before) + len(binding.name)
        if value and 0 <= binding.value_start <= start:
            column, end_column = end_column + len(sign), end_column + len(sign) + len(value)
            if value == self._text(binding.value_start, binding.value_end):
                end_column = min(column + end - binding.value_start, end_column)
                column += start - binding.value_start
        text = f"{before}{binding.name}{sign}{value}{after}"
        return Excerpt(at.path, line, text, column + 1, max(end_column, column + 1) + 1, label)

    def _binding(self, offset: int) -> Binding | None:
        """Return the assignment that an offset is in; what stands before a name on its line belongs to it."""
        following = bisect_right(self._begins, offset)
        for binding in self._bindings[max(following - 1, 0) : following + 1]:
            first = self._starts[bisect_right(self._starts, binding.name_start) - 1]
            apart = binding.value_start - binding.name_end > FARTHEST
            if first <= offset <= (binding.name_end if apart else max(binding.name_end, binding.value_end)):
                return binding
        return None

    def _pieces(self, binding: Binding, line_start: int) -> tuple[str, str, str, str]:
        """Return what may be seen of an assignment: before the name, the sign, the value, and the closing quote."""
        near = binding.name_start - line_start <= WIDEST_INDENTATION
        before = self._text(line_start, binding.name_start) if near else ""
        sign = self._text(binding.name_end, binding.value_start) or "="
        value = self._value(binding)
        return (
            before if _harmless(before) else "",
            sign if _harmless(sign) else "=",
            value,
            binding.quote if sign.endswith(binding.quote) else "",
        )

    def _value(self, binding: Binding) -> str:
        if not binding.value.raw:
            return ""
        hidden = any(first < binding.value_end and binding.value_start < last for first, last in self._reading.opaque)
        shown = None if hidden else self._shows(binding)
        return MASK if shown is None else shown

    def _offset(self, line: int, column: int) -> int:
        return self._starts[line - 1] + max(column, 1) - 1 if 1 <= line <= len(self._starts) else -1

    def _text(self, start: int, end: int) -> str:
        return self._reading.source.text[start:end] if 0 <= start <= end else ""


def _harmless(text: str) -> bool:
    return BETWEEN.issuperset(text.replace(EXPORT, ""))
