"""What the application of a statement needs: the catalogue, the schemas in which names are looked up, the place."""

from __future__ import annotations

from typing import Final

from envlint.formats.sql import names
from envlint.formats.sql.catalogue import WITH_INDEX, Conflict
from envlint.formats.sql.kept import Ledger

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from envlint.core.location import Location
    from envlint.formats.sql.catalogue import Catalogue, Table
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
        elif before.constraints is not table.constraints:
            self.count(before, -1)
            self.count(table, 1)
        self.catalogue.tables[table.name] = table

    def count(self, table: Table, by: int) -> None:
        """Count the names of a table's constraints in or out of those that are taken in its schema."""
        taken = self.catalogue.taken
        for name in table.constraints:
            taken[table.schema + name] = taken.get(table.schema + name, 0) + by

    def free(self, relation: str) -> None:
        """Make sure that a relation can get a name.

        Raises:
            Conflict: something has it.
        """
        if self.catalogue.holds(relation):
            raise Conflict(f"there is a relation {relation} already")

    def taken_by_constraint(self, schema: str) -> Callable[[str], bool]:
        """Return the test that PostgreSQL makes before it gives a constraint a name."""
        return lambda name: self.catalogue.taken.get(schema + name, 0) > 0

    def taken(self, schema: str, *, constraint: bool = False) -> Callable[[str], bool]:
        """Return the test that PostgreSQL makes before it gives a relation a name, or one that is a constraint too."""
        by_constraint = self.taken_by_constraint(schema) if constraint else None
        return lambda name: self.catalogue.holds(schema + name) or bool(by_constraint and by_constraint(name))

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
