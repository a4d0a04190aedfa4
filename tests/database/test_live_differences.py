"""What of a real server differs from its migrations, each cause once and at its line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from asking import catalogue

from envlint.checks.database.live_schema_differs import judge
from envlint.checks.database.subject import Database, Live
from envlint.core.location import Location
from envlint.core.severity import INFO, WARNING
from envlint.formats.sql.building import Builder
from envlint.formats.sql.migration import History, Migration, Step

if TYPE_CHECKING:
    from postgres_server import Server

    from envlint.core.finding import Breach

LIVES = Path(__file__).parent / "lives"
MIGRATIONS = Path(__file__).parents[2] / "examples/veza-backend-api/migrations"
AT = Location("dotenv:.env", ".env", 1, 14)
TRACKS = """CREATE TYPE backend AS ENUM ('local', 's3');
CREATE TABLE users (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  email text NOT NULL UNIQUE
);
CREATE TABLE tracks (
  id bigserial PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  title varchar(80) NOT NULL DEFAULT 'untitled' CHECK (title <> ''),
  kept backend NOT NULL DEFAULT 'local',
  size integer,
  big boolean GENERATED ALWAYS AS (size > 100) STORED
);
CREATE INDEX idx_tracks_title ON tracks (title) WHERE kept = 's3';
CREATE VIEW titles AS SELECT title FROM tracks;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER touched BEFORE UPDATE ON tracks FOR EACH ROW EXECUTE FUNCTION touch();
"""


def history(*texts: str) -> History:
    """Return migrations 1, 2, ... of these texts."""
    builder, result = Builder(), History("m")
    for number, text in enumerate(texts, 1):
        path = f"m/{number}.sql"
        before = builder.catalogue.copy()
        applied = builder.apply(path, text)
        step = Step(str(number), (number,), "", path, "")
        result.migrations.append(Migration(step, before, builder.catalogue.copy(), applied))
    result.catalogue = builder.catalogue
    return result


def breaches(server: Server, database: str, past: History, **more: object) -> list[Breach]:
    return list(judge(Database(past, live=Live(AT, catalogue(server, database), **more))))


def said(server: Server, database: str, past: History, **more: object) -> list[str]:
    return [f"{breach.at}: {breach.message}" for breach in breaches(server, database, past, **more)]


CHANGES = {
    "ALTER TABLE users ALTER email TYPE varchar(40)": [
        "m/1.sql:4:3: column users.email is character varying(40) on the server, and text by the migrations"
    ],
    "ALTER TABLE tracks ALTER title DROP NOT NULL": [
        "m/1.sql:9:3: column tracks.title is NULL on the server, and NOT NULL by the migrations"
    ],
    "ALTER TABLE tracks ALTER size SET NOT NULL": [
        "m/1.sql:11:3: column tracks.size is NOT NULL on the server, and NULL by the migrations"
    ],
    "ALTER TABLE tracks ALTER kept SET DEFAULT 's3'": [
        "m/1.sql:10:25: the default of column tracks.kept is 's3' on the server, and 'local' by the migrations"
    ],
    "ALTER TABLE tracks ALTER kept DROP DEFAULT": [
        "m/1.sql:10:25: the default of column tracks.kept is nothing on the server, and 'local' by the migrations"
    ],
    "ALTER TABLE tracks DROP CONSTRAINT tracks_title_check": [
        "m/1.sql:9:49: check tracks.tracks_title_check is not on the server"
    ],
    "ALTER TABLE tracks DROP CONSTRAINT tracks_title_check, ADD CONSTRAINT tracks_title_check CHECK (title <> 'x')": [
        (
            "m/1.sql:9:49: the condition of check tracks.tracks_title_check is (title <> 'x') on the server, "
            "and (title <> '') by the migrations"
        )
    ],
    "ALTER TABLE tracks ADD CHECK (size > 0)": [
        ".env:1:14: check tracks.tracks_size_check is on the server, and not in the migrations"
    ],
    "ALTER TABLE tracks DROP CONSTRAINT tracks_user_id_fkey": [
        "m/1.sql:8:25: foreign key tracks.tracks_user_id_fkey is not on the server"
    ],
    "ALTER TABLE tracks DROP CONSTRAINT tracks_user_id_fkey, "
    "ADD FOREIGN KEY (user_id) REFERENCES users ON DELETE SET NULL": [
        (
            "m/1.sql:8:25: the ON DELETE of foreign key tracks.tracks_user_id_fkey is SET NULL on the server, "
            "and CASCADE by the migrations"
        )
    ],
    "DROP INDEX idx_tracks_title": ["m/1.sql:14:14: index tracks.idx_tracks_title is not on the server"],
    "DROP INDEX idx_tracks_title; CREATE INDEX idx_tracks_title ON tracks (title, size)": [
        (
            "m/1.sql:14:14: the columns of index tracks.idx_tracks_title are title, size on the server, "
            "and title by the migrations; condition differs, too"
        )
    ],
    "CREATE INDEX more ON tracks (size)": [".env:1:14: index tracks.more is on the server, and not in the migrations"],
    "ALTER INDEX idx_tracks_title RENAME TO by_title": [
        "m/1.sql:14:14: index tracks.idx_tracks_title is called by_title on the server"
    ],
    "ALTER TABLE users RENAME CONSTRAINT users_email_key TO one_email": [
        "m/1.sql:4:23: unique constraint users.users_email_key is called one_email on the server"
    ],
    "ALTER TYPE backend ADD VALUE 'minio'": [
        "m/1.sql:1:1: enum backend has local, s3, minio on the server, and local, s3 by the migrations"
    ],
    "DROP TABLE tracks CASCADE": [
        "m/1.sql:6:14: table tracks is not on the server, and with it 2 other things",
    ],
    "ALTER TABLE users DROP COLUMN email": [
        "m/1.sql:4:3: column users.email is not on the server, and with it 1 other thing"
    ],
    "ALTER TABLE users DROP COLUMN id CASCADE": [
        "m/1.sql:3:3: column users.id is not on the server, and with it 2 other things"
    ],
    "ALTER TABLE tracks ALTER id DROP DEFAULT; DROP SEQUENCE tracks_id_seq": [
        (
            "m/1.sql:7:3: the default of column tracks.id is nothing on the server, "
            "and nextval('tracks_id_seq') by the migrations"
        )
    ],
    "ALTER TABLE tracks ADD COLUMN number serial UNIQUE": [
        ".env:1:14: column tracks.number is on the server with 2 things of its own, and not in the migrations"
    ],
    "CREATE TABLE more (id serial PRIMARY KEY, track bigint REFERENCES tracks)": [
        ".env:1:14: table more is on the server with 1 thing of its own, and not in the migrations"
    ],
    "CREATE SCHEMA auth; CREATE TABLE auth.keys (id serial PRIMARY KEY); CREATE TYPE auth.kind AS ENUM ('a')": [
        ".env:1:14: schema auth is on the server with 3 things of its own, and not in the migrations"
    ],
    "DROP FUNCTION touch() CASCADE": ["m/1.sql:16:1: function touch() is not on the server, and with it 1 other thing"],
    "DROP TRIGGER touched ON tracks": ["m/1.sql:17:41: trigger tracks.touched is not on the server"],
    "DROP VIEW titles": ["m/1.sql:15:13: view titles is not on the server"],
    "COMMENT ON TABLE tracks IS 'sk_live_4eC39HqLyjWDarjtT1zdp7dc'": [
        "m/1.sql:6:14: the comment on table tracks is another on the server than by the migrations"
    ],
    "ALTER TABLE tracks ALTER title SET DEFAULT 'sk_live_4eC39HqLyjWDarjtT1zdp7dc'": [
        "m/1.sql:9:30: the default of column tracks.title is '***' on the server, and 'untitled' by the migrations"
    ],
    "CREATE EXTENSION pg_trgm": [],
    "CREATE TABLE schema_migrations (version text); CREATE TABLE goose_db_version (id serial)": [],
    "CREATE SCHEMA drizzle; CREATE TABLE drizzle.__drizzle_migrations (id serial)": [],
}


@pytest.mark.parametrize(("change", "expected"), CHANGES.items())
def test_a_change_on_the_server_is_told_once(server: Server, database: str, change: str, expected: list[str]):
    server.ask(database, TRACKS)
    past = history(TRACKS)
    assert said(server, database, past) == []
    server.ask(database, change)
    assert said(server, database, past) == expected


def test_names_and_comments_weigh_less(server: Server, database: str):
    server.ask(database, f"{TRACKS}; COMMENT ON TABLE users IS 'x'; ALTER INDEX idx_tracks_title RENAME TO by_title")
    assert [breach.severity for breach in breaches(server, database, history(TRACKS))] == [WARNING, WARNING]


def test_an_empty_server_and_another_one_are_one_finding(server: Server, database: str):
    past = history(TRACKS)
    assert said(server, database, past) == [
        ".env:1:14: nothing of what the migrations make (2 tables) is on the server, which has no table at all"
    ]
    server.ask(database, "CREATE TABLE other (a int)")
    assert said(server, database, past) == [
        ".env:1:14: nothing of what the migrations make (2 tables) is on the server, which has 1 other table"
    ]


def test_a_statement_that_is_not_followed_casts_doubt(server: Server, database: str):
    server.ask(database, "CREATE TABLE kept (a int); CREATE TABLE more (b int)")
    past = history(
        "CREATE TABLE kept (a int);\nDO $$ BEGIN FOR i IN 1..2 LOOP "
        "EXECUTE format('CREATE TABLE %I (b int)', i); END LOOP; END $$;"
    )
    (breach,) = breaches(server, database, past)
    assert breach.help.endswith("1 statement could not be followed (ENV506), which may be why")


THREE = ("CREATE TABLE a (x int);", "CREATE TABLE b (x int);", "ALTER TABLE a ADD COLUMN y int;")


def test_the_state_is_that_of_the_last_migration_that_was_applied(server: Server, database: str):
    server.ask(database, f"{THREE[0]}{THREE[1]}")
    past = history(*THREE)
    (pending,) = breaches(server, database, past, applied=("1", "2"), table="schema_migrations")
    assert (pending.message, str(pending.at)) == ("1 migration to be applied on the server: 3.sql", "m/3.sql:1")
    assert pending.severity is INFO
    assert said(server, database, past, applied=("1", "2", "3")) == [
        "m/3.sql:1:26: column a.y is not on the server",
    ]


def test_what_is_there_before_its_migration_was_applied(server: Server, database: str):
    server.ask(database, "".join(THREE))
    past = history(*THREE)
    assert said(server, database, past, applied=("1", "2"), table="schema_migrations") == [
        "m/3.sql:1: 1 migration to be applied on the server: 3.sql",
        ".env:1:14: column a.y is on the server, and by the migrations only after 3.sql",
    ]


def test_a_repeated_migration_comes_after_all_that_were_applied(server: Server, database: str):
    server.ask(database, f"{THREE[0]} CREATE VIEW all_of_a AS SELECT x FROM a;")
    past = history(*THREE, "CREATE VIEW all_of_a AS SELECT x FROM a;")
    past.migrations[-1] = replace(past.migrations[-1], step=Step("", (), "all", "m/4.sql", ""))
    found = said(server, database, past, applied=("1",), table="flyway_schema_history")
    assert found == ["m/2.sql:1: 2 migrations to be applied on the server: 2.sql and 3.sql"]


def test_a_migration_that_was_passed_over(server: Server, database: str):
    server.ask(database, f"{THREE[0]}{THREE[2]}")
    found = breaches(server, database, history(*THREE), applied=("1", "3"), table="schema_migrations")
    assert [(breach.message, breach.severity) for breach in found] == [
        ("2.sql is not applied on the server, and later migrations are", WARNING)
    ]


def test_a_migration_that_failed_and_one_that_nobody_has(server: Server, database: str):
    server.ask(database, "".join(THREE))
    more = {"applied": ("1", "2", "3"), "table": "schema_migrations", "failed": ("3",), "unknown": ("4", "5")}
    assert said(server, database, history(*THREE), **more) == [
        ".env:1:14: schema_migrations says that 3 stopped half-way",
        ".env:1:14: 4 and 5 are applied on the server, and not among the migrations",
    ]


def test_nothing_was_applied_yet(server: Server, database: str):
    server.ask(database, "CREATE TABLE schema_migrations (version bigint, dirty boolean)")
    found = said(server, database, history(*THREE), applied=(), table="schema_migrations")
    assert found == ["m/1.sql:1: 3 migrations to be applied on the server: 1.sql, 2.sql and 3.sql"]


@pytest.mark.parametrize("life", sorted(LIVES.glob("*.sql")), ids=lambda path: path.stem)
def test_a_server_that_is_as_its_migrations_make_it(server: Server, database: str, life: Path):
    server.apply(database, life)
    assert said(server, database, history(life.read_text(encoding="utf-8"))) == []


def test_the_reference_project_is_clean_after_each_migration(server: Server, database: str):
    paths = sorted(MIGRATIONS.glob("*.sql"))
    past = history(*(path.read_text(encoding="utf-8") for path in paths))
    for number, path in enumerate(paths, 1):
        server.apply(database, path)
        applied = tuple(str(each) for each in range(1, number + 1))
        found = breaches(server, database, past, applied=applied, table="schema_migrations")
        assert [breach.severity for breach in found] == [INFO] * (number < len(paths))
