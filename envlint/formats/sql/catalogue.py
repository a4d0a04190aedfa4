"""The catalogue of a database: what its tables, types and indexes are, and the place of the statement that made each.

Everything here is a value: a change makes a new table, so a copy of the whole costs one entry a table. A name is
without the schema ``public``, and with any other (``auth.users``). Places do not count when two are compared.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.core.location import Location
    from envlint.formats.sql.syntax import Node
    from envlint.formats.sql.views import View

PRIMARY: Final = "primary key"
UNIQUE: Final = "unique"
FOREIGN: Final = "foreign key"
CHECK: Final = "check"
EXCLUSION: Final = "exclude"
WITH_INDEX: Final = (PRIMARY, UNIQUE, EXCLUSION)
RELATIONS: Final = ("view", "materialized view", "sequence", "foreign table")


class Conflict(ValueError):
    """A statement cannot be applied to the catalogue as it is: PostgreSQL would refuse it. The text says why."""


@dataclass(frozen=True)
class Expression:
    """An expression in the one form that all ways of writing it share, and the columns it reads."""

    text: str
    columns: tuple[str, ...] = ()
    node: Node = field(default_factory=dict, compare=False, repr=False)
    places: dict[int, Location] = field(default_factory=dict, compare=False, repr=False)  # of constants in ``node``


@dataclass(frozen=True)
class Type:
    """A column's type as ``format_type`` writes it: ``character varying`` ``(16)`` and ``[]`` if it is an array."""

    name: str
    modifiers: str = ""
    array: str = ""

    def __str__(self) -> str:
        words, zone, rest = self.name.partition(" with")  # timestamp(3) with time zone
        return f"{words}{self.modifiers}{zone}{rest}{self.array}"


@dataclass(frozen=True)
class Column:
    """A column. ``generated`` is the expression of a generated one, ``identity`` is ``always`` or ``by default``."""

    name: str
    type: Type
    nullable: bool = True
    default: Expression | None = None
    generated: Expression | None = None
    identity: str = ""
    comment: str = ""
    at: Location | None = field(default=None, compare=False)
    default_at: Location | None = field(default=None, compare=False)
    nullable_at: Location | None = field(default=None, compare=False)  # where it is not ``at``
    cast_from: str = field(default="", compare=False)  # the type that the default still is of
    made_at: Location | None = field(default=None, compare=False)
    last_line: int = field(default=0, compare=False)  # of its definition, which begins at ``made_at``


@dataclass(frozen=True)
class Constraint:
    """A constraint. ``target`` and what follows are a foreign key's, ``expression`` is a CHECK's."""

    name: str
    kind: str
    columns: tuple[str, ...] = ()
    expression: Expression | None = None
    target: str = ""
    target_columns: tuple[str, ...] = ()
    on_delete: str = ""
    on_update: str = ""
    match: str = ""
    included: tuple[str, ...] = ()
    keys: tuple[Expression, ...] = ()  # of an exclusion, with one operator each
    operators: tuple[str, ...] = ()
    deferrable: str = ""
    nulls_not_distinct: bool = False
    validated: bool = True
    comment: str = ""
    at: Location | None = field(default=None, compare=False)

    @property
    def reads(self) -> tuple[str, ...]:
        """The columns of its own table that it speaks of."""
        keys = (column for key in self.keys for column in key.columns)
        return (*self.columns, *keys, *self.included, *(self.expression.columns if self.expression else ()))


@dataclass(frozen=True)
class Key:
    """One column or expression of an index; ``order`` is empty for ascending with NULLs last."""

    expression: Expression
    order: str = ""
    operators: str = ""
    collation: str = ""


@dataclass(frozen=True)
class Index:
    """An index that is not a constraint's."""

    name: str
    keys: tuple[Key, ...]
    method: str = "btree"
    unique: bool = False
    included: tuple[str, ...] = ()
    predicate: Expression | None = None
    nulls_not_distinct: bool = False
    comment: str = ""
    at: Location | None = field(default=None, compare=False)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns in its keys, in order; those of the predicate are not among them."""
        return tuple(dict.fromkeys(column for key in self.keys for column in key.expression.columns))

    @property
    def reads(self) -> tuple[str, ...]:
        """Every column it depends on."""
        return (*self.columns, *self.included, *(self.predicate.columns if self.predicate else ()))


@dataclass(frozen=True)
class Trigger:
    """A trigger and the function it calls."""

    function: str
    at: Location | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Table:
    """A table with all that goes when it is dropped. ``parent`` is that of a partition; a temporary one is not kept."""

    name: str
    columns: dict[str, Column] = field(default_factory=dict)
    constraints: dict[str, Constraint] = field(default_factory=dict)
    indexes: dict[str, Index] = field(default_factory=dict)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    parent: str = ""
    temporary: bool = False
    complete: bool = True  # False: it has columns that are not known, as one made from a query has
    comment: str = ""
    at: Location | None = field(default=None, compare=False)

    @cached_property
    def targets(self) -> frozenset[str]:
        """The tables that its foreign keys refer to."""
        return frozenset(one.target for one in self.constraints.values() if one.target)

    @cached_property
    def schema(self) -> str:
        """The schema it is in, with a point; empty for ``public``."""
        return self.name[: (self.name.find('"') if self.name.endswith('"') else self.name.rfind(".") + 1)]

    def with_column(self, column: Column) -> Table:
        """Return the table with a column added or replaced."""
        return replace(self, columns={**self.columns, column.name: column})

    def with_constraint(self, constraint: Constraint) -> Table:
        """Return the table with a constraint added or replaced."""
        grown = replace(self, constraints={**self.constraints, constraint.name: constraint})
        vars(grown)["grown_from"] = self.constraints
        return grown

    def with_index(self, index: Index) -> Table:
        """Return the table with an index added or replaced."""
        return replace(self, indexes={**self.indexes, index.name: index})

    def column(self, name: str) -> Column:
        """Return a column.

        Raises:
            Conflict: there is none of this name.
        """
        if name in self.columns:
            return self.columns[name]
        if self.complete:
            raise Conflict(f"table {self.name} has no column {name}")
        return Column(name, Type(""))


@dataclass(frozen=True)
class UserType:
    """A type that statements made. ``kind`` is ``enum``, ``domain``, ``composite`` or ``range``."""

    name: str
    kind: str
    values: tuple[str, ...] = ()
    base: Type | None = None
    checks: dict[str, Expression] = field(default_factory=dict)
    comment: str = ""
    at: Location | None = field(default=None, compare=False)
    places: tuple[Location | None, ...] = field(default=(), compare=False)  # of the values


@dataclass
class Catalogue:
    """All of it by name. ``others`` is what is only known to be there: views, sequences, functions, extensions, ...

    Where it is not ``complete``, statements were left out: what is not there may be, and what is may be gone.
    """

    tables: dict[str, Table] = field(default_factory=dict)
    types: dict[str, UserType] = field(default_factory=dict)
    others: dict[tuple[str, str], Location | None] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)  # of the indexes, those of constraints too: their tables
    sequences: dict[str, tuple[str, str]] = field(default_factory=dict)  # those that a column owns
    views: dict[str, View] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)  # how many constraints of a schema have a name
    unmade: dict[str, bool] = field(default_factory=dict, compare=False)  # what refused statements were to make
    complete: bool = True

    def copy(self) -> Catalogue:
        """Return a copy that further statements leave alone."""
        parts = {part: dict(content) for part, content in vars(self).items() if isinstance(content, dict)}
        return replace(self, **parts)  # type: ignore[arg-type]

    def table(self, name: str) -> Table:
        """Return a table.

        Raises:
            Conflict: there is none of this name.
        """
        if name in self.tables:
            return self.tables[name]
        if self.complete:
            raise Conflict(f"there is no table {name}")
        return Table(name, complete=False)

    def holds(self, relation: str) -> bool:
        """Whether a table, index, view or sequence has this name: they share one space of names."""
        if relation in self.tables or relation in self.owners:
            return True
        return any((kind, relation) in self.others for kind in RELATIONS)
