"""What each statement of a migration changed: it is applied again, statement by statement."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

from envlint.formats.sql.building import Builder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from envlint.core.location import Location
    from envlint.formats.sql.building import Applied
    from envlint.formats.sql.catalogue import Catalogue, Table, UserType

Value = TypeVar("Value")


class Change(NamedTuple):
    """The tables and types that a statement made or changed, as they were after it; it stands from ``at`` to ``end``.

    ``end`` is a line and a column.
    """

    at: Location
    end: tuple[int, int]
    tables: tuple[Table, ...]
    types: tuple[UserType, ...]

    def holds(self, at: Location) -> bool:
        """Whether a place is in the statement."""
        return at.path == self.at.path and (self.at.line, self.at.column) <= (at.line, at.column) < self.end


def changes(applied: Applied, before: Catalogue) -> tuple[Change, ...]:
    """Return what the statements of a file changed in the catalogue that it was applied to."""
    reading = applied.reading
    if reading is None:
        return ()
    builder, found = Builder(before.copy()), []
    catalogue = builder.catalogue
    for said in applied.statements:
        tables, types = dict(catalogue.tables), dict(catalogue.types)
        builder.again(reading, said)
        new_tables, new_types = _new(tables, catalogue.tables), _new(types, catalogue.types)
        if new_tables or new_types:
            at = reading.place(said.start, said.end)
            found.append(Change(at, (at.end_line, at.end_column), new_tables, new_types))
    return tuple(found)


def _new(before: Mapping[str, Value], after: Mapping[str, Value]) -> tuple[Value, ...]:
    return tuple(value for name, value in after.items() if before.get(name) is not value)
