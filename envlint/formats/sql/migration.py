"""Migrations in their order: the catalogue before and after each, and what its rollback makes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from envlint.formats.sql.building import Builder
from envlint.formats.sql.catalogue import Catalogue
from envlint.formats.sql.difference import differences

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.core.location import Location
    from envlint.formats.sql.building import Applied, Fault
    from envlint.formats.sql.difference import Difference


class Step(NamedTuple):
    """The files of a migration: ``up``, and ``down``, which may be the same one, or empty if nothing takes it back.

    ``order`` is the number as its tool compares it, empty for a migration that is repeated after all others.
    """

    number: str
    order: tuple[int, ...]
    name: str
    up: str
    down: str


@dataclass(frozen=True)
class Rollback:
    """What takes a migration back.

    ``left`` is what differs afterwards from how it was before the migration. ``loses`` are the tables and columns with
    data of their own that it drops, ``guards`` the conditions on which it refuses to, each with its place.
    """

    path: str
    applied: Applied
    left: tuple[Difference, ...]
    loses: tuple[str, ...]
    guards: tuple[tuple[str, Location], ...]


@dataclass(frozen=True)
class Migration:
    """A step, applied to ``before``, which made it ``after``."""

    step: Step
    before: Catalogue
    after: Catalogue
    applied: Applied
    rollback: Rollback | None = None


@dataclass
class History:
    """The migrations of a ``folder`` in order, and the ``catalogue`` they add up to.

    ``alone`` are files that take back what is not there, ``not_covered`` is in words what was not looked at.
    """

    folder: str
    migrations: list[Migration] = field(default_factory=list)
    alone: tuple[str, ...] = ()
    catalogue: Catalogue = field(default_factory=Catalogue)
    not_covered: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[Fault]:
        """All that is to be said of statements, those of rollbacks behind each migration's own."""
        found: list[Fault] = []
        for migration in self.migrations:
            found += migration.applied.faults
            if migration.rollback:
                found += migration.rollback.applied.faults
        return found


def undo(path: str, text: str, before: Catalogue, after: Catalogue) -> Rollback:
    """Return what a rollback makes of a catalogue, held against the one that it should come back to."""
    builder = Builder(after.copy())
    applied = builder.apply(path, text)
    left = tuple(differences(before, builder.catalogue))
    return Rollback(path, applied, left, tuple(_lost(after, builder.catalogue)), applied.guards)


def _lost(before: Catalogue, after: Catalogue) -> list[str]:
    """Return the tables that are gone, and the columns that are; what is computed from others can be computed again."""
    lost = []
    for name, table in before.tables.items():
        if name not in after.tables:
            lost.append(name)
            continue
        left = after.tables[name]
        if left is not table:
            gone = (column for column in table.columns.values() if column.name not in left.columns)
            lost += [f"{name}.{column.name}" for column in gone if not column.generated]
    return lost
