"""What is said of statements that are no PostgreSQL, are refused, or are not followed; and of equal numbers."""

from __future__ import annotations

import pytest
from migration_samples import BASE, history, judged, messages

from envlint.checks.database.subject import Database, Refusal, Trial
from envlint.checks.database.unsupported_statement import judge
from envlint.core.location import Location
from envlint.core.severity import ERROR, INFO, WARNING
from envlint.formats.sql.migration import History


def said(tmp_path, text, path="002_a.sql"):
    breaches = judged("unsupported-statement", tmp_path, {**BASE, path: text})
    return [(breach.at.line, breach.severity, breach.message) for breach in breaches]


@pytest.mark.parametrize(
    ("text", "severity", "message"),
    [
        ("CREATE TABEL a ();", ERROR, "this is no PostgreSQL: syntax error"),
        ("CREATE FUNCTION f() RETURNS int AS $$\nBEGIN\n", ERROR,
         "this is no PostgreSQL: unterminated dollar-quoted string"),
        ("DROP TABLE nothing;", ERROR, "PostgreSQL refuses this: there is no table nothing"),
        ("COMMENT ON COLUMN tracks IS 'x';", ERROR,
         "PostgreSQL refuses this: a column's name stands behind that of its table"),
        ("CREATE TABLE tracks ();", ERROR, "PostgreSQL refuses this: there is a relation tracks already"),
        ("\\i other.sql", WARNING, "what this does is not followed: \\i is a command of psql, not SQL"),
        ("SELECT 1 \\gexec\n;", WARNING, "what this does is not followed: \\gexec is a command of psql, not SQL"),
        ("CREATE TABLE {{name}} ();", WARNING,
         "what this does is not followed: here stands what the tool that applies the file fills in"),
        ("SELECT make_partitions();", WARNING,
         "what this does is not followed: a call of make_partitions(), which may define something"),
        ("DO $$ BEGIN IF a() THEN CREATE TABLE a (); END IF; END $$;", INFO,
         "what a DO block does on a condition is taken as done"),
        ("DO $$ BEGIN EXECUTE 'SELEC'; END $$;", ERROR, "this is no PostgreSQL: a statement in a DO block"),
        ("DO $$ BEGIN IF x THEN END $$;", WARNING,
         "what this does is not followed: a DO block that is no PL/pgSQL"),
        ("", WARNING, "the file is empty"),
        (" \n\n", WARNING, "the file is empty"),
        ("-- caf\xe9".encode("latin-1"), ERROR, "PostgreSQL does not take this: the file is not UTF-8"),
        ("SELECT 1;".encode("utf-16"), ERROR, "PostgreSQL does not take this: the file is UTF-16"),
        (b"SELECT 1;\0", ERROR, "PostgreSQL does not take this: there is a NUL character in the file"),
    ],
)  # fmt: skip
def test_what_is_said_and_how_much_it_weighs(tmp_path, text, severity, message):
    assert said(tmp_path, text) == [(1, severity, message)]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffSELECT 1;".encode(),
        b"SET client_encoding = 'latin1';\n-- caf\xe9\n",
        b"\\encoding latin1\n-- caf\xe9\n",
        "-- café\r\nSELECT 1;\r\n".encode(),
        b"\\echo done\n\\set x 1\n",
        b"-- kept for its number\n",
    ],
)
def test_what_needs_no_word(tmp_path, text):
    assert said(tmp_path, text) == []


def test_a_rollback_that_is_refused_is_not_said_here(tmp_path):
    assert said(tmp_path, "DROP TABLE nothing;\nDROP TABEL x;", "rollback/001_tracks_down.sql") == [
        (2, ERROR, "this is no PostgreSQL: syntax error")
    ]


def test_an_empty_rollback_is_said_once(tmp_path):
    assert said(tmp_path, "", "rollback/001_tracks_down.sql") == []
    files = {**BASE, "002_a.sql": "UPDATE tracks SET title = 'x';", "rollback/002_a_down.sql": ""}
    (breach,) = judged("unsupported-statement", tmp_path, files)
    assert (breach.at.path, breach.message) == ("db/rollback/002_a_down.sql", "the file is empty")


def test_the_table_of_a_migration_tool_is_there(tmp_path):
    assert said(tmp_path, "ALTER TABLE schema_migrations ADD COLUMN at timestamptz;\nDROP TABLE schema_migration;") == [
        (2, ERROR, "PostgreSQL refuses this: there is no table schema_migration")
    ]


def test_many_faults_are_told_in_few_words(tmp_path):
    found = said(tmp_path, "".join(f"DROP TABLE nothing{number};\n" for number in range(500)))
    assert len(found) == 21
    assert "480 more statements" in found[-1][2]


def test_a_folder_of_another_database_is_one_finding(tmp_path):
    mysql = "CREATE TABLE `a{0}` (`id` int AUTO_INCREMENT) ENGINE=InnoDB;\nCREATE TABLE `b{0}` (`id` int);"
    files = {f"{number}_a.sql": mysql.format(number) for number in range(1, 10)}
    (breach,) = judged("unsupported-statement", tmp_path, {**files, "10_b.sql": "DROP TABLE a1;"})
    assert breach.message == "9 of 10 files are no PostgreSQL, this is the first"
    assert (breach.at.path, breach.at.line, len(breach.related)) == ("db/1_a.sql", 1, 8)
    few = {path: text for path, text in files.items() if path < "5"}
    assert len(judged("unsupported-statement", tmp_path / "few", few)) == 8


def test_what_the_server_of_a_trial_refused():
    at = Location("db/1_a.sql", "db/1_a.sql", 3, 1)
    trial = Trial(Location("dotenv:.env"), "15.4", refused=(Refusal(at, "there is no such table"),))
    (breach,) = judge(Database(History("db"), trial=trial))
    assert breach.message == "PostgreSQL 15.4 refuses this: there is no such table"
    assert (breach.at, breach.severity) == (at, ERROR)


def test_what_the_server_refused_is_not_said_twice(tmp_path):
    found = history(tmp_path, {"001_a.sql": "DROP TABLE x;\nDROP TABLE y;"})
    refusal = Refusal(Location("db/001_a.sql", "db/001_a.sql", 1, 1), "there is no such table")
    said = [breach.message for breach in judge(Database(found, trial=Trial(Location(""), "15.4", refused=(refusal,))))]
    assert said == [
        "PostgreSQL refuses this: there is no table y",
        "PostgreSQL 15.4 refuses this: there is no such table",
    ]


def duplicates(tmp_path, *paths):
    return messages("duplicate-migration-number", tmp_path, dict.fromkeys(paths, "SELECT 1;"))


@pytest.mark.parametrize(
    ("paths", "second"),
    [
        (("1_a.sql", "001_b.sql"), "1_a.sql"),
        (("985_a.sql", "985_b.sql"), "985_b.sql"),
        (("1_a.up.sql", "01_b.up.sql", "1_a.down.sql", "01_b.down.sql"), "1_a.up.sql"),
        (("V1__a.sql", "V1.0__b.sql"), "V1__a.sql"),
        (("V1_2__a.sql", "V1.2__b.sql"), "V1_2__a.sql"),
        (("x/V2__a.sql", "y/V2__b.sql"), "y/V2__b.sql"),
        (("2024-01-02-000000_a/up.sql", "20240102000000_b/up.sql"), "20240102000000_b/up.sql"),
        (("20240102000000_a.sql", "20240102000000_b.sql"), "20240102000000_b.sql"),
    ],
)
def test_equal_numbers(tmp_path, paths, second):
    (found,) = duplicates(tmp_path, *paths)
    assert found[0] == f"{second}:1"


@pytest.mark.parametrize(
    "paths",
    [
        ("1_a.sql", "2_b.sql", "10_c.sql", "985_d.sql"),
        ("V1__a.sql", "V1.1__b.sql", "V10__c.sql", "V1.0.1__d.sql", "R__a.sql", "R__b.sql"),
        ("20240102000000_a/migration.sql", "20240102000000_b/migration.sql"),
        ("users/1_a.sql", "tracks/1_b.sql"),
        ("v1.0/1_a.sql", "v1.1/1_b.sql"),
        ("2024-01-02-000000_a/up.sql", "2024-01-02-000001_b/up.sql"),
        ("1_a.sql", "rollback/1_a_down.sql", "archive/1_b.sql"),
    ],
)
def test_numbers_that_are_not_equal(tmp_path, paths):
    assert duplicates(tmp_path, *paths) == []


def test_two_rollbacks_of_one_migration(tmp_path):
    assert duplicates(tmp_path, "1_a.sql", "1_a_down.sql", "rollback/1_a_down.sql") == [
        ("rollback/1_a_down.sql:1", "this takes back what db/1_a_down.sql does: only one of them is used")
    ]


def test_the_third_of_a_number_is_held_against_the_first(tmp_path):
    found = judged(
        "duplicate-migration-number", tmp_path, dict.fromkeys(("1_a.sql", "1_b.sql", "1_c.sql"), "SELECT 1;")
    )
    assert [(breach.at.path, breach.related[0].at.path) for breach in found] == [
        ("db/1_b.sql", "db/1_a.sql"),
        ("db/1_c.sql", "db/1_a.sql"),
    ]


@pytest.mark.parametrize(("count", "places"), [(4, 4), (5, 1), (9, 1)])
@pytest.mark.parametrize("text", ["DROP TABLE missing;", "DELETE FROM {{ name }};", ""])
def test_what_is_said_again_and_again_is_said_once(text, count, places, tmp_path):
    files = {**BASE, **{f"{number:03}_a.sql": text for number in range(2, 2 + count)}}
    found = judged("unsupported-statement", tmp_path, files)
    assert len(found) == places
    assert found[0].at.path == "db/002_a.sql"
    assert found[0].message.endswith("; here, and at further places") is (places == 1)


def test_every_fault_of_syntax_is_told(tmp_path):
    files = {**BASE, **{f"{number:03}_a.sql": "CREATE TABLE t" + str(number) + " (n int);" for number in range(2, 9)}}
    files["009_a.sql"] = "SELEC 1;\n" * 6
    assert [each.at.line for each in judged("unsupported-statement", tmp_path, files)] == [1, 2, 3, 4, 5, 6]
