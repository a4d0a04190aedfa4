"""What the application of a statement needs: the catalogue, the schemas in which names are looked up, the place."""

from __future__ import annotations

from itertools import islice
from typing import Final

from envlint.formats.sql import names
from envlint.formats.sql.catalogue import WITH_INDEX, Conflict
from envlint.formats.sql.kept import Ledger

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from envlint.core.location import Location
    from envlint.formats.sql.catalogue import Catalogue, Constraint, Table
    from envlint.formats.sql.syntax import Node

DEFAULT_PATH: Final = ("public",)


class Unsupported(ValueError):
    """A statement, or a part of one, whose effect is not followed. The text says what."""


class Work:
    """One catalogue that statements are applied to.

    ``at`` gives the place of a node of the statement in hand, ``word`` that of a text in it.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.ledger = Ledger(catalogue)
        self.path: tuple[str, ...] = DEFAULT_PATH
        self.lenient = False  # in a block that asks before it acts, what is there already is no conflict
        self.at: Callable[[Node | None], Location | None] = lambda _node: None
        self.word: Callable[[str], Location | None] = lambda _word: None
        self._numbers: dict[tuple[str, str, str, str], tuple[int, int]] = {}  # of names given, and when

    def relation(self, node: Node) -> str:
        """Return the name of a relation that a RangeVar means: one that is there, else the one it would get."""
        return self._resolved(node.get("schemaname", ""), node["relname"], self.catalogue.holds)

    def named(self, parts: list[Node], there: Callable[[str], bool] | None = None) -> str:
        """Return the name that a list of words means."""
        *schema, name = names.strings(parts)
        return self._resolved(schema[-1] if schema else "", name, there or self.catalogue.holds)

    def type_named(self, parts: list[Node]) -> str:
        """Return the name of a type that statements made, or would make."""
        return self.named(parts, lambda name: name in self.catalogue.types)

    def _resolved(self, schema: str, name: str, there: Callable[[str], bool]) -> str:
        if schema or self.path == DEFAULT_PATH:
            return names.qualified(schema, name)
        candidates = [names.qualified(one, name) for one in self.path]
        return next((one for one in candidates if there(one)), candidates[0] if candidates else name)

    def put(self, table: Table) -> None:
        """Keep a table as it is now."""
        before = self.catalogue.tables.get(table.name)
        if before is None:
            self.count(table, 1)
        elif _has_one_more(table, before):
            self._count(islice(reversed(table.constraints), 1), table.schema, 1)
        elif before.constraints is not table.constraints:
            self._recount(table.schema, before.constraints, table.constraints)
        self.catalogue.tables[table.name] = table

    def count(self, table: Table, by: int) -> None:
        """Count the names of a table's constraints in or out of those that are taken in its schema."""
        self._count(table.constraints, table.schema, by)

    def _recount(self, schema: str, before: dict[str, Constraint], after: dict[str, Constraint]) -> None:
        self._count(before.keys() - after.keys(), schema, -1)
        self._count(after.keys() - before.keys(), schema, 1)

    def _count(self, constraints: Iterable[str], schema: str, by: int) -> None:
        taken = self.catalogue.taken
        for name in constraints:
            left = taken.get(schema + name, 0) + by
            if left > 0:
                taken[schema + name] = left
            else:
                del taken[schema + name]

    def free(self, relation: str) -> None:
        """Make sure that a relation can get a name.

        Raises:
            Conflict: something has it.
        """
        if self.catalogue.complete and self.catalogue.holds(relation):
            raise Conflict(f"there is a relation {relation} already")

    def taken_by_constraint(self, schema: str) -> Callable[[str], bool]:
        """Return the test that PostgreSQL makes before it gives a constraint a name."""
        return lambda name: self.catalogue.taken.get(schema + name, 0) > 0

    def taken(self, schema: str, *, constraint: bool = False) -> Callable[[str], bool]:
        """Return the test that PostgreSQL makes before it gives a relation a name, or one that is a constraint too."""
        by_constraint = self.taken_by_constraint(schema) if constraint else None
        return lambda name: self.catalogue.holds(schema + name) or bool(by_constraint and by_constraint(name))

    def chosen(self, table: Table, own: str, columns: list[str], label: str, taken: Callable[[str], bool]) -> str:
        """Return the name that PostgreSQL gives to what has none and belongs to a table.

        A series of names is not searched again from its beginning as long as no name has become free.
        """
        key = (table.schema, own, names.joined(columns), label)
        number, removals = self._numbers.get(key, (0, 0))
        now = self.ledger.removals
        name, number = names.first_free(own, key[2], label, taken, number if removals == now else 0)
        self._numbers[key] = number, now
        return name

    def add_index(self, table: Table, name: str) -> None:
        """Note that a name now belongs to an index of a table."""
        self.free(table.schema + name)
        self.catalogue.owners[table.schema + name] = table.name

    def forget_indexes(self, table: Table, index_names: list[str]) -> None:
        """Note that indexes are gone."""
        for name in index_names:
            self.catalogue.owners.pop(table.schema + name, None)

    def remove_table(self, name: str) -> None:
        """Take away a table with its indexes, sequences, policies and partitions."""
        catalogue = self.catalogue
        table = catalogue.tables.pop(name)
        self.count(table, -1)
        backed = [one.name for one in table.constraints.values() if one.kind in WITH_INDEX]
        self.forget_indexes(table, [*table.indexes, *backed])
        for sequence in [one for one, (owner, _) in catalogue.sequences.items() if owner == name]:
            self.remove_sequence(sequence)
        for key in [key for key in catalogue.others if key[0] == "policy" and key[1].startswith(f"{name}.")]:
            del catalogue.others[key]
        for child in [one.name for one in catalogue.tables.values() if one.parent == name]:
            self.remove_table(child)

    def remove_sequence(self, name: str) -> None:
        """Take away a sequence."""
        self.catalogue.sequences.pop(name, None)
        self.catalogue.others.pop(("sequence", name), None)


def _has_one_more(table: Table, before: Table) -> bool:
    """Whether a constraint was added to a table, and nothing else happened to its constraints."""
    return vars(table).get("grown_from") is before.constraints and len(table.constraints) > len(before.constraints)
