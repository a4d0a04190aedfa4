"""Tables that migration tools make for themselves: no migration speaks of them, and they are no difference.

Sources: the manuals of the tools.
"""

from __future__ import annotations

from typing import Final

TABLES: Final = frozenset(
    (
        "schema_migrations",  # golang-migrate, dbmate, Rails, Ecto, Supabase
        "ar_internal_metadata",
        "goose_db_version",
        "_sqlx_migrations",
        "_prisma_migrations",
        "__diesel_schema_migrations",
        "flyway_schema_history",
        "atlas_schema_revisions",
        "refinery_schema_history",
        "gorp_migrations",
        "pgmigrations",
        "knex_migrations",
        "knex_migrations_lock",
        "__drizzle_migrations",
        "alembic_version",
        "django_migrations",
        "databasechangelog",
        "databasechangeloglock",
        "tern_schema_version",
        "schema_version",
    )
)
SCHEMAS: Final = frozenset(("atlas_schema_revisions", "drizzle", "supabase_migrations"))


def own_name(table: str) -> str:
    """Return the name of a table without its schema."""
    return table.rpartition(".")[2]


def of_a_tool(name: str) -> bool:
    """Whether a table, or the sequence or function that belongs to one, is a migration tool's own."""
    own = own_name(name)
    return own in TABLES or (own.endswith("_seq") and any(own.startswith(f"{table}_") for table in TABLES))
