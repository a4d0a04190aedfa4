"""A folder of migrations, step by step: the catalogue before and after each, and what its rollback makes of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from envlint.formats.encoding import decode
from envlint.inventories.migrations import layouts
from envlint.inventories.migrations.building import Builder, Fault
from envlint.inventories.migrations.catalogue import Catalogue
from envlint.inventories.migrations.difference import differences

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.core.location import Location
    from envlint.inventories.migrations.building import Applied
    from envlint.inventories.migrations.difference import Difference
    from envlint.inventories.migrations.layouts import Layout, Step
    from envlint.inventories.tree import Tree


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
    """The migrations of a folder in order, the ``catalogue`` they add up to, and in words what was not looked at."""

    layout: Layout
    migrations: list[Migration] = field(default_factory=list)
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


def read(tree: Tree, folder: str) -> History:
    """Read the migrations below a folder of the project."""
    history = History(layouts.steps(tree.paths, folder))
    history.not_covered += [f"SQL: {path} has no number and is not applied" for path in history.layout.others]
    history.not_covered += [f"SQL: {path} takes back what is not there" for path in history.layout.alone]
    builder = Builder()
    for step in history.layout.steps:
        text = _text(tree, step.up, history)
        if text is None:
            continue
        forward, backward = layouts.halves(text)
        down = step.down or (step.up if backward is not None else "")
        if step.down:
            backward = _text(tree, step.down, history)
        before = builder.catalogue.copy()
        applied = builder.apply(step.up, forward)
        after = builder.catalogue.copy()
        rollback = None if backward is None else undo(down, backward, before, after)
        history.migrations.append(Migration(step, before, after, applied, rollback))
    history.catalogue = builder.catalogue
    return history


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


def _text(tree: Tree, path: str, history: History) -> str | None:
    data = tree.read(path)
    if data is None:
        history.not_covered.append(f"SQL: {path} could not be read")
        return None
    return decode(data)[0]
