"""References from value to value, followed through the layers of an environment within fixed budgets."""

from __future__ import annotations

from itertools import islice

from envlint.analysis.cycles import cyclic
from envlint.checks.environment.unknown_variable import of_the_host
from envlint.core.loader import EXPANDED_LATER
from envlint.core.source import Binding, Notice
from envlint.core.value import Value
from envlint.formats.expand import TooLong, expanded, references

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Final

    from envlint.core.source import Reading
    from envlint.formats.expand import Reference

# Doubling references (A2=${A1}${A1}, A3=${A2}${A2}, ...) would fill any memory in forty lines.
LONGEST: Final = 1024 * 1024
LONGEST_TOGETHER: Final = 8 * LONGEST
MOST: Final = 10_000
TOO_LONG: Final = "its references would make it longer than the budget of 1 MiB (8 MiB for all values together)"
TOO_MANY: Final = f"the file has more references than the budget of {MOST}"


def resolve(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return the readings with the values of ``.env`` files expanded, and notices of what could not be.

    What is bound further down is not known yet and becomes nothing, as with python-dotenv: so nothing is followed
    twice, and no cycle is endless. A value over a budget stays as it is written.
    """
    resolver = _Resolver(readings)
    return tuple([resolver.resolved(reading) for reading in readings])


class _Resolver:
    """``known`` is what a reference sees so far; ``length`` the characters of all values expanded so far."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.readings = readings
        self.known: dict[str, str] = {}
        self.length = 0
        self.count = 0
        self._cyclic: frozenset[str] | None = None
        self._bound: dict[str, Binding] | None = None

    def resolved(self, reading: Reading) -> Reading:
        if reading.source.kind != "dotenv" or _by_its_loader(reading):
            self.known.update((binding.name, binding.value.raw) for binding in reading.bindings)
            return reading
        self.count = 0
        bindings, notices = [], list(reading.notices)
        parted = {notice.name for notice in reading.notices if notice.kind == "readers-disagree"}
        for binding in reading.bindings:
            if "${" in binding.value.raw:
                binding, noticed = self._binding(binding)
                notices += [each for each in noticed if each.name not in parted]
            self.known[binding.name] = binding.value.raw
            bindings.append(binding)
        notices.sort(key=lambda notice: notice.start)
        return reading.replace(bindings=tuple(bindings), notices=tuple(notices))

    def _binding(self, binding: Binding) -> tuple[Binding, list[Notice]]:
        """Return the binding with its value expanded, and what is to be said about it."""
        written = binding.value.raw
        found = list(islice(references(written), MOST - self.count + 1))
        self.count += len(found)
        if self.count > MOST:
            self.count = MOST
            return binding, [_over_budget(binding, TOO_MANY)]
        room = min(LONGEST, LONGEST_TOGETHER - self.length)
        try:
            value = expanded(written, found, self.known, room)
        except TooLong:
            return binding, [_over_budget(binding, TOO_LONG)]
        self.length += len(value)
        return _with(binding, value), list(self._unset(binding, found))

    def _unset(self, binding: Binding, found: list[Reference]) -> Iterator[Notice]:
        """Yield a notice for each name that stands for nothing, once a value.

        What the host sets is there when the file is read. A value that refers to its own name asks for the one that
        was set before, as in ``PATH=${PATH}:/opt/bin``: that is no cycle.
        """
        said = set()
        places = _places(binding, found)
        for reference, (start, end) in zip(found, places, strict=True):
            name = reference.name
            if name in self.known or name in said or reference.default is not None or of_the_host(name):
                continue
            said.add(name)
            if name != binding.name and {name, binding.name} <= self._names_in_cycles():
                yield Notice("reference-cycle", start, end, binding.name)
            else:
                yield Notice("undefined-reference", start, end, binding.name, _shown(name), self._below(binding, name))

    def _names_in_cycles(self) -> frozenset[str]:
        if self._cyclic is None:
            graph: dict[str, set[str]] = {}
            for reading in self.readings:
                for binding in reading.bindings if reading.source.kind == "dotenv" else ():
                    targets = graph.setdefault(binding.name, set())
                    named = {found.name for found in islice(references(binding.value.raw), MOST)}
                    targets.update(named - {binding.name})
            self._cyclic = cyclic(graph)
        return self._cyclic

    def _below(self, binding: Binding, name: str) -> tuple[tuple[str, int, int], ...]:
        """Return where the same file sets the name all the same: too late for this reference."""
        if self._bound is None:
            self._bound = {other.name: other for reading in self.readings for other in reading.bindings}
        other = self._bound.get(name)
        if other is None or other is binding or other.source is not binding.source:
            return ()
        return (("set only here", other.name_start, other.name_end),)


def _by_its_loader(reading: Reading) -> bool:
    """Whether the references are expanded already, by the rules of the loader that reads the file."""
    return bool(reading.loaders) and reading.loaders[0].dialect not in EXPANDED_LATER


def _with(binding: Binding, value: str) -> Binding:
    return Binding(
        binding.name,
        Value(value),
        binding.source,
        name_span=(binding.name_start, binding.name_end),
        value_span=(binding.value_start, binding.value_end),
        quote=binding.quote,
        written=binding.value,
        layer=binding.layer,
    )


def _over_budget(binding: Binding, detail: str) -> Notice:
    return Notice("reference-cycle", binding.value_start, binding.value_end, binding.name, detail)


def _places(binding: Binding, found: list[Reference]) -> Iterator[tuple[int, int]]:
    """Yield where the references stand in the text, in which a quoted value may have more characters."""
    text, cursor, last = binding.source.text, binding.value_start, binding.value_end
    for reference in found:
        start = text.find("${" + reference.name, cursor, last) if cursor >= 0 else -1
        if start < 0:
            # An escape stands inside of a reference: from here on, the whole value is its place.
            cursor = -1
            yield binding.value_start, last
        else:
            cursor = text.find("}", start, last) + 1
            yield start, cursor


def _shown(name: str) -> str:
    """Return the name if it has the usual shape of a variable's; anything else may be a piece of a password."""
    if name.isidentifier() and name.isascii() and name.isupper() and len(name) <= 64:
        return name
    return "another name"
