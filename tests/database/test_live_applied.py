"""What the tables of migration tools say was applied, made as each tool makes its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from asking import catalogue

from envlint.core.location import Location
from envlint.formats.sql import bookkeeping
from envlint.formats.sql.catalogue import Catalogue
from envlint.formats.sql.migration import History, Migration, Step
from envlint.inventories.database.applied import TOOLS, Applied, applied
from envlint.inventories.database.connection import Connection
from envlint.inventories.database.session import opened

if TYPE_CHECKING:
    from postgres_server import Server

NOTHING = Catalogue()
NUMBERED = ("1_users.sql", "2_tracks.sql", "10_files.sql")
DATED = ("20240101000000_users/migration.sql", "20240102000000_2fa/migration.sql", "2024-01-03-000000_files/up.sql")


def history(paths: tuple[str, ...]) -> History:
    steps = [
        Step(path.split("/")[0].split("_")[0].removeprefix("V"), (index,), "", path, "")
        for index, path in enumerate(paths)
    ]
    return History("", [Migration(step, NOTHING, NOTHING, None) for step in steps])  # type: ignore[arg-type]


def asked(server: Server, database: str, paths: tuple[str, ...], user: str = "postgres") -> Applied:
    parameters = {"host": server.folder, "dbname": database, "user": user}
    with opened(Connection(Location(".env"), "DATABASE_URL", parameters)) as session:
        return applied(session, catalogue(server, database), history(paths))


CASES = {
    "golang-migrate": (
        "CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT NULL)",
        "INSERT INTO schema_migrations VALUES (2, false)",
        NUMBERED,
        (("1", "2"), (), ()),
    ),
    "golang-migrate, dirty": (
        "CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT NULL)",
        "INSERT INTO schema_migrations VALUES (10, true)",
        NUMBERED,
        (("1", "2"), ("10",), ()),
    ),
    "golang-migrate, ahead of the files": (
        "CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT NULL)",
        "INSERT INTO schema_migrations VALUES (11, false)",
        NUMBERED,
        (("1", "2", "10"), (), ("11",)),
    ),
    "dbmate": (
        "CREATE TABLE schema_migrations (version varchar PRIMARY KEY)",
        "INSERT INTO schema_migrations VALUES ('1'), ('10'), ('99')",
        NUMBERED,
        (("1", "10"), (), ("99",)),
    ),
    "goose": (
        "CREATE TABLE goose_db_version (id serial PRIMARY KEY, version_id bigint, is_applied boolean)",
        "INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, true), (1, true), (2, true), (2, false)",
        NUMBERED,
        (("1",), (), ()),
    ),
    "sqlx": (
        (
            "CREATE TABLE _sqlx_migrations (version bigint PRIMARY KEY, description text, installed_on timestamptz,"
            " success boolean, checksum bytea, execution_time bigint)"
        ),
        "INSERT INTO _sqlx_migrations (version, success) VALUES (1, true), (2, false)",
        NUMBERED,
        (("1",), ("2",), ()),
    ),
    "Prisma": (
        (
            "CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY, finished_at timestamptz,"
            " migration_name varchar(255), logs text, rolled_back_at timestamptz, started_at timestamptz,"
            " applied_steps_count integer)"
        ),
        (
            "INSERT INTO _prisma_migrations (id, finished_at, migration_name, rolled_back_at) VALUES"
            " ('1', now(), '20240101000000_users', NULL), ('2', NULL, '20240102000000_2fa', now()),"
            " ('3', NULL, '20240102000000_2fa', NULL), ('4', now(), '20250101000000_gone', NULL)"
        ),
        DATED,
        (("20240101000000",), ("20240102000000_2fa",), ("20250101000000_gone",)),
    ),
    "diesel": (
        "CREATE TABLE __diesel_schema_migrations (version varchar(50) PRIMARY KEY, run_on timestamp)",
        "INSERT INTO __diesel_schema_migrations VALUES ('20240101000000'), ('20240103000000')",
        DATED,
        (("20240101000000", "2024-01-03-000000"), (), ()),
    ),
    "Flyway": (
        (
            "CREATE TABLE flyway_schema_history (installed_rank int PRIMARY KEY, version varchar(50), description text,"
            " type varchar(20), script text, checksum int, success boolean)"
        ),
        (
            "INSERT INTO flyway_schema_history (installed_rank, version, type, success) VALUES"
            " (1, '1', 'BASELINE', true),"
            " (2, '1.1', 'SQL', true), (3, '11', 'SQL', true), (4, '11', 'UNDO_SQL', true), (5, NULL, 'SQL', true),"
            " (6, '2.0', 'SQL', true)"
        ),
        ("V0.9__a.sql", "V1__b.sql", "V1.1__c.sql", "V2__d.sql", "V11__e.sql"),
        (("0.9", "1", "1.1", "2"), (), ()),
    ),
    "Atlas": (
        (
            "CREATE SCHEMA atlas_schema_revisions; CREATE TABLE atlas_schema_revisions.atlas_schema_revisions"
            " (version varchar PRIMARY KEY, description text, type bigint, applied bigint, total bigint)"
        ),
        (
            "INSERT INTO atlas_schema_revisions.atlas_schema_revisions VALUES ('1', '', 2, 3, 3), ('2', '', 2, 1, 3),"
            " ('.atlas_cloud_identifier', '', 2, 0, 0)"
        ),
        NUMBERED,
        (("1",), ("2",), ()),
    ),
    "sql-migrate": (
        "CREATE TABLE gorp_migrations (id text PRIMARY KEY, applied_at timestamptz)",
        "INSERT INTO gorp_migrations VALUES ('1_users.sql'), ('3_gone.sql')",
        NUMBERED,
        (("1",), (), ("3_gone.sql",)),
    ),
    "node-pg-migrate": (
        "CREATE TABLE pgmigrations (id serial PRIMARY KEY, name varchar(255), run_on timestamp)",
        "INSERT INTO pgmigrations (name) VALUES ('1_users'), ('2_tracks')",
        NUMBERED,
        (("1", "2"), (), ()),
    ),
}


@pytest.mark.parametrize("tool", CASES)
def test_what_was_applied(server: Server, database: str, tool: str):
    table, rows, paths, expected = CASES[tool]
    server.ask(database, table)
    server.ask(database, rows)
    found = asked(server, database, paths)
    assert (found.numbers, found.failed, found.unknown) == expected
    assert found.table
    assert not found.refused


def test_a_version_that_looks_like_none_is_not_shown(server: Server, database: str):
    server.ask(database, "CREATE TABLE schema_migrations (version text)")
    server.ask(
        database, "INSERT INTO schema_migrations VALUES ('1'), (NULL), ('hunter22'), ('4eC39HqLyjWDarjtT1zdp7dc')"
    )
    found = asked(server, database, NUMBERED)
    assert (found.numbers, found.unknown) == (("1",), ("***", "***"))


def test_without_such_a_table_nothing_is_known(server: Server, database: str):
    assert asked(server, database, NUMBERED) == Applied()
    server.ask(database, "CREATE TABLE schema_migrations (something text)")
    assert asked(server, database, NUMBERED) == Applied()


def test_a_table_that_may_not_be_read(server: Server, database: str):
    server.ask(database, f"{CASES['dbmate'][0]}; CREATE ROLE nosy LOGIN")
    found = asked(server, database, NUMBERED, "nosy")
    assert (found.numbers, found.refused) == (None, "there is no right to read it")
    server.ask(database, "DROP ROLE nosy")


def test_a_table_in_a_schema_of_an_odd_name(server: Server, database: str):
    server.ask(database, 'CREATE SCHEMA "a""b"; CREATE TABLE "a""b".__diesel_schema_migrations (version text)')
    server.ask(database, 'INSERT INTO "a""b".__diesel_schema_migrations VALUES (\'2\')')
    assert asked(server, database, NUMBERED).numbers == ("2",)


def test_every_table_that_is_read_is_no_difference():
    assert {tool.table for tool in TOOLS} <= bookkeeping.TABLES
