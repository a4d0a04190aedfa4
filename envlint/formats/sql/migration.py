"""Migrations in their order: the catalogue before and after each, and what its rollback makes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from envlint.formats.sql.building import Builder
from envlint.formats.sql.catalogue import Catalogue
from envlint.formats.sql.difference import differences
from envlint.formats.sql.guarding import unguarded
from envlint.formats.sql.replay import changes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.core.location import Location
    from envlint.formats.sql.building import Applied, Fault
    from envlint.formats.sql.difference import Difference
    from envlint.formats.sql.guarding import Unguarded
    from envlint.formats.sql.replay import Change


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

    ``left`` is what differs afterwards from how it was before the migration, ``unguarded`` what it drops or empties
    without asking whether there is data in it.
    """

    path: str
    applied: Applied
    left: tuple[Difference, ...]
    unguarded: tuple[Unguarded, ...]

    @property
    def loses(self) -> tuple[str, ...]:
        """The tables and columns with data of their own that it drops or empties."""
        return tuple(loss.name for loss in self.applied.losses)

    @property
    def guards(self) -> tuple[tuple[str, Location], ...]:
        """The conditions on which it refuses to go on, each with its place."""
        return self.applied.guards


@dataclass(frozen=True)
class Migration:
    """A step, applied to ``before``, which made it ``after``."""

    step: Step
    before: Catalogue
    after: Catalogue
    applied: Applied
    rollback: Rollback | None = None

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What each of its statements changed."""
        return changes(self.applied, self.before)


@dataclass
class History:
    """The migrations of a ``folder`` in order, and the ``catalogue`` they add up to.

    ``alone`` are files that take back what is not there, ``second`` those that take back what another one, named behind
    each, does; ``not_covered`` is in words what was not looked at. ``unread``
    are files that belong to them and could not be read, with the reason: then nothing is certain.
    """

    folder: str
    migrations: list[Migration] = field(default_factory=list)
    alone: tuple[str, ...] = ()
    second: tuple[tuple[str, str], ...] = ()
    catalogue: Catalogue = field(default_factory=Catalogue)
    not_covered: list[str] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)

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
    return Rollback(path, applied, left, tuple(unguarded(applied, after)))
