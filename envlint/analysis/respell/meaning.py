"""What a chunk is meant to say: the first loader's reading, unless that is in doubt."""

from __future__ import annotations

import re

from envlint.analysis.respell.left import (
    BARE_NAME,
    COMMENT_OR_VALUE,
    IN_DOUBT,
    NOT_SET,
    QUOTES_OR_VALUE,
    REFERENCE_OR_VALUE,
    SEVERAL,
)
from envlint.analysis.respell.left import COMMAND as RUNS
from envlint.core.record import Record
from envlint.formats.dialects import COMMAND, DEFAULT, HOST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Final

    from envlint.analysis.respell.alone import Heard
    from envlint.formats.dialects import Assignment

BRACED: Final = re.compile(r"\$\{[A-Za-z_]")
REFERENCE: Final = re.compile(r"\$([A-Za-z_][A-Za-z0-9_]*)")
QUOTES: Final = ("'", '"', "`")


class Meant(Record):
    """One variable and its value for each environment. ``told`` is the assignment that says so, None if a rule does.

    ``fixed``: the value does not depend on the environment, so it may be written out.
    """

    name: str
    values: tuple[str, ...]
    told: Assignment | None
    offset: int
    fixed: bool

    def written(self, body: str) -> str:
        """Return the value as it is written in the chunk, without quotes; empty where it has no place."""
        if self.told is None or self.told.value_start < 0:
            return ""
        return body[self.told.value_start - self.offset : self.told.value_end - self.offset]

    def rest(self, body: str) -> str | None:
        """Return what stands behind the value and its closing quote, None where the value has no place."""
        if self.told is None or self.told.value_start < 0:
            return None
        end = self.told.value_end - self.offset
        if self.told.quote and body.startswith(self.told.quote, end):
            end += len(self.told.quote)
        return body[end:]


class Doubt(Record):
    """Why nobody can tell what a chunk is meant to say. ``loaders`` are the numbers of those concerned."""

    kind: str
    name: str = ""
    loaders: tuple[int, ...] = ()


def alike(heard: Sequence[tuple[Heard, ...]]) -> bool:
    """Whether all loaders take a chunk and read the same in it, in each environment."""
    first = heard[0]
    return all(
        each.sound and not each.runs and each.values == model.values
        for every in heard
        for each, model in zip(every, first, strict=True)
    )


def meant(
    heard: Sequence[tuple[Heard, ...]], body: str, stated: Mapping[str, str], defined: frozenset[str]
) -> Meant | Doubt | None:
    """Return what a chunk is meant to say, None if it sets nothing for any loader. ``defined`` are the file's names.

    The first loader counts. Where it refuses the chunk or reads on into the next line, the others do if they agree.
    """
    if told := _stated(heard, stated):
        return told
    first = heard[0]
    if any(len(each.values) > 1 for each in first):
        return Doubt(SEVERAL)
    if not any(each.assignments for every in heard for each in every):
        return None
    if all(each.sound for each in first):
        found = _by_one(heard, 0)
        if found is None and not first[0].assignments:
            found = _unset(heard)
    else:
        found = _by_others(heard)
    if isinstance(found, Meant):
        return _doubted(heard, body, found, defined) or found
    return found


def _by_one(heard: Sequence[tuple[Heard, ...]], index: int) -> Meant | Doubt | None:
    """Return what one loader reads, None if that is not one variable."""
    every = heard[index]
    told = [each.assignments[0] for each in every if len(each.assignments) == 1]
    if len(told) < len(every) or len({each.name for each in told}) != 1:
        from_host = told and len({each.name for each in told}) == 1
        return Doubt(BARE_NAME, told[0].name) if from_host else None
    name = told[0].name
    if any(COMMAND in each.depends for each in told):
        return Doubt(RUNS, name, (index,))
    values = tuple(each.value for each in told if each.value is not None)
    if len(values) < len(told) or told[0].value_start < 0:
        return Doubt(BARE_NAME, name)
    depends = frozenset().union(*(each.depends for each in told))
    fixed = len(set(values)) == 1 and depends.isdisjoint((HOST, DEFAULT))
    return Meant(name, values, told[0], every[0].offset, fixed)


def _by_others(heard: Sequence[tuple[Heard, ...]]) -> Meant | Doubt | None:
    """Return what the loaders that take the chunk agree on."""
    takers = [index for index, every in enumerate(heard) if all(each.sound and each.assignments for each in every)]
    found = [_by_one(heard, index) for index in takers]
    if not found:
        names = {name for every in heard for each in every for name in each.values}
        return Doubt(IN_DOUBT, min(names, default=""))
    model = found[0]
    if isinstance(model, Meant) and all(
        isinstance(each, Meant) and (each.name, each.values, each.fixed) == (model.name, model.values, model.fixed)
        for each in found
    ):
        return model
    name = model.name if model else ""
    return Doubt(IN_DOUBT, name, tuple(takers))


def _unset(heard: Sequence[tuple[Heard, ...]]) -> Doubt | None:
    """Return the doubt about a line that the first loader passes over; None where it is a name to nobody."""
    names = {name for every in heard for each in every if each.sound for name in each.values}
    plain = sorted(name for name in names if not any(map(str.isspace, name)))
    if not plain:
        return None
    told = [
        (index, each) for index, every in enumerate(heard) for each in every[0].assignments if each.name == plain[0]
    ]
    without = all(each.value_start < 0 for _, each in told)
    return Doubt(BARE_NAME if without else NOT_SET, plain[0], tuple(index for index, _ in told))


def _stated(heard: Sequence[tuple[Heard, ...]], stated: Mapping[str, str]) -> Meant | None:
    """Return the variable with the value that a rule states, where a loader reads it so."""
    for every in heard if stated else ():
        for each in every[0].assignments if every[0].sound and len(every[0].assignments) == 1 else ():
            if each.value == stated.get(each.name, ...) and COMMAND not in each.depends and each.value_start >= 0:
                return Meant(each.name, (stated[each.name],) * len(every), each, every[0].offset, fixed=True)
    return None


def _doubted(heard: Sequence[tuple[Heard, ...]], body: str, found: Meant, defined: frozenset[str]) -> Doubt | None:
    """Return the doubt whether the loader that counts reads what people meant, where another reads it so."""
    value = found.values[0]
    quote, written = (found.told.quote, found.written(body)) if found.told else ("", "")
    if not quote and value[:1] in QUOTES and value:
        # A quote that does not close, or that others take off: whoever wrote it hardly meant it to be in the value.
        others = [index for index, every in enumerate(heard) if every[0].values.get(found.name) != value]
        return Doubt(QUOTES_OR_VALUE, found.name, tuple(others)) if others else None
    cut = not quote and (found.rest(body) or "").startswith("#")
    refers = quote != "'" and "\\$" not in written and "$$" not in written
    kinds: dict[str, list[int]] = {}
    for index, every in enumerate(heard):
        own = [each for each in every[0].assignments if each.name == found.name]
        if own and own[0].value is not None and own[0].value != value and COMMAND not in own[0].depends:
            kinds.setdefault(_difference(value, own[0].value, defined, refers=refers, cut=cut), []).append(index)
    return next((Doubt(kind, found.name, tuple(indexes)) for kind, indexes in kinds.items() if kind), None)


def _difference(value: str, other: str, defined: frozenset[str], *, refers: bool, cut: bool) -> str:
    """Return the kind of doubt where ``other`` may be what was meant, empty where it can hardly be."""
    more = other[len(value) :] if other.startswith(value) else ""
    less = value[len(other) :] if value.startswith(other) else ""
    apart = less[:1].isspace() or other[-1:].isspace()
    if (cut and more.startswith("#")) or (apart and less.lstrip().startswith("#")):
        return COMMENT_OR_VALUE
    if refers and (BRACED.search(value) or any(name in defined for name in REFERENCE.findall(value))):
        return REFERENCE_OR_VALUE
    return ""
