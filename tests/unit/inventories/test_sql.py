from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from envlint.core.location import Location
from envlint.formats.sql import syntax
from envlint.formats.sql.allowed import values as values_of
from envlint.formats.sql.cutting import Script
from envlint.formats.sql.halves import halves
from envlint.inventories import sql
from envlint.inventories.sql.reading import Reader
from envlint.inventories.tree import listing

if TYPE_CHECKING:
    from pathlib import Path

    from envlint.core.declaration import Inventory

pytest.importorskip("pglast", reason="the extra sql is not installed")

NAME = "TRACK_BACKEND"


def inventory(
    root: Path, files: dict[str, str], named: tuple[str, ...] = (), columns: dict[str, str] | None = None
) -> Inventory:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return sql.read(listing(str(root)), named, columns or {})


def values(root: Path, *scripts: str, name: str = NAME) -> tuple[str, ...] | None:
    """Return what the database allows a variable after some migrations, None if it lists nothing."""
    found = inventory(root, {f"migrations/{number}.sql": text for number, text in enumerate(scripts)})
    assert found.unparsed == ()
    lists = [one.values for one in found.declarations if one.name == name and one.values is not None]
    assert len(lists) <= 1
    return lists[0] if lists else None


def default(root: Path, *scripts: str, name: str = NAME) -> str | None:
    found = inventory(root, {f"migrations/{number}.sql": text for number, text in enumerate(scripts)})
    assert found.unparsed == ()
    return next((one.default for one in found.declarations if one.name == name and one.default is not None), None)


TABLE = "CREATE TABLE tracks (id int, backend text NOT NULL DEFAULT 'local' CHECK (backend IN ('local', 's3')));\n"


def test_a_column_speaks_for_the_variable_of_its_name(tmp_path: Path) -> None:
    found = inventory(tmp_path, {"db/migrations/1.sql": "-- first\n" + TABLE})
    assert found.files == ("db/migrations/1.sql",)
    path = "db/migrations/1.sql"
    first, second = TABLE.index("'local'") + 1, TABLE.index("('local'") + 2
    assert [(one.name, one.kind, one.at, one.default, one.values) for one in found.declarations] == [
        (NAME, "sql", Location(path, path, 2, first, 2, first + 7), "local", None),
        (NAME, "sql", Location(path, path, 2, second, 2, second + 7), None, ("local", "s3")),
    ]


@pytest.mark.parametrize(
    "check",
    [
        "backend IN ('a', 'b')",
        "backend = ANY (ARRAY['a', 'b'])",
        "(backend)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[])",
        "backend = ANY ('{a,b}'::text[])",
        "backend = ANY ('{\"a\", b}')",
        "backend = 'a' OR backend = 'b'",
        "'a' = backend OR backend = 'b'",
        "backend = 'a' OR backend IN ('b', 'a')",
        "backend IS NULL OR backend IN ('a', 'b')",
        "length(backend) < 9 AND backend IN ('a', 'b')",
        "backend IN ('a', 'x', 'b') AND backend IN ('y', 'b', 'a')",
        "(backend = 'a' AND id = 1) OR (backend = 'b' AND id = 2)",
    ],
)
def test_forms_of_a_list(tmp_path: Path, check: str) -> None:
    assert values(tmp_path, f"CREATE TABLE tracks (id int, backend text, CHECK ({check}))") == ("a", "b")


@pytest.mark.parametrize(
    "check",
    [
        "backend NOT IN ('a', 'b')",
        "backend <> ALL (ARRAY['a'])",
        "backend <> 'a'",
        "backend = 'a' OR id = 1",
        "backend = 'a' OR length(backend) < 9",
        "NOT (backend = 'a')",
        "lower(backend) = 'a'",
        "backend IN ('a', other)",
        "backend = other",
        "backend ~ '^(a|b)$'",
    ],
)
def test_what_is_no_list(tmp_path: Path, check: str) -> None:
    assert values(tmp_path, f"CREATE TABLE tracks (id int, other text, backend text CHECK ({check}))") is None


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("'local'", "local"),
        ("'local'::character varying", "local"),
        ("('local')", "local"),
        ("E'lo\\'cal'", "lo'cal"),
        ("'it''s'", "it's"),
        ("''", ""),
        ("0", "0"),
        ("42", "42"),
        ("-1.5", "-1.5"),
        ("true", "true"),
        ("FALSE", "false"),
        ("NULL", None),
        ("now()", None),
        ("gen_random_uuid()", None),
        ("1 + 1", None),
        ("current_user", None),
    ],
)
def test_defaults(tmp_path: Path, written: str, text: str | None) -> None:
    assert default(tmp_path, f"CREATE TABLE tracks (backend text DEFAULT {written})") == text


@pytest.mark.parametrize(
    ("change", "after"),
    [
        ("ALTER TABLE tracks DROP CONSTRAINT tracks_backend_check", None),
        ("ALTER TABLE ONLY public.tracks DROP CONSTRAINT IF EXISTS tracks_backend_check CASCADE", None),
        (
            "ALTER TABLE tracks DROP CONSTRAINT tracks_backend_check, ADD CHECK (backend IN ('s3', 'gcs'))",
            ("s3", "gcs"),
        ),
        ("ALTER TABLE tracks ADD CHECK (backend IN ('s3', 'gcs'))", ("s3",)),
        ("ALTER TABLE tracks RENAME CONSTRAINT tracks_backend_check TO c; ALTER TABLE tracks DROP CONSTRAINT c", None),
        ("ALTER TABLE tracks DROP COLUMN backend", None),
        ("ALTER TABLE tracks DROP COLUMN backend; ALTER TABLE tracks ADD COLUMN backend text DEFAULT 'x'", None),
        ("ALTER TABLE tracks RENAME COLUMN backend TO engine", None),
        ("ALTER TABLE tracks RENAME TO songs", None),
        ("DROP TABLE IF EXISTS other, tracks CASCADE", None),
        ("CREATE TABLE IF NOT EXISTS tracks (backend text CHECK (backend IN ('x')))", ("local", "s3")),
        ("ALTER TABLE tracks ADD COLUMN IF NOT EXISTS backend text CHECK (backend IN ('x'))", ("local", "s3")),
        ("CREATE INDEX i ON tracks (backend) WHERE backend = 's3'", ("local", "s3")),
        ("INSERT INTO tracks VALUES (1, 'drop table tracks; --')", ("local", "s3")),
        ("CREATE FUNCTION f() RETURNS void AS $f$ BEGIN DROP TABLE tracks; END $f$ LANGUAGE plpgsql", ("local", "s3")),
    ],
)
def test_the_last_word_counts(tmp_path: Path, change: str, after: tuple[str, ...] | None) -> None:
    assert values(tmp_path, TABLE, change) == after


def test_a_renamed_column_and_table_keep_their_lists(tmp_path: Path) -> None:
    change = "ALTER TABLE tracks RENAME COLUMN backend TO engine; ALTER TABLE tracks RENAME TO songs;"
    assert values(tmp_path, TABLE, change, name="SONG_ENGINE") == ("local", "s3")


def test_the_default_of_the_last_statement(tmp_path: Path) -> None:
    assert default(tmp_path, TABLE, "ALTER TABLE tracks ALTER COLUMN backend SET DEFAULT 's3'") == "s3"
    assert default(tmp_path, TABLE, "ALTER TABLE tracks ALTER backend DROP DEFAULT") is None


def test_migrations_are_applied_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    files = {
        "migrations/1_a.sql": TABLE,
        "migrations/2_b.sql": "ALTER TABLE tracks ALTER backend SET DEFAULT 'two'",
        "migrations/10_c.sql": "ALTER TABLE tracks ALTER backend SET DEFAULT 'ten'",
    }
    assert [one.default for one in inventory(tmp_path, files).declarations if one.default] == ["ten"]


def test_dates_with_dashes_and_without_are_in_one_order(tmp_path: Path) -> None:
    files = {
        "migrations/20170428154714_a/up.sql": TABLE,
        "migrations/2018-11-30-090110_b/up.sql": "ALTER TABLE tracks ALTER backend SET DEFAULT 'b'",
        "migrations/20190101000000_c/up.sql": "ALTER TABLE tracks ALTER backend SET DEFAULT 'c'",
        "migrations/2020-01-01-000000-0000_d/up.sql": "ALTER TABLE tracks ALTER backend SET DEFAULT 'd'",
    }
    assert [one.default for one in inventory(tmp_path, files).declarations if one.default] == ["d"]


def test_statements_that_speak_of_what_was_made_elsewhere(tmp_path: Path) -> None:
    changes = (
        "CREATE TABLE songs (track uuid REFERENCES tracks, mode text DEFAULT 'x')",
        "ALTER TABLE tracks DROP CONSTRAINT one, ADD CONSTRAINT two CHECK (backend IN ('a', 'b'))",
        "ALTER TABLE tracks ALTER backend SET DEFAULT 'b'",
    )
    assert values(tmp_path, *changes) == ("a", "b")
    assert default(tmp_path, *changes) == "b"
    assert default(tmp_path, *changes, name="SONG_MODE") == "x"


def test_a_list_that_is_added_again_is_the_one_that_counts(tmp_path: Path) -> None:
    first = "CREATE TABLE tracks (backend text CONSTRAINT one CHECK (backend IN ('a')))"
    again = "ALTER TABLE tracks ADD CONSTRAINT one CHECK (backend IN ('b'))"
    assert values(tmp_path, first, "DO $$ BEGIN EXECUTE format('ALTER ...'); END $$;", again) == ("b",)


def test_a_renamed_value_is_the_default_under_its_new_name(tmp_path: Path) -> None:
    first = "CREATE TYPE kind AS ENUM ('a', 'b'); CREATE TABLE tracks (backend kind DEFAULT 'a');"
    change = "ALTER TYPE kind RENAME VALUE 'a' TO 'c'"
    assert default(tmp_path, first, change) == "c"
    assert values(tmp_path, first, change) == ("c", "b")


def test_statements_in_a_block(tmp_path: Path) -> None:
    block = "DO $$ BEGIN\n  IF NOT EXISTS (SELECT 1) THEN\n    {}\n  END IF; END $$;"
    found = inventory(tmp_path, {"schema.sql": block.format(TABLE.strip())})
    at = TABLE.index("('local'") + 6
    assert [(one.at.line, one.at.column) for one in found.declarations if one.values] == [(3, at)]
    executed = block.format("EXECUTE 'CREATE TYPE kind AS ENUM (''a'')';")
    assert values(tmp_path / "two", executed, "CREATE TABLE tracks (backend kind)") == ("a",)


def test_a_block_that_cannot_be_read(tmp_path: Path) -> None:
    text = "SELECT 1;\nDO $$ BEGIN CREATE TYPE {{ schema }}.kind AS ENUM ('a'); END $$;"
    assert [str(at) for at in inventory(tmp_path, {"schema.sql": text}).unparsed] == ["schema.sql:2:1"]
    other = text.replace("CREATE TYPE", "GRANT ALL ON")
    assert inventory(tmp_path, {"schema.sql": other}).unparsed == ()


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ("CREATE TYPE kind AS ENUM ('a', 'b');", ("a", "b")),
        ("CREATE TYPE app.kind AS ENUM ('a', 'b');", ("a", "b")),
        ("CREATE TYPE kind AS ENUM ('a'); ALTER TYPE kind ADD VALUE 'b';", ("a", "b")),
        ("CREATE TYPE kind AS ENUM ('a'); ALTER TYPE kind ADD VALUE IF NOT EXISTS 'a';", ("a",)),
        ("CREATE TYPE kind AS ENUM ('a', 'c'); ALTER TYPE kind ADD VALUE 'b' BEFORE 'c';", ("a", "b", "c")),
        ("CREATE TYPE kind AS ENUM ('a', 'c'); ALTER TYPE kind ADD VALUE 'b' AFTER 'a';", ("a", "b", "c")),
        ("CREATE TYPE kind AS ENUM ('a', 'c'); ALTER TYPE kind RENAME VALUE 'c' TO 'd';", ("a", "d")),
        ("CREATE TYPE old AS ENUM ('a'); ALTER TYPE old RENAME TO kind;", ("a",)),
        ("CREATE DOMAIN kind AS text CHECK (VALUE IN ('a', 'b'));", ("a", "b")),
        ("DO $$ BEGIN CREATE TYPE kind AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN NULL; END $$;", ("a",)),
        ("DO $x$ BEGIN IF 1 = '1' THEN\n CREATE TYPE kind AS ENUM ('a', 'b');\nEND IF; END $x$;", ("a", "b")),
    ],
)
def test_enums(tmp_path: Path, statements: str, expected: tuple[str, ...]) -> None:
    assert values(tmp_path, statements, "CREATE TABLE tracks (id int, backend kind)") == expected
    assert values(tmp_path, statements, "CREATE TABLE tracks (id int, backend kind[])") is None


def test_an_enum_that_is_replaced_by_another(tmp_path: Path) -> None:
    first = """CREATE TYPE "Kind" AS ENUM ('a', 'b'); CREATE TABLE "tracks" ("backend" "Kind" NOT NULL);"""
    second = """
        CREATE TYPE "Kind_new" AS ENUM ('b', 'c');
        ALTER TABLE "tracks" ALTER COLUMN "backend" TYPE "Kind_new" USING ("backend"::text::"Kind_new");
        ALTER TYPE "Kind" RENAME TO "Kind_old";
        ALTER TYPE "Kind_new" RENAME TO "Kind";
        DROP TYPE "Kind_old";
        ALTER TYPE "Kind" ADD VALUE 'd';"""
    assert values(tmp_path, first, second) == ("b", "c", "d")


@pytest.mark.parametrize(
    ("table", "column", "name"),
    [
        ("tracks", "storage_backend", "TRACK_STORAGE_BACKEND"),
        ("public.tracks", "mode", "TRACK_MODE"),
        ("app.tracks", "mode", "TRACK_MODE"),
        ("categories", "mode", "CATEGORY_MODE"),
        ("addresses", "mode", "ADDRESS_MODE"),
        ("databases", "mode", "DATABASE_MODE"),
        ("boxes", "mode", "BOX_MODE"),
        ("track", "mode", "TRACK_MODE"),
        ("status", "mode", "STATUS_MODE"),
        ("user_profiles", "mode", "USER_PROFILE_MODE"),
    ],
)
def test_the_name_of_a_column_s_variable(tmp_path: Path, table: str, column: str, name: str) -> None:
    assert default(tmp_path, f"CREATE TABLE {table} ({column} text DEFAULT 'x')", name=name) == "x"


@pytest.mark.parametrize(
    "script",
    [
        "CREATE TABLE jobs (\n  a text DEFAULT 'no', -- OTHER_NAME\n  b text DEFAULT 'x', -- as APP_MODE\n  c int);",
        "CREATE TABLE jobs (b text\n  -- APP_MODE, please\n  DEFAULT 'x');",
        "ALTER TABLE jobs ADD b text DEFAULT 'x'; -- APP_MODE",
        "CREATE TABLE jobs (b text DEFAULT 'x'); COMMENT ON COLUMN jobs.b IS 'what APP_MODE is at first';",
        "CREATE TABLE jobs (b text DEFAULT 'x'); COMMENT ON COLUMN public.jobs.b IS E'APP_MODE';",
        "/* é */ CREATE TABLE jobs (é text, b text DEFAULT 'x' -- ü APP_MODE\n);",
    ],
)
def test_a_comment_names_the_variable(tmp_path: Path, script: str) -> None:
    assert default(tmp_path, script, name="APP_MODE") == "x"


@pytest.mark.parametrize(
    "script",
    [
        "-- APP_MODE\nCREATE TABLE jobs (\n b text DEFAULT 'x'\n);",
        "CREATE TABLE jobs (b text DEFAULT 'x'); -- mode, MODE, app_mode, XAPP_MODE, APP_MODEL, aAPP_MODE",
        "CREATE TABLE j (b text DEFAULT 'x'); COMMENT ON COLUMN j.b IS 'APP_MODE'; COMMENT ON COLUMN j.b IS NULL",
        "CREATE TABLE jobs (b text DEFAULT 'x'); COMMENT ON TABLE jobs IS 'APP_MODE';",
    ],
)
def test_a_comment_that_names_no_variable_of_the_column(tmp_path: Path, script: str) -> None:
    assert default(tmp_path, script, name="APP_MODE") is None


def test_a_rule_s_column_wins(tmp_path: Path) -> None:
    text = TABLE + "CREATE TABLE jobs (store text DEFAULT 'x', kind text DEFAULT 'y'); -- OTHER_NAME\n"
    columns = {NAME: "jobs.store", "OTHER_NAME": "public.jobs.kind", "NOWHERE": "jobs.none"}
    found = inventory(tmp_path, {"schema.sql": text}, columns=columns)
    assert [(one.name, one.default) for one in found.declarations] == [(NAME, "x"), ("OTHER_NAME", "y")]
    assert found.not_covered == ("SQL: schema.sql makes no jobs.none, the column of NOWHERE",)
    assert inventory(tmp_path / "empty", {"a.txt": ""}, columns=columns).not_covered == ()


def test_which_files_count(tmp_path: Path) -> None:
    text = "CREATE TABLE {} (mode text DEFAULT 'x');"
    places = {
        "migrations/1.sql": "ones",
        "api/db/migrations/deep/2.up.sql": "twos",
        "api/schema.sql": "threes",
        "api/other.sql": "no",
        "migrations/1_down.sql": "no",
        "migrations/1.down.sql": "no",
        "migrations/2020_x/down.sql": "no",
        "migrations/rollback/2.sql": "no",
        "migrations/U2__undo.sql": "no",
        "migrations/1_rollback.sql": "no",
        "migrations/count_down_timer.sql": "fours",
        "migrations/mysql/1.sql": "no",
        "migrations/sqlite3/1.sql": "no",
        "packages/clickhouse/migrations/1.sql": "no",
        "migrations/my_sql_lite/1.sql": "fives",
    }
    found = inventory(tmp_path, {path: text.format(table) for path, table in places.items()})
    assert {one.name for one in found.declarations} == {
        "ONE_MODE",
        "TWO_MODE",
        "THREE_MODE",
        "FOUR_MODE",
        "FIVE_MODE",
    }
    assert set(found.files) == {path for path, table in places.items() if table != "no"}
    assert found.not_covered == (
        "SQL: migrations/mysql/ holds MySQL, not PostgreSQL",
        "SQL: migrations/sqlite3/ holds SQLite, not PostgreSQL",
        "SQL: packages/clickhouse/ holds ClickHouse, not PostgreSQL",
    )


def test_files_that_settings_name(tmp_path: Path) -> None:
    files = {
        "db/a.sql": "CREATE TABLE ones (mode text DEFAULT 'x');",
        "db/a_down.sql": "CREATE TABLE twos (mode text DEFAULT 'x');",
        "x/b.sql": "CREATE TABLE threes (mode text DEFAULT 'x');",
        "migrations/c.sql": "CREATE TABLE fours (mode text DEFAULT 'x');",
        "rollback/d.sql": "CREATE TABLE fives (mode text DEFAULT 'x');",
    }
    found = inventory(tmp_path, files, named=("./db/", "x/b.sql", "rollback", "gone"))
    assert found.files == ("db/a.sql", "rollback/d.sql", "x/b.sql")
    assert found.not_covered == ("SQL: there is nothing at gone",)


@pytest.mark.parametrize(
    ("up", "down"),
    [
        ("-- +goose Up", "-- +goose Down"),
        ("-- migrate:up", "-- migrate:down transaction:false"),
        ("--+migrate Up", "  -- +migrate Down"),
        ("-- Up Migration", "-- Down Migration"),
        ("", "-- +goose Down"),
    ],
)
def test_the_part_that_undoes_a_migration_does_not_count(tmp_path: Path, up: str, down: str) -> None:
    assert values(tmp_path, f"{up}\n{TABLE}{down}\nDROP TABLE tracks; -- é\n") == ("local", "s3")


def test_what_goes_forward_stays_at_its_place() -> None:
    text = "a\r\n-- +goose Down\r\ndé\r\n-- +goose Up\r\nb -- migrate:down\n-- up and down\n"
    assert halves(text)[0] == "a\r\n" + " " * 14 + "\r\n" + " " * 2 + "\r\n" + text[text.index("-- +goose Up") :]
    assert halves(TABLE)[0] == TABLE


def test_commands_of_psql_and_data(tmp_path: Path) -> None:
    dump = (
        "\\restrict abc\n\\connect app\nSET a = b;\n"
        "COPY public.tracks (id, backend) FROM stdin;\n1\tit's; DROP TABLE tracks;\n\\.\n\n\\echo 'x\n"
    )
    assert values(tmp_path, f"{dump}{TABLE}{dump}") == ("local", "s3")


def test_positions_after_other_letters_and_line_ends(tmp_path: Path) -> None:
    found = inventory(
        tmp_path, {"schema.sql": "-- é\r\nCREATE TABLE tracks (é text DEFAULT 'ü',\r\n  backend text DEFAULT '𝄞');"}
    )
    assert [(one.at.line, one.at.column, one.at.end_column, one.default) for one in found.declarations] == [
        (2, 37, 40, "ü"),
        (3, 24, 27, "𝄞"),
    ]


def test_a_statement_that_is_no_postgresql(tmp_path: Path) -> None:
    files = {
        "migrations/1.sql": TABLE,
        "migrations/2.sql": "SELECT what ever is this;\nCREATE TABLE jobs (a text DEFAULT,\n b text);\n" * 2
        + "ALTER TABLE tracks ALTER backend SET DEFAULT 's3';",
        "other/migrations/1.sql": "CREATE TABLE `a` (`b` enum('x') DEFAULT 'x') ENGINE=InnoDB;",
        "other/migrations/2.sql": "CREATE TABLE `b` (`b` enum('x') DEFAULT 'x') ENGINE=InnoDB;",
    }
    found = inventory(tmp_path, files)
    assert [one.default for one in found.declarations if one.default] == ["s3"]
    assert [str(at) for at in found.unparsed] == ["migrations/2.sql:2:34", "other/migrations/1.sql:1:14"]
    assert found.not_covered == ("SQL: 1 file more in other/migrations could not be read as PostgreSQL",)


def test_without_the_parser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syntax, "available", lambda: False)
    found = inventory(tmp_path, {"migrations/1.sql": TABLE, "migrations/2.sql": TABLE})
    assert found.not_covered == ("SQL: install envlint-cli[sql] to have 2 files read",)
    assert found.declarations == found.files == ()
    assert inventory(tmp_path / "empty", {"a.txt": ""}).not_covered == ()


def test_a_file_too_large(tmp_path: Path) -> None:
    found = inventory(tmp_path, {"schema.sql": TABLE + "-" * (512 * 1024)})
    assert found.not_covered == ("SQL: schema.sql could not be read",)


def test_statements_are_cut_where_they_end() -> None:
    text = """a 'b;''c' ; E'\\';' "d;" $$;$$ -- ;
    /* ; /* ; */ ; */ $x$ ; $$ ; $x$ e$1$;f $1;g ; 'h; """
    cut = [statement.text.split(maxsplit=1)[0] for statement in Script("f", text).statements()]
    assert cut == ["a", "E'\\';'", "f", "g", "'h;"]


HOSTILE = {
    "quotes": "'" * 200_001,
    "strings": "e'\\" * 100_000,
    "dollars": "$a$$b$" * 50_000,
    "comments": "/*" * 150_000,
    "comment lines": "create table t (" + "--\n" * 100_000,
    "parentheses": "create table t (a text check (" + "(" * 300_000,
    "sums": "create table t (a int default " + "1+" * 150_000 + "1)",
    "alternatives": "create table t (a text check (" + " or ".join(["a='x'"] * 40_000) + "))",
    "checks": "create table t (a text " + "check(a in('x')) " * 25_000 + ")",
    "constraints": "alter table t add check (a='x' and b='y');" * 10_000,
    "columns": "create table t (" + ",".join(f"a{n} int default 1" for n in range(20_000)) + ")",
    "copies": "copy a from stdin;" * 25_000,
    "blocks": "do $$ begin " * 40_000,
    "commands": "\\x\n" * 150_000,
    "marks": "-- +goose Down\n" * 30_000,
    "renames": "alter table a rename to b; alter table b rename to a;" * 5_000,
    "values": "create type k as enum ('a');" + "alter type k add value 'b';" * 10_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_takes_no_time(text: str) -> None:
    start = time.process_time()
    Reader().read("f", halves(text)[0])
    assert time.process_time() - start < 10


WORDS = """
    CREATE TABLE ALTER TYPE ENUM ADD VALUE DOMAIN DROP COLUMN COMMENT ON SET RENAME TO CONSTRAINT DEFAULT CHECK IN = ANY
    ARRAY[ ] ( ) IS AS :: , . t a k text 'x' ' " 1 -1 NULL OR AND NOT ; /* */ $$ DO BEGIN é 💥 \\c COPY FROM stdin \\.
"""
PIECES = st.sampled_from(
    [*(word + " " for word in WORDS.split()), "-- A_B\n", "\0", "\r", "\n", "CREATE TABLE t (a text "]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60))
def test_any_text_makes_some_schema(text: str) -> None:
    reader = Reader()
    reader.read("f", halves(text)[0])
    assert len(reader.refused) <= 1
    for table in reader.catalogue.tables.values():
        for column in table.columns.values():
            values_of(reader.catalogue, table.name, column.name)
            reader.beside(column)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=120))
def test_any_bytes_make_some_inventory(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    root = tmp_path_factory.mktemp("sql")
    (root / "schema.sql").write_bytes(data + b"\nCREATE TABLE a (b int default 1);" + data)
    assert sql.read(listing(str(root)), (), {}).files == ("schema.sql",)
