"""Migrations without a server: places, faults, and files that nobody would write on purpose."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from envlint.formats.sql.building import Builder
from envlint.inventories.migrations.history import read
from envlint.inventories.tree import listing


def build(text, path="1.sql"):
    builder = Builder()
    return builder.catalogue, builder.apply(path, text)


def faults(text):
    return [(fault.kind, fault.at.line, fault.at.column) for fault in build(text)[1].faults]


def history(tmp_path, files):
    for path, text in files.items():
        file = tmp_path / "db" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(text, bytes):
            file.write_bytes(text)
        else:
            file.write_text(text, encoding="utf-8")
    return read(listing(str(tmp_path)), "db")


def place(at):
    return at.line, at.column, at.end_column


SCHEMA = """-- Größe: ü stands before what is looked for
CREATE TYPE kind AS ENUM ('a', 'ß');
CREATE TABLE t (
    id uuid PRIMARY KEY,
    k kind DEFAULT 'a', /* ü */ n int CHECK (n > 0), p uuid REFERENCES t
);
CREATE INDEX by_n ON t (n);
"""


def test_everything_has_the_place_that_made_it():
    catalogue, applied = build(SCHEMA)
    table = catalogue.tables["t"]
    assert applied.faults == ()
    assert place(table.at) == (3, 14, 15)
    assert place(table.columns["n"].at) == (5, 33, 34)
    assert place(table.columns["k"].default_at) == (5, 12, 19)
    assert place(table.constraints["t_n_check"].at) == (5, 39, 44)
    assert place(table.constraints["t_p_fkey"].at) == (5, 61, 71)
    assert place(table.indexes["by_n"].at) == (7, 14, 18)
    assert [place(at) for at in catalogue.types["kind"].places] == [(2, 27, 30), (2, 32, 35)]


def test_the_place_is_that_of_the_last_that_changed_it():
    catalogue, _ = build(SCHEMA + "ALTER TABLE t\n    ALTER n SET DEFAULT 3,\n    ALTER k TYPE text;")
    assert catalogue.tables["t"].columns["k"].at.line == 10
    assert catalogue.tables["t"].columns["n"].default_at.line == 9


def test_places_behind_a_fault_are_right():
    catalogue, applied = build("SELEC ü;\n" + SCHEMA)
    assert [(fault.kind, fault.at.line) for fault in applied.faults] == [("syntax", 1)]
    assert place(catalogue.tables["t"].columns["n"].at) == (6, 33, 34)
    assert place(catalogue.tables["t"].indexes["by_n"].at) == (8, 14, 18)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CREATE TABLE a (id int);\nCREATE TABEL b (id int);\nCREATE TABLE c (id int);", [("syntax", 2, 8)]),
        ("SELECT 1;\nCREATE FUNCTION f() RETURNS int AS $$ SELECT 1;\nCREATE TABLE a ();", [("syntax", 2, 36)]),
        ("SELECT 1;\nINSERT INTO a VALUES ('half", [("syntax", 2, 23)]),
        ("/* half\nCREATE TABLE a ();", [("syntax", 1, 1)]),
        ("\\set x 1\n\\connect other\nSELECT 1;\n  \\i more.sql\n", [("unsupported", 2, 1), ("unsupported", 4, 3)]),
        ("COPY a FROM stdin;\n1\t\\N\n\\.\nSELECT 1;\n\\gexec\n", [("unsupported", 5, 1)]),
        ("DROP TABLE {{ x }}.a;\nALTER TABLE ${x} ADD x int;", [("unsupported", 1, 12), ("unsupported", 2, 13)]),
        ("SELECT create_hypertable('a', 'b');", [("unsupported", 1, 1)]),
        ("CREATE AGGREGATE a (int) (sfunc = b, stype = int);", [("unsupported", 1, 1)]),
        ("CREATE TABLE a AS SELECT 1;", [("unsupported", 1, 1)]),
        ("DO $$\nBEGIN\n    EXECUTE format('DROP TABLE %I', 'a');\nEND $$;", [("unsupported", 3, 5)]),
        ("DO $$\nBEGIN\n    half\nEND $$;", [("unsupported", 1, 1)]),
        ("DO $$ BEGIN\nIF true THEN\n  CREATE TABLE a ();\nEND IF; END $$;", [("assumed", 3, 3)]),
        ("ALTER TABLE a ADD b int;", [("conflict", 1, 1)]),
        ("SELECT 1;\n\nDROP TABLE a;", [("conflict", 3, 1)]),
        ("INSERT INTO a VALUES (1); GRANT ALL ON a TO b; BEGIN; COMMIT; SET x = 1; VACUUM a;", []),
        ("", []),
        ("-- nothing\n;;;", []),
        ("\0\0\0", []),
    ],
)  # fmt: skip
def test_what_is_said_of_a_statement(text, expected):
    assert faults(text) == expected


def test_a_fault_costs_one_statement():
    catalogue, applied = build("CREATE TABLE a (id int);\nCREATE TABEL b ();\nCREATE TABLE c (id int);")
    assert set(catalogue.tables) == {"a", "c"}
    assert (applied.total, applied.understood) == (3, 2)


def test_no_text_of_a_statement_is_told():
    secret = "kVw8Zq2LtR5nXc7M"
    texts = [
        f"CREATE ROLE a PASSWORD '{secret}' nonsense;",
        f"SELEC '{secret}';",
        f"SELECT '{secret}",
        f"SET :'{secret}';",
        f"DO $$ BEGIN EXECUTE x || '{secret}'; END $$;",
        f"SELECT f('{secret}');",
        f"ALTER TYPE k ADD VALUE '{secret}';",
    ]
    said = [fault for text in texts for fault in build(text)[1].faults]
    assert len(said) == len(texts)
    assert secret not in repr([fault.message for fault in said])


def test_many_faults_are_told_in_few_words():
    _, applied = build("DROP TABLE a;\n" * 5000)
    assert len(applied.faults) == 21
    assert "4980 more" in applied.faults[-1].message
    assert applied.total == 5000


def test_ten_thousand_statements():
    catalogue, applied = build(
        "CREATE TABLE a (id int);\n" + "UPDATE a SET id = 1;\n" * 9_000 + "ALTER TABLE a ADD x int;\n" * 999
    )
    assert applied.total == applied.understood == 10_000
    assert list(catalogue.tables["a"].columns) == ["id", "x"]


@pytest.mark.parametrize("opening", ["(", "ARRAY[", "NOT ", "- ", "CASE WHEN a THEN "])
def test_what_is_nested_too_deep_is_a_fault(opening):
    depth = 30_000
    _, applied = build(f"CREATE TABLE a (id int);\nCREATE INDEX i ON a (({opening * depth}1));\nCREATE TABLE b ();")
    assert [fault.at.line for fault in applied.faults] == [2]


def test_a_table_has_no_more_columns_than_postgresql_lets_it_have():
    columns = ", ".join(f"c{number} int" for number in range(1601))
    assert [fault.kind for fault in build(f"CREATE TABLE a ({columns});")[1].faults] == ["conflict"]


@given(st.text(st.sampled_from("abct_ ()'\"$;,.\\-/*\n\0ü\U0001f600€{}:=")))
@settings(deadline=None)
def test_any_text_is_read(text):
    build(text)
    build("CREATE TABLE a (b int);" + text)


WORDS = """
CREATE TABLE a (id int PRIMARY KEY, b text);
CREATE TABLE b (a_id int REFERENCES a);
DROP TABLE a;
DROP TABLE a CASCADE;
ALTER TABLE a RENAME TO b;
ALTER TABLE b RENAME TO a;
ALTER TABLE a RENAME id TO c;
ALTER TABLE a DROP id CASCADE;
CREATE INDEX i ON a (b) WHERE id > 0;
DROP INDEX i;
ALTER INDEX i RENAME TO j;
CREATE TYPE k AS ENUM ('x');
ALTER TABLE a ADD k k DEFAULT 'x';
DROP TYPE k CASCADE;
ALTER TYPE k RENAME VALUE 'x' TO 'y';
ALTER TABLE a SET SCHEMA s;
CREATE VIEW v AS SELECT * FROM a;
CREATE SCHEMA s;
DROP SCHEMA s CASCADE;
SELECT
DROP
'
$$
(
""".strip().splitlines()


@given(st.lists(st.sampled_from(WORDS), max_size=12))
@settings(deadline=None)
def test_statements_in_any_order_are_read(words):
    catalogue, applied = build("\n".join(words))
    assert applied.understood <= applied.total
    owners = {table.name for table in catalogue.tables.values()} | {name for _, name in catalogue.others}
    assert set(catalogue.owners.values()) <= owners


@pytest.mark.parametrize(
    ("codec", "said"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("utf-16", [(1, "the file is UTF-16")]),
        ("utf-16-le", [(1, "the file is UTF-16 without a byte order mark")]),
        ("latin-1", [(1, "the file is not UTF-8")]),
    ],
)
def test_encodings(tmp_path, codec, said):
    found = history(tmp_path, {"1_a.sql": "-- ü\nCREATE TABLE a (id int);\n".encode(codec)})
    assert list(found.catalogue.tables) == ["a"]
    assert found.catalogue.tables["a"].at.line == 2
    assert [(fault.at.line, fault.message) for fault in found.faults] == said


def test_line_ends_of_windows(tmp_path):
    found = history(tmp_path, {"1_a.sql": b"-- x\r\nCREATE TABLE a (\r\n  id int);\r\nDROP TABLE b;\r\n"})
    assert found.catalogue.tables["a"].columns["id"].at.line == 3
    assert [(fault.kind, fault.at.line) for fault in found.faults] == [("conflict", 4)]


UP = "CREATE TABLE a (id int PRIMARY KEY, n int);\nCREATE INDEX i ON a (n);\nCREATE TYPE k AS ENUM ('x');\n"


@pytest.mark.parametrize(
    ("down", "left"),
    [
        ("DROP TABLE a; DROP TYPE k;", []),
        ("DROP TABLE a;", ["type k"]),
        ("DROP TYPE k;", ["table a"]),
        ("DROP INDEX i; DROP TYPE k; ALTER TABLE a DROP n;", ["table a"]),
        ("DROP TABLE a; DROP TYPE k; DROP TABLE base;", ["table base"]),
        ("DROP TABLE a; DROP TYPE k; ALTER TABLE base ALTER x SET DEFAULT 2;", ["column base.x"]),
        ("-- nothing", ["table a", "type k"]),
    ],
)
def test_what_a_rollback_leaves(tmp_path, down, left):
    found = history(
        tmp_path, {"1_base.sql": "CREATE TABLE base (x int);", "2_a.sql": UP, "rollback/2_a_down.sql": down}
    )
    assert [f"{one.kind} {one.name}" for one in found.migrations[1].rollback.left] == left
    assert found.migrations[0].rollback is None


def test_what_a_rollback_loses_and_on_what_it_refuses(tmp_path):
    up = "ALTER TABLE base ADD y int, ADD z int GENERATED ALWAYS AS (x + 1) STORED; CREATE TABLE a (id int);"
    down = """DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM base WHERE y > 0) THEN
        RAISE EXCEPTION 'no' USING HINT = 'SELECT 1';
    END IF;
    IF true THEN RAISE NOTICE 'go on'; END IF;
END $$;
DROP TABLE a; ALTER TABLE base DROP y, DROP z;"""
    files = {"1_base.sql": "CREATE TABLE base (x int);", "2_a.sql": up, "rollback/2_a_down.sql": down}
    rollback = history(tmp_path, files).migrations[1].rollback
    assert rollback.loses == ("a", "base.y")
    assert [(condition, at.path, at.line) for condition, at in rollback.guards] == [
        ("EXISTS (SELECT 1 FROM base WHERE y > 0)", "db/rollback/2_a_down.sql", 3)
    ]
    assert rollback.left == ()


def test_a_file_that_goes_both_ways(tmp_path):
    text = "-- +goose Up\nCREATE TABLE a (id int);\n-- +goose Down\nDROP TABLE a;\nDROP TABLE b;\n"
    found = history(tmp_path, {"1_a.sql": text})
    assert list(found.catalogue.tables) == ["a"]
    rollback = found.migrations[0].rollback
    assert (rollback.path, rollback.loses) == ("db/1_a.sql", ("a",))
    assert [(fault.kind, fault.at.line) for fault in rollback.applied.faults] == [("conflict", 5)]


def test_what_is_not_applied_is_told(tmp_path):
    found = history(tmp_path, {"2_a.sql": "SELECT 1;", "archive/1_a.sql": "SELEC;", "seeds.sql": "SELEC;"})
    assert found.faults == []
    assert found.not_covered == [
        "SQL: db/archive/1_a.sql lies in an archive and is not applied",
        "SQL: db/seeds.sql has no number and is not applied",
    ]


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    found = history(tmp_path, {"1_a.sql": "CREATE TABLE a ();", "2_b.sql": b"-" * (16 * 1024 * 1024 + 1)})
    assert found.unread == [("db/2_b.sql", "it is larger than 16 MiB")]
    assert list(found.catalogue.tables) == ["a"]
