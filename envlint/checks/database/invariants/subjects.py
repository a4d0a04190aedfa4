"""The tables that invariants speak of: those that the project made for its own data."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

    from envlint.formats.sql.catalogue import Catalogue, Table
    from envlint.formats.sql.migration import Migration

# The tables in which migration tools note what they applied, under the names that their manuals give.
NAMES: Final = """
__diesel_schema_migrations __drizzle_migrations __efmigrationshistory _prisma_migrations _sqlx_migrations
alembic_version ar_internal_metadata atlas_schema_revisions databasechangelog databasechangeloglock django_migrations
flyway_schema_history goose_db_version gorp_migrations knex_migrations knex_migrations_lock pgmigrations
refinery_schema_history schema_migrations schema_version
"""
OF_TOOLS: Final = frozenset(NAMES.split())
# Where a statement finds tables without naming them.
SYSTEM: Final = frozenset(("information_schema", "pg_attribute", "pg_catalog", "pg_class", "pg_tables"))
ALTERED: Final = frozenset(("alter", "table"))


def tables(catalogue: Catalogue) -> Iterator[Table]:
    """Yield the tables in the order of their names, without partitions, temporary ones and those of migration tools."""
    for _, table in sorted(catalogue.tables.items()):
        if not table.parent and not table.temporary and own(table).lower() not in OF_TOOLS:
            yield table


def unsure(migrations: Iterable[Migration]) -> frozenset[str]:
    """Return the tables of which statements speak that are not followed: those may have added what seems missing."""
    found: set[str] = set()
    for migration in migrations:
        for words in migration.applied.unfollowed:
            tables = migration.after.tables.values()
            named = [table.name for table in tables if own(table).lower() in words]
            every = not named and words & SYSTEM and words >= ALTERED
            found.update((table.name for table in tables) if every else named)
    return frozenset(found)


def mentioned(migrations: Iterable[Migration]) -> frozenset[str]:
    """Return the words of the statements that are not followed, or are refused: what they name is to be there."""
    applied = [migration.applied for migration in migrations]
    return frozenset().union(*(words for one in applied for words in (*one.unfollowed, *one.refused)))


def own(table: Table) -> str:
    """Return a table's name without its schema."""
    return table.name.removeprefix(table.schema).strip('"')
