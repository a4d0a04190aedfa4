"""The environment that a service's container starts with, in layers."""

from __future__ import annotations

from envlint.core.record import Record
from envlint.core.source import Binding, Notice, Reading, Unseen
from envlint.core.value import Value
from envlint.formats import names, pem
from envlint.formats.compose.project import parsed
from envlint.formats.compose.service import SHELL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from envlint.core.source import Source
    from envlint.formats.compose.env_file import Assignment
    from envlint.formats.compose.project import Surroundings
    from envlint.formats.compose.service import Entry, EnvFile, Service


class Opened(Record):
    """An env file of a service with its text, None where there is none; ``notices`` are those of its bytes and mode."""

    file: EnvFile
    source: Source | None
    notices: tuple[Notice, ...] = ()


class Effective:
    """What a service's env files and its ``environment`` set.

    ``unset`` are the names that ``environment`` holds alone and that have no value outside: they are in no layer.
    """

    def __init__(self, service: Service, around: Surroundings) -> None:
        self.around = around
        self.entries = [self._resolved(one) for one in (service.environment.entries if service.environment else ())]
        self.final = {entry.name: entry for entry in self.entries}
        self.unset = {name for name, entry in self.final.items() if entry.value is None}
        self.from_files: dict[str, tuple[str, str]] = {}

    def _resolved(self, entry: Entry) -> Entry:
        value = self.around.get(entry.name) if entry.value is None else None
        return entry if value is None else entry.replace(value=value, origin=self.around.origin(entry.name))

    def readings(self, opened: Iterable[Opened]) -> tuple[Reading, ...]:
        """Return the layers, weakest first.

        Raises:
            EnvlintError: Compose refuses an env file.
        """
        known = {name: entry.value for name, entry in self.final.items() if entry.value is not None}
        files = [reading for each in opened for reading in self._env_file(each, known)]
        return (*files, *self._environment())

    def _lookup(self, name: str) -> str | None:
        """Return what a reference in an env file sees first: what is outside, and then ``environment``."""
        value = self.around.get(name)
        return self.final[name].value if value is None and name in self.final else value

    def _env_file(self, each: Opened, known: dict[str, str]) -> Iterator[Reading]:
        source = each.source
        if source is None:
            if each.file.required:
                reason = f"env_file {each.file.written} is not there"
                unseen = Unseen(reason, start=each.file.start, end=each.file.end)
                yield Reading(each.file.source, notices=_undefined_path(each.file), unseen=(unseen,))
            return
        found = parsed(source, self._lookup, known, each.file.format)
        self.from_files.update((one.name, (one.value, source.path)) for one in found)
        bindings = [_assigned(one, source, self.around) for one in found if one.name not in self.unset]
        notices = (*each.notices, *_undefined(found), *names.notices(bindings))
        yield Reading(source, tuple(bindings), _ordered(notices), opaque=tuple(pem.blocks(source.text)))

    def _environment(self) -> Iterator[Reading]:
        """Yield a reading for each stretch of entries that stand in one text."""
        for run in _stretches(self.entries):
            source = run[0].source
            bound = [(one, _bound(one)) for one in run if one.value is not None and one.name not in self.unset]
            notices = [
                *(notice for one in run if self.final[one.name] is one for notice in self._about(one)),
                *_notices_of_names(bound),
            ]
            bindings = tuple([binding for _, binding in bound])
            opaque, unset = tuple(pem.blocks(source.text)), frozenset(self.unset)
            yield Reading(source, bindings, _ordered(notices), opaque=opaque, unset=unset)

    def _about(self, entry: Entry) -> Iterator[Notice]:
        span = entry.value_span if entry.value_span[1] > entry.value_span[0] else entry.name_span
        for reference in entry.undefined:
            yield Notice("undefined-reference", *span, entry.name, reference)
        if entry.altered:
            detail = f"a {entry.altered} without quotes, which Compose writes in its own way"
            yield Notice("value-not-a-string", *span, entry.name, detail)
        if entry.bare and entry.name in self.from_files:
            value, path = self.from_files[entry.name]
            if entry.value is None:
                detail = f"a name alone in `environment:` that has no value outside unsets what env_file {path} sets"
                yield Notice("shadowed-value", *entry.name_span, entry.name, detail)
            elif entry.value != value:
                owner = "the shell" if entry.origin == SHELL else entry.origin
                detail = f"a name alone in `environment:` takes the value of {owner}, not that of env_file {path}"
                yield Notice("shadowed-value", *entry.name_span, entry.name, detail)


def _stretches(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    start = 0
    for end in range(1, len(entries) + 1):
        if end == len(entries) or entries[end].source is not entries[start].source:
            yield entries[start:end]
            start = end


def _undefined_path(file: EnvFile) -> tuple[Notice, ...]:
    return tuple(Notice("undefined-reference", file.start, file.end, detail=name) for name in file.undefined)


def _assigned(one: Assignment, source: Source, around: Surroundings) -> Binding:
    return Binding(
        one.name,
        Value(one.value),
        source,
        name_span=(one.name_start, one.name_end),
        value_span=(-1, -1) if one.outside else (one.start, one.end),
        quote=one.quote,
        written=Value(one.written),
        layer=around.origin(one.name) if one.outside else f"env_file {source.path}",
    )


def _undefined(found: Iterable[Assignment]) -> Iterator[Notice]:
    for one in found:
        for reference in one.undefined:
            yield Notice("undefined-reference", one.start, one.end, one.name, reference)


def _bound(entry: Entry) -> Binding:
    return Binding(
        entry.name,
        Value(entry.value or ""),
        entry.source,
        name_span=entry.name_span,
        value_span=entry.value_span,
        quote=entry.quote,
        written=Value(entry.written),
        layer=entry.origin,
    )


def _notices_of_names(bound: Sequence[tuple[Entry, Binding]]) -> Iterator[Notice]:
    """Yield what can be wrong with names; a name is repeated only within one list or mapping."""
    places: dict[int, list[Binding]] = {}
    for entry, binding in bound:
        places.setdefault(entry.place, []).append(binding)
    for bindings in places.values():
        yield from names.notices(bindings)


def _ordered(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    return tuple(sorted(notices, key=lambda notice: notice.start))
