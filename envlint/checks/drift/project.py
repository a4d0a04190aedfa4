"""A project as drift compares it: its inventories joined by name, and which of its files are about its program."""

from __future__ import annotations

from functools import cached_property

from envlint.checks.drift.near import NearMiss, near_misses
from envlint.checks.drift.reach import reach
from envlint.checks.drift.subject import SAID, DriftSubject
from envlint.core.declaration import Inventory, Variable
from envlint.core.record import Record
from envlint.formats.ambient import well_known
from envlint.formats.folders import is_example

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any, Final

    from envlint.core.declaration import Dynamic, Read
    from envlint.core.location import Location

FOUND: Final = ("template", "docs")
"""The kinds of places that are found by their shape, and may be about a part of the code or about something else."""
FOREIGN: Final = {"template": (1, 1 << 16), "docs": (1, 5), "manifests": (3, 4)}
"""How many names of how many in a file have to be read for it to be about the program, or to start no other as well."""
FEWEST: Final = 3
"""Names that a file has at least before their number tells anything."""


class StaleSection(Record):
    """A generated section of a file that no longer is what would be generated, and the command that writes it anew."""

    name: str
    at: Location
    command: str


class Project:
    """The inventories of a project, or of one service of it, joined by name.

    ``suspect`` tells whether a file whose text could not be understood holds a name; without it every such file counts
    as one that might. ``sections`` are the generated ones that are out of date. ``named`` are the kinds of places that
    the settings name: those speak for the whole program.
    """

    def __init__(
        self,
        inventories: Iterable[Inventory],
        suspect: Callable[[str], bool] | None = None,
        sections: tuple[StaleSection, ...] = (),
        named: frozenset[str] = frozenset(),
    ) -> None:
        self.inventories = tuple(inventories)
        self.sections = sections
        self.named = named
        self._suspect = suspect

    def of(self, kind: str) -> tuple[Inventory, ...]:
        """Return the inventories of one kind."""
        return tuple(inventory for inventory in self.inventories if inventory.kind == kind)

    def has(self, kind: str) -> bool:
        """Whether there are places of this kind at all: nothing is missing from a template that nobody has."""
        return any(inventory.files or inventory.declarations for inventory in self.of(kind))

    def runs(self, read: Read) -> bool:
        """Whether a read is the program's: no test's, script's or manifest's, and none of an example beside it.

        What lies in a folder that is hidden, as ``.github``, runs where the program is built.
        """
        if read.test or read.how == "ops" or read.at.path.startswith("."):
            return False
        return not (self._has_examples and is_example(read.at.path))

    @cached_property
    def _has_examples(self) -> bool:
        """Whether there is a program beside its examples, so that these are not the program."""
        if "code" in self.named:
            return False
        files = (path for inventory in self.of("code") for path in inventory.files)
        read = (each.at.path for inventory in self.of("code") for each in inventory.declarations)
        return not all(map(is_example, read)) and not all(map(is_example, files))

    def wants(self, kind: str, path: str) -> bool:
        """Whether what the program reads in a file has to be named by places of this kind."""
        if kind not in FOUND or kind in self.named:
            return self.has(kind)
        return path.startswith(self._reaches[kind])

    @cached_property
    def foreign(self) -> frozenset[str]:
        """The files that are about some other program: so little of what they name is read by anything."""
        found: set[str] = set()
        for kind in FOREIGN:
            if kind not in self.named:
                found.update(path for path, names in self._names(kind).items() if self._is_foreign(kind, names))
        return frozenset(found)

    def _is_foreign(self, kind: str, names: frozenset[str]) -> bool:
        known = len(names & self.read_names) + sum(map(well_known, names - self.read_names))
        part, whole = FOREIGN[kind]
        return len(names) >= FEWEST and known * whole < len(names) * part

    def _names(self, kind: str) -> Mapping[str, frozenset[str]]:
        """Return the variables that have an entry in each file of a kind."""
        names: dict[str, set[str]] = {path: set() for inventory in self.of(kind) for path in inventory.files}
        for subject in self.variables.values():
            for said in subject.places(kind):
                names.setdefault(said.at.path, set()).add(subject.name)
        return {path: frozenset(own) for path, own in names.items()}

    @cached_property
    def _reaches(self) -> Mapping[str, tuple[str, ...]]:
        """The folders whose code the files of each kind speak for."""
        read = [(subject.name, each.at.path) for subject in self.variables.values() for each in subject.reads]
        found: dict[str, tuple[str, ...]] = {}
        for kind in FOUND:
            reaches = [reach(kind, path, own, read) for path, own in self._names(kind).items()]
            found[kind] = tuple({folder for folder in reaches if folder is not None})
        return found

    @cached_property
    def variables(self) -> Mapping[str, DriftSubject]:
        """Every variable that is named in full somewhere, in the order of names."""
        joined: dict[str, dict[str, list[Any]]] = {}
        for inventory in self.inventories:
            for said in inventory.declarations:
                if not said.pattern:
                    joined.setdefault(said.name, {}).setdefault(inventory.kind, []).append(said)
        return {
            name: DriftSubject(Variable(name, **{kind: tuple(said) for kind, said in kinds.items()}), self)
            for name, kinds in sorted(joined.items())
        }

    @cached_property
    def patterns(self) -> Mapping[str, tuple[str, ...]]:
        """The names with ``*`` by kind of place; of code those that are read in this form or computed."""
        found: dict[str, list[str]] = {}
        for inventory in self.inventories:
            said = [each.name for each in inventory.declarations if each.pattern]
            found.setdefault(inventory.kind, []).extend(said + [each.pattern for each in inventory.dynamic])
        return {kind: tuple(sorted({name for name in names if name.strip("*")})) for kind, names in found.items()}

    @property
    def dynamic(self) -> tuple[Dynamic, ...]:
        """The reads whose names are computed."""
        return tuple(read for inventory in self.inventories for read in inventory.dynamic)

    @cached_property
    def read_names(self) -> frozenset[str]:
        """The names that something reads: program, test, script or manifest."""
        return frozenset(name for name, subject in self.variables.items() if subject.is_read)

    @cached_property
    def not_covered(self) -> tuple[str, ...]:
        """What of the code could not be looked at, in words: while there is any, nothing is called unused."""
        return tuple(dict.fromkeys(reason for inventory in self.of("code") for reason in inventory.not_covered))

    def covered(self, name: str) -> bool:
        """Whether all code that might read a variable was looked at and understood."""
        code = self.of("code")
        if self.not_covered or not any(inventory.files for inventory in code):
            return False
        if self._suspect is not None:
            return not self._suspect(name)
        return not any(inventory.unparsed for inventory in code)

    @cached_property
    def near_misses(self) -> Mapping[str, NearMiss]:
        """The pairs of a name that is read and one that is said and probably meant for it, by the first."""
        subjects = self.variables.values()
        missing = {subject.name: frozenset(filter(subject.lacks, SAID)) for subject in subjects}
        idle = {subject.name: frozenset(filter(subject.idle_in, SAID)) for subject in subjects}
        return {pair.read: pair for pair in near_misses(missing, idle)}
