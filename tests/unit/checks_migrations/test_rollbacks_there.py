"""Which migrations need a rollback, and what a rollback leaves."""

from __future__ import annotations

import pytest
from migration_samples import BASE, TRACKS, judged, messages

from envlint.checks.database.rollback_leaves_behind import judge
from envlint.checks.database.subject import Database, Trial
from envlint.core.invariant import Invariant
from envlint.core.location import Location
from envlint.core.severity import ERROR, WARNING
from envlint.formats.sql.difference import Difference
from envlint.formats.sql.migration import History

MADE = {**BASE, "002_a.sql": "CREATE INDEX i ON tracks (title);"}


def missing(tmp_path, files, *invariants):
    return messages("missing-rollback", tmp_path, files, *invariants)


def left(tmp_path, up, down):
    files = {**BASE, "002_b.sql": up, "rollback/002_b_down.sql": down}
    return messages("rollback-leaves-behind", tmp_path, files)


def test_each_migration_without_a_rollback_where_others_have_one(tmp_path):
    assert missing(tmp_path, MADE) == [("002_a.sql:1", "migration 002 has no rollback")]


def test_a_folder_without_rollbacks_is_one_finding(tmp_path):
    files = {f"{number:03}_a.sql": f"CREATE TABLE t{number} (id int);" for number in range(1, 31)}
    assert missing(tmp_path, files) == [("db", "no migration has a rollback, of 30 migrations")]


@pytest.mark.parametrize(
    "up",
    [
        "VACUUM tracks;",
        "BEGIN; SET lock_timeout = 1; LOCK TABLE tracks; COMMIT;",
        "-- nothing to do any more",
        "REINDEX TABLE tracks;",
        "SELECT pg_sleep(1);",
    ],
)
def test_what_leaves_nothing_needs_no_rollback(tmp_path, up):
    assert missing(tmp_path, {**BASE, "002_a.sql": up}) == []
    assert missing(tmp_path, {"002_a.sql": up}) == []


@pytest.mark.parametrize(
    "up",
    ["INSERT INTO tracks VALUES (1);", "GRANT SELECT ON tracks TO a;", "CREATE TABEL x ();", "DO $$ BEGIN END $$;"],
)
def test_what_may_leave_something_needs_one(tmp_path, up):
    assert len(missing(tmp_path, {**BASE, "002_a.sql": up})) == 1


def test_what_is_applied_again_and_again_needs_no_rollback(tmp_path):
    files = {"V1__a.sql": TRACKS, "U1__a.sql": "DROP TABLE tracks;", "R__views.sql": "CREATE VIEW v AS SELECT 1 AS a;"}
    assert missing(tmp_path, files) == []


def test_a_rollback_of_nothing(tmp_path):
    files = {**BASE, "rollback/003_gone_down.sql": "DROP TABLE gone;"}
    said = [("rollback/003_gone_down.sql:1", "003_gone_down.sql takes back a migration that is not there")]
    assert missing(tmp_path, files) == said


def test_a_rollback_of_another_name_is_of_its_number(tmp_path):
    files = {"7_a.sql": TRACKS, "rollback/007_of_another_name_down.sql": "DROP TABLE tracks;"}
    assert missing(tmp_path, files) == []


@pytest.mark.parametrize(
    ("files", "example"),
    [
        (("001_a.sql", "rollback/001_a_down.sql", "002_b.sql"), "db/rollback/002_b_down.sql"),
        (("001_a.sql", "rollback/001_a.sql", "002_b.sql"), "db/rollback/002_b.sql"),
        (("1_a.up.sql", "1_a.down.sql", "2_b.up.sql"), "db/2_b.down.sql"),
        (("V1__a.sql", "U1__a.sql", "V2__b.sql"), "db/U2__b.sql"),
        (("2024-01-01-000000_a/up.sql", "2024-01-01-000000_a/down.sql", "2024-01-02-000000_b/up.sql"),
         "db/2024-01-02-000000_b/down.sql"),
    ],
)  # fmt: skip
def test_the_file_that_is_missing_is_named_as_the_others_are(tmp_path, files, example):
    texts = {path: "DROP TABLE tracks;" if index == 1 else TRACKS for index, path in enumerate(files)}
    (breach,) = judged("missing-rollback", tmp_path, texts)
    assert breach.help == f"write {example}"


def test_a_rollback_in_the_same_file(tmp_path):
    both = "-- +goose Up\nCREATE TABLE a (id int);\n-- +goose Down\nDROP TABLE a;\n"
    up = "-- +goose Up\nCREATE TABLE b (id int);\n"
    (breach,) = judged("missing-rollback", tmp_path, {"1_a.sql": both, "2_b.sql": up})
    assert (breach.at.path, "same file" in breach.help) == ("db/2_b.sql", True)


@pytest.mark.parametrize(
    ("invariant", "said"),
    [
        (Invariant("a", "migration", (("has", ("rollback",)),)), 0),
        (Invariant("a", "migration", (("has", ("rollback",)),), only=("9*",), exceptions=(("002", "x"),)), 0),
        (Invariant("a", "migration", (("has", ("rollback",)),), only=("9*",)), 1),
        (Invariant("a", "migration", (("name", "*"),)), 1),
    ],
)
def test_what_an_invariant_speaks_of_is_not_said_twice(tmp_path, invariant, said):
    assert len(missing(tmp_path, MADE, invariant)) == said


@pytest.mark.parametrize(
    ("up", "down", "said"),
    [
        ("CREATE TYPE k AS ENUM ('a');", "SELECT 1;", "type k stays"),
        ("CREATE TABLE a (); CREATE TABLE b ();", "-- none", "table a and table b stay"),
        ("DROP TABLE tracks;", "-- none", "table tracks is not brought back"),
        ("CREATE INDEX i ON tracks (title);", "DROP TABLE tracks;", "table tracks is not brought back"),
        ("ALTER TABLE tracks ALTER title DROP NOT NULL;", "-- none",
         "the nullability of column tracks.title is NULL and was NOT NULL"),
        ("ALTER TABLE tracks ALTER title SET DEFAULT 'x';", "-- none",
         "the default of column tracks.title is 'x' and was not there"),
        ("COMMENT ON TABLE tracks IS 'x';", "COMMENT ON TABLE tracks IS 'y';",
         "the comment of table tracks is there and was not"),
        ("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE VIEW v AS SELECT 1 AS a;", "DROP VIEW v;",
         "function f() stays"),
        ("CREATE TABLE a (); CREATE TABLE b (); CREATE TABLE c (); CREATE TABLE d (); CREATE TABLE e ();", "-- none",
         "table a, table b, table c and 2 more stay"),
    ],
)  # fmt: skip
def test_what_differs_after_both(tmp_path, up, down, said):
    assert left(tmp_path, up, down) == [("rollback/002_b_down.sql:1", f"the rollback does not undo all: {said}")]


@pytest.mark.parametrize(
    ("up", "down"),
    [
        ("ALTER TABLE tracks ADD a int, ADD b int;", "ALTER TABLE tracks DROP b; ALTER TABLE tracks DROP a;"),
        ("INSERT INTO tracks VALUES (1);", "DELETE FROM tracks WHERE title = 'x';"),
        ("ALTER TABLE tracks RENAME TO songs;", "ALTER TABLE songs RENAME TO tracks;"),
        ("DROP TABLE tracks;", TRACKS),
        ("CREATE TABLE a ();", "DO $$ BEGIN RAISE EXCEPTION 'this cannot be taken back'; END $$;"),
        ("CREATE TABLE a ();", "DO $$ BEGIN EXECUTE format('DROP TABLE %I', 'a'); END $$;"),
        ("CREATE TABLE a ();", "DROP TABEL a;"),
        ("CREATE TABLE a ();", "\\i drop_all.sql"),
    ],
    ids=["other order", "data", "renamed", "made again", "refuses", "not followed", "no SQL", "psql"],
)
def test_what_is_undone_or_cannot_be_told(tmp_path, up, down):
    assert left(tmp_path, up, down) == []


def test_a_rollback_that_fails_is_said_at_the_statement(tmp_path):
    said = left(tmp_path, "CREATE INDEX i ON tracks (title);", "-- x\nDROP INDEX j;\nDROP INDEX i;")
    assert said == [("rollback/002_b_down.sql:2:1", "the rollback fails here: there is no index j")]


def test_what_fails_behind_what_is_not_followed_is_a_warning(tmp_path):
    files = {**BASE, "002_b.sql": "DO $$ BEGIN EXECUTE 'CREATE TABLE ' || x; END $$;"}
    files |= {"003_c.sql": "DROP TABLE x;", "rollback/002_b_down.sql": "DROP TABLE x;"}
    files |= {"rollback/003_c_down.sql": "DROP TABLE y;"}
    breaches = [*judged("rollback-leaves-behind", tmp_path, files), *judged("unsupported-statement", tmp_path, files)]
    refused = [breach for breach in breaches if "there is no table" in breach.message]
    assert [breach.severity for breach in refused] == [WARNING, WARNING, WARNING]
    assert {(each.at.path, each.at.line) for breach in refused for each in breach.related} == {("db/002_b.sql", 1)}
    files["002_b.sql"] = "SELECT 1;"
    breaches = judged("rollback-leaves-behind", tmp_path, files)
    assert [breach.severity for breach in breaches] == [ERROR, ERROR]


def test_a_long_name_is_told_without_that_of_its_table(tmp_path):
    index, table = "idx_of_the_tracks_of_the_year_by_title", "a_table_whose_name_takes_up_half_a_line"
    up = f"CREATE TABLE {table} (id int);"
    files = {"1_a.sql": up, "rollback/1_a.sql": f"DROP TABLE {table};"}
    files |= {"2_b.sql": f"CREATE INDEX {index} ON {table} (id);", "rollback/2_b.sql": "SELECT 1;"}
    (breach,) = judged("rollback-leaves-behind", tmp_path, files)
    assert breach.message == f"the rollback does not undo all: index {index} stays"


def test_where_the_things_were_made_is_told(tmp_path):
    files = {
        **BASE,
        "002_b.sql": "CREATE TYPE k AS ENUM ('a');\nCREATE TABLE a ();",
        "rollback/002_b_down.sql": "-- none",
    }
    (breach,) = judged("rollback-leaves-behind", tmp_path, files)
    assert [(each.label, each.at.line) for each in breach.related] == [("table a", 2), ("type k", 1)]


def test_what_stayed_in_a_scratch_database():
    at = Location("db/1_a.sql", "db/1_a.sql", 3, 1)
    trial = Trial(Location("dotenv:.env"), "15.4", left=(
        ("db/rollback/1_a_down.sql", (Difference("index", "a.i", "", "not there", "there", at),)),
        ("db/rollback/2_b_down.sql", ()),
    ))  # fmt: skip
    (breach,) = judge(Database(History("db"), trial=trial))
    assert breach.message == "the rollback does not undo all on PostgreSQL 15.4: index a.i stays"
    assert (breach.at.path, breach.related[0].at) == ("db/rollback/1_a_down.sql", at)
