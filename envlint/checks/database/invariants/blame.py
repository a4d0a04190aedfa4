"""Which statement made a fault: not always the one that made the thing, others change, rename or drop afterwards."""

from __future__ import annotations

from envlint.checks.database.invariants.thing import State
from envlint.formats.sql.catalogue import Catalogue, Table, UserType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from envlint.checks.database.invariants.thing import Thing
    from envlint.core.location import Location
    from envlint.formats.sql.migration import Migration

    Breaks = Callable[[Thing, State], bool]
    Owner = Table | UserType


def blamed(thing: Thing, at: Location, migrations: Sequence[Migration], breaks: Breaks) -> Location:
    """Return the place of the statement since which a thing breaks a demand; ``at`` if that is in it.

    ``breaks`` tells whether the thing does in a state that holds only what it is in: a table, or a type.
    """
    owner: Owner = thing.own if isinstance(thing.own, UserType) else thing.table
    name = owner.name
    for migration in reversed(migrations):
        before, after = _called(migration.before, owner, name), _called(migration.after, owner, name)
        if before is after or after is None:
            continue
        before = before or _same(migration.before, after)
        if not breaks(thing, _only(after, migration.after)):
            return at
        if before is None or not breaks(thing, _only(before, migration.before)):
            return _statement(thing, at, after, migration, breaks)
        name = before.name
    return at


def _statement(thing: Thing, at: Location, owner: Owner, migration: Migration, breaks: Breaks) -> Location:
    """Return the place of the statement of a migration that made the fault for good."""
    blamed, broken = None, False
    for change in migration.changes:
        changed: tuple[Owner, ...] = change.types if isinstance(owner, UserType) else change.tables
        now = next((one for one in changed if one.at == owner.at), None)
        if now is not None:
            was, broken = broken, breaks(thing, _only(now, migration.after))
            blamed = change if broken and not was else blamed
    if blamed is None or blamed.holds(at):
        return at
    return blamed.at.replace(end_line=0, end_column=0)


def _called(catalogue: Catalogue, owner: Owner, name: str) -> Owner | None:
    return catalogue.types.get(name) if isinstance(owner, UserType) else catalogue.tables.get(name)


def _same(catalogue: Catalogue, owner: Owner) -> Owner | None:
    """Return what a table or a type was when it had another name: its place is the same object."""
    if isinstance(owner, UserType):
        return next((one for one in catalogue.types.values() if one.at is owner.at), None)
    return next((one for one in catalogue.tables.values() if one.at is owner.at), None)


def _only(owner: Owner, catalogue: Catalogue) -> State:
    if isinstance(owner, UserType):
        return State(Catalogue(types={owner.name: owner}))
    return State(Catalogue(tables={owner.name: owner}, types=catalogue.types))
