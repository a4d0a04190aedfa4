"""The schema that a series of migrations ends with: columns with their defaults, enums, and the values CHECKs allow."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.core.location import Location


@dataclass(frozen=True)
class Value:
    """A literal and its place."""

    text: str
    at: Location


@dataclass
class Enumeration:
    """The values of an enum type, in order, or those that a domain allows."""

    values: list[Value]


@dataclass
class Column:
    """A column. ``notes`` are the comments that stand beside it, ``comment`` is the one the database keeps."""

    type: Enumeration | None = None
    default: Value | None = None
    comment: str = ""
    notes: list[str] = field(default_factory=list)


@dataclass
class Table:
    """Columns by name, and the lists of values that its CHECK constraints allow, by the constraint's name."""

    columns: dict[str, Column] = field(default_factory=dict)
    checks: dict[str, list[tuple[Column, tuple[Value, ...]]]] = field(default_factory=dict)
    _unnamed: Counter[str] = field(default_factory=Counter)

    def column(self, name: str) -> Column:
        """Return a column, made if a statement that was not read has made it."""
        return self.columns.setdefault(name, Column())

    def constrain(self, name: str, lists: dict[str, tuple[Value, ...]], table: str) -> None:
        """Add a CHECK under its name, or the one that PostgreSQL gives it."""
        if not name:
            stem = f"{table}_{next(iter(lists))}_check" if len(lists) == 1 else f"{table}_check"
            name = f"{stem}{self._unnamed[stem] or ''}"
            self._unnamed[stem] += 1
        self.checks[name] = [(self.column(column), values) for column, values in lists.items()]

    def values(self) -> dict[str, tuple[Value, ...]]:
        """Return the values that each column may have, by its type and every CHECK, where anything lists them."""
        lists: dict[int, list[tuple[Value, ...]]] = {}
        for check in self.checks.values():
            for column, values in check:
                lists.setdefault(id(column), []).append(values)
        for column in self.columns.values():
            if column.type is not None:
                lists.setdefault(id(column), []).append(tuple(column.type.values))
        return {name: _common(lists[id(column)]) for name, column in self.columns.items() if id(column) in lists}


@dataclass
class Schema:
    """Tables and types by name, without the schema ``public``."""

    tables: dict[str, Table] = field(default_factory=dict)
    types: dict[str, Enumeration] = field(default_factory=dict)

    def table(self, name: str) -> Table:
        """Return a table, made if a statement that was not read has made it."""
        return self.tables.setdefault(name, Table())


def _common(lists: list[tuple[Value, ...]]) -> tuple[Value, ...]:
    """Return what is in every list, once, in the order of the first."""
    texts = set.intersection(*({value.text for value in values} for values in lists))
    first: dict[str, Value] = {}
    for value in lists[0]:
        if value.text in texts:
            first.setdefault(value.text, value)
    return tuple(first.values())
