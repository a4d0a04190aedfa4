"""What the checks of drift look at: one variable of a project, with all that is said of it."""

from __future__ import annotations

from functools import cached_property

from envlint.checks.drift.names import matches, twin_of
from envlint.core.declaration import MENTIONED, READ, WRITTEN
from envlint.formats.ambient import ambient, well_known
from envlint.formats.secrets import secret_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.checks.drift.project import Project
    from envlint.core.declaration import Declaration, Read, Variable

SAID: Final = ("template", "docs", "rules")
"""The kinds of places that name a variable for people, and that may lack one or keep one too long."""


class DriftSubject:
    """One variable of a project."""

    def __init__(self, variable: Variable, project: Project) -> None:
        self.variable = variable
        self.project = project

    @property
    def name(self) -> str:
        """The variable."""
        return self.variable.name

    @cached_property
    def reads(self) -> tuple[Read, ...]:
        """The reads of the program itself, in order: no test's, no script's, none of an example beside it."""
        own = [read for read in self.variable.code if read.evidence == READ and self.project.runs(read)]
        return tuple(sorted(own, key=_order))

    @property
    def is_read(self) -> bool:
        """Whether anything at all reads the variable."""
        return any(read.evidence not in (MENTIONED, WRITTEN) for read in self.variable.code)

    @property
    def is_ambient(self) -> bool:
        """Whether it belongs to the machine, so that there is nothing to say about it."""
        return ambient(self.name)

    @cached_property
    def is_secret(self) -> bool:
        """Whether its values are secret: as its rule says, else by its name."""
        stated = [rule.secret for rule in self.variable.rules if rule.secret is not None]
        if stated:
            return any(stated)
        return any(rule.type == "secret" for rule in self.variable.rules) or secret_name(self.name)

    @property
    def group(self) -> frozenset[str]:
        """The names of which any one is enough for the program, this one among them."""
        return frozenset([self.name, *[other for read in self.reads for other in read.alternatives]])

    def places(self, kind: str) -> tuple[Declaration, ...]:
        """Return where this kind of place has an entry of its own for the variable, in order."""
        said: tuple[Declaration, ...] = getattr(self.variable, kind)
        return tuple(sorted([each for each in said if each.evidence != MENTIONED], key=_order))

    def wanting(self, kind: str) -> tuple[Read, ...]:
        """Return the reads in code for which places of this kind speak."""
        return tuple(read for read in self.reads if self.project.wants(kind, read.at.path))

    def lacks(self, kind: str) -> bool:
        """Whether the program reads the variable and there are places of this kind, none of which names it."""
        project = self.project
        if self.is_ambient or not self.wanting(kind) or twin_of(self.name) in project.read_names:
            return False
        known = project.variables
        if any(name in known and getattr(known[name].variable, kind) for name in self.group):
            return False
        return not any(matches(pattern, self.name) for pattern in project.patterns.get(kind, ()))

    def idle_places(self, kind: str) -> tuple[Declaration, ...]:
        """Return the entries of this kind for the variable, if nothing uses it, in files that are about the program."""
        if not self.unused or (kind == "docs" and self._is_handed_on):
            return ()
        return tuple(said for said in self.places(kind) if said.at.path not in self.project.foreign)

    @property
    def _is_handed_on(self) -> bool:
        """Whether the program sets the variable, for a process that it starts: docs may well tell of it."""
        return any(read.evidence == WRITTEN and self.project.runs(read) for read in self.variable.code)

    def idle_in(self, kind: str) -> bool:
        """Whether this kind of place has an entry for the variable, and nothing uses it."""
        return bool(self.idle_places(kind))

    @cached_property
    def unused(self) -> bool:
        """Whether surely nobody has a use for the name: all code was looked at, and none reads or mentions it."""
        project, variable = self.project, self.variable
        if any(read.evidence != WRITTEN for read in variable.code) or self.is_ambient or well_known(self.name):
            return False
        if any(rule.evidence == MENTIONED for rule in variable.rules) or twin_of(self.name) in project.read_names:
            return False
        if any(matches(pattern, self.name) for pattern in project.patterns.get("code", ())):
            return False
        return project.covered(self.name)


def _order(said: Declaration) -> tuple[str, int, int]:
    return said.at.path, said.at.line, said.at.column
