"""The proof: a whole file before and after, read by every loader, with every variable accounted for."""

from __future__ import annotations

from envlint.analysis.respell.chunks import MARK
from envlint.core.record import Record
from envlint.formats.dialects import COMMAND

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Final

    from envlint.formats.dialects import Dialect, Reading

    Values = dict[str, str | None]

RUN: Final = "\0run"
"""Stands for a value that only a program would tell; no file can hold it."""
LOSSES: Final = frozenset(("next-line-taken", "runs-command"))
"""Kinds of problems that are more than a line that a loader passes over."""
BUDGET: Final = 48
"""How often a file with some of its edits may be read again before the rest is left as it is."""


class Edit(Record):
    """One chunk of a file as it is to become: its number, its text, and what its variable is to be for each host.

    ``ruled``: a rule says the value, whatever the first loader reads. ``overrides``: that loader does not take the
    chunk, or goes on into the next line.
    """

    chunk: int
    text: str
    name: str = ""
    wanted: tuple[str, ...] = ()
    overrides: bool = False
    ruled: bool = False


class Old:
    """A file as it was. ``pieces`` are the texts of its chunks."""

    def __init__(self, pieces: Sequence[str], dialects: Sequence[Dialect], hosts: Sequence[Mapping[str, str]]) -> None:
        self.pieces = tuple(pieces)
        self.dialects = dialects
        self.hosts = hosts
        self.text = "".join(pieces)
        self.readings = [[self._read(dialect, self.text, host) for dialect in dialects] for host in hosts]
        self.known = [known(readings) for readings in self.readings]
        self._starts = [0]
        for piece in self.pieces:
            self._starts.append(self._starts[-1] + len(piece))

    @property
    def is_read_alike(self) -> bool:
        """Whether all loaders take the file and read the same in it."""
        return all(
            reading.ok and values_of(reading) == values_of(readings[0])
            for readings in self.readings
            for reading in readings
        )

    @property
    def is_harmless(self) -> bool:
        """Whether no loader runs a command for it, or loses a line."""
        return not any(
            RUN in values_of(reading).values() or LOSSES.intersection(problem.kind for problem in reading.problems)
            for readings in self.readings
            for reading in readings
        )

    def as_first(self, edit: Edit, *, several: bool) -> Edit | None:
        """Return an edit as far as it leaves the value that the first loader reads, else None.

        Of ``several`` chunks that set a variable the loader decides between them: the edit is to leave that value.
        """
        if not edit.name:
            return edit
        values = [
            known.get(edit.name, None if several else wanted)
            for known, wanted in zip(self.known, edit.wanted, strict=True)
        ]
        told = tuple(value.rstrip("\r") for value in values if value is not None)
        if len(told) < len(self.hosts):
            return None
        if several:
            return edit.replace(wanted=told)
        left = edit.ruled or all(self._is_left(number, edit, value) for number, value in enumerate(told))
        return edit if left else None

    def _is_left(self, number: int, edit: Edit, told: str) -> bool:
        """Whether with one host the first loader reads what it read, or what it reads is none of what was meant.

        It is not where it refuses the file, or lacks a variable that another loader reads, as when it swallows a line.
        """
        first, *others = self.readings[number]
        if edit.name not in values_of(first) or edit.wanted[number] == told:
            return True
        loses = not first.ok or any(not values_of(other).keys() <= values_of(first).keys() for other in others)
        return edit.overrides and loses

    def edited(self, edits: Sequence[Edit]) -> str:
        """Return the file with some edits."""
        pieces = list(self.pieces)
        for edit in edits:
            pieces[edit.chunk] = edit.text
        return "".join(pieces)

    def allows(self, edits: Sequence[Edit]) -> bool:
        """Whether with these edits every loader reads what was meant, and all else as before or as the first does."""
        text = self.edited(edits)
        for number, host in enumerate(self.hosts):
            wanted: Values = {edit.name: edit.wanted[number] for edit in edits if edit.name}
            heard = values_of(self._read(self.dialects[0], text, host))
            known = {**heard, **self.known[number]}
            first = frozenset(each.name for each in self.readings[number][0].assignments)
            gone = [
                Gone(self._starts[edit.chunk], self._starts[edit.chunk + 1], bool(edit.name), first) for edit in edits
            ]
            for index, dialect in enumerate(self.dialects):
                old, new = self.readings[number][index], self._read(dialect, text, host)
                if not _allowed(old, new, wanted, known, gone) or _in_vain(old, wanted, heard):
                    return False
        return True

    def settled(self, edits: Sequence[Edit]) -> tuple[list[Edit], bool]:
        """Return the edits that hold together, and whether all others were tried. Usually one look is enough."""
        if not edits or self.allows(edits):
            return list(edits), True
        kept: list[Edit] = []
        waiting = _halves(edits)
        for _ in range(BUDGET):
            if not waiting:
                break
            some = waiting.pop()
            if self.allows([*kept, *some]):
                kept += some
            elif len(some) > 1:
                waiting += _halves(some)
        return kept, not waiting

    def _read(self, dialect: Dialect, text: str, host: Mapping[str, str]) -> Reading:
        return dialect.read(text.encode("utf-8", "surrogateescape"), host)


def known(readings: Sequence[Reading]) -> Values:
    """Return the value of each variable: as the first loader reads it, else as all others do that read it."""
    first, *others = [values_of(reading) for reading in readings]
    found: Values = {}
    split: set[str] = set()
    for values in others:
        for name, value in values.items():
            if found.setdefault(name, value) != value:
                split.add(name)
    return {**{name: value for name, value in found.items() if name not in split}, **first}


def values_of(reading: Reading) -> Values:
    """Return what a loader sets, with ``RUN`` for what it would run a program for."""
    return {each.name: RUN if COMMAND in each.depends else each.value for each in reading.assignments}


def _halves(edits: Sequence[Edit]) -> list[Sequence[Edit]]:
    """Return two halves, the first one last: it is tried first."""
    middle = (len(edits) + 1) // 2
    return [half for half in (edits[middle:], edits[:middle]) if half]


def _allowed(old: Reading, new: Reading, wanted: Values, known: Values, gone: Sequence[Gone]) -> bool:
    if old.ok and not new.ok:
        return False
    before, after = values_of(old), values_of(new)
    places = {each.name: each.start for each in old.assignments}
    for name in before.keys() | after.keys():
        if name not in after:
            if name in wanted or not any(each.may_take(name, places[name]) for each in gone):
                return False
        elif name in wanted:
            if after[name] != wanted[name]:
                return False
        elif name not in before:
            if name not in known or after[name] != known[name]:
                return False
        elif before[name] != after[name]:
            return False
    return True


def _in_vain(old: Reading, wanted: Values, heard: Values) -> bool:
    """Whether a loader is to read another value than before though the first one still does not read it."""
    return any(name in wanted and name not in heard and value != wanted[name] for name, value in values_of(old).items())


class Gone(Record):
    """A stretch of the old text that is no more. What only other loaders than the first took for names may go with it.

    That is, out of the middle of a value; where the line was no assignment, nothing that could be a name. A name with a
    byte order mark may go where that is the file's own, and nowhere else.
    """

    start: int
    end: int
    assigned: bool
    first: frozenset[str]

    def may_take(self, name: str, place: int) -> bool:
        """Whether a name that a loader found at a place may be gone."""
        if not self.start <= place < self.end:
            return False
        if MARK in name:
            return place == 0 and MARK not in name[len(MARK) :]
        return name not in self.first and (self.assigned or not name.isidentifier())
