"""Which rollbacks lose data, and which forms of a guard count."""

from __future__ import annotations

import pytest
from guard_forms import GUARDS, NO_GUARDS, RAISE, do
from migration_samples import BASE, judged, messages

from envlint.core.invariant import Invariant
from envlint.formats.sql import blocks, guarding

UP = """
CREATE TABLE playlists (id uuid PRIMARY KEY, owner_id uuid NOT NULL, note text);
CREATE TABLE entries (playlist_id uuid NOT NULL REFERENCES playlists, n int);
CREATE TABLE likes (playlist_id uuid REFERENCES playlists, n int);
ALTER TABLE tracks ADD COLUMN storage_backend text NOT NULL DEFAULT 'local', ADD COLUMN storage_key text,
    ADD COLUMN title_length int GENERATED ALWAYS AS (length(title)) STORED;
CREATE TYPE kind AS ENUM ('a');
CREATE INDEX i ON playlists (note);
CREATE VIEW v AS SELECT id FROM tracks;
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
ALTER TABLE tracks ADD CONSTRAINT c CHECK (title <> '');
COMMENT ON TABLE tracks IS 'x';
"""


def lost(tmp_path, down):
    files = {**BASE, "002_b.sql": UP, "rollback/002_b_down.sql": down}
    return [each.message for each in judged("unguarded-rollback", tmp_path, files)]


def loses(*names):
    listed = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    it = "them" if len(names) > 1 else "it"
    return [f"the rollback loses {listed}, and does not ask before whether there is data in {it}"]


@pytest.mark.parametrize(
    "down",
    [
        "DROP INDEX i;",
        "DROP TYPE kind;",
        "DROP VIEW v;",
        "DROP FUNCTION f();",
        "ALTER TABLE tracks DROP CONSTRAINT c;",
        "COMMENT ON TABLE tracks IS NULL;",
        "ALTER TABLE tracks DROP COLUMN title_length;",
        "ALTER TABLE tracks RENAME TO songs;",
        "ALTER TABLE tracks RENAME COLUMN title TO name;",
        "CREATE SCHEMA s; ALTER TABLE tracks SET SCHEMA s;",
        "CREATE TABLE t (a int); DROP TABLE t;",
        "CREATE TEMP TABLE t (a int); DROP TABLE t;",
        "ALTER TABLE tracks ADD COLUMN t int; ALTER TABLE tracks DROP COLUMN t;",
        "DROP TABLE IF EXISTS nothing;",
        "ALTER TABLE tracks DROP COLUMN IF EXISTS nothing;",
        "DELETE FROM tracks WHERE title = 'x';",
        "ALTER TABLE tracks ALTER COLUMN title TYPE varchar(9);",
    ],
)
def test_what_loses_nothing(tmp_path, down):
    assert lost(tmp_path, down) == []


BOTH = ["tracks.storage_backend", "tracks.storage_key"]


@pytest.mark.parametrize(
    ("down", "names"),
    [
        ("DROP TABLE entries;", ["entries"]),
        ("DROP TABLE IF EXISTS entries CASCADE;", ["entries"]),
        ("DROP TABLE entries, likes;", ["entries", "likes"]),
        ("ALTER TABLE tracks DROP COLUMN storage_key;", ["tracks.storage_key"]),
        ("ALTER TABLE tracks DROP storage_key, DROP storage_backend;", BOTH),
        ("ALTER TABLE tracks DROP storage_key, ADD storage_key int;", ["tracks.storage_key"]),
        ("TRUNCATE entries, likes;", ["entries", "likes"]),
        ("DELETE FROM entries;", ["entries"]),
        ("ALTER TABLE entries RENAME TO e; DROP TABLE e;", ["e"]),
        (do("DROP TABLE entries;"), ["entries"]),
        (do("EXECUTE 'DROP TABLE entries';"), ["entries"]),
        (do("IF EXISTS (SELECT FROM pg_class) THEN DROP TABLE entries; END IF;"), ["entries"]),
        ("LOCK TABLE entries; DROP TABLE entries;", ["entries"]),
        ("ALTER TABLE tracks ADD k kind; DROP TYPE kind CASCADE;", []),
    ],
)  # fmt: skip
def test_what_loses_something(tmp_path, down, names):
    assert lost(tmp_path, down) == (loses(*names) if names else [])


@pytest.mark.parametrize("guard", GUARDS)
def test_forms_of_a_guard(tmp_path, guard):
    assert lost(tmp_path, f"BEGIN;\nLOCK TABLE entries;\n{guard}DROP TABLE entries;\nCOMMIT;") == []


@pytest.mark.parametrize("guard", NO_GUARDS)
def test_what_is_no_guard(tmp_path, guard):
    assert lost(tmp_path, f"{guard}\nDROP TABLE entries;") == loses("entries")


def test_a_key_that_can_be_null_leaves_rows_without_their_table(tmp_path):
    guard = do(f"IF EXISTS (SELECT 1 FROM playlists) THEN {RAISE} END IF;")
    assert lost(tmp_path, f"{guard}DROP TABLE entries; DROP TABLE likes; DROP TABLE playlists;") == loses("likes")


@pytest.mark.parametrize(
    ("condition", "guarded"),
    [
        ("EXISTS (SELECT 1 FROM tracks WHERE storage_backend <> 'local')", True),
        ("EXISTS (SELECT 1 FROM tracks t WHERE t.storage_key IS NOT NULL)", True),
        ("EXISTS (SELECT 1 FROM tracks)", True),
        ("(SELECT count(*) FROM tracks) > 0", True),
        ("EXISTS (SELECT 1 FROM tracks WHERE title = 'x')", False),
        ("EXISTS (SELECT storage_key FROM playlists, entries)", False),
    ],
)
def test_a_guard_of_columns_reads_them(tmp_path, condition, guarded):
    down = do(f"IF {condition} THEN {RAISE} END IF;") + "ALTER TABLE tracks DROP storage_key, DROP storage_backend;"
    assert lost(tmp_path, down) == ([] if guarded else loses(*BOTH))


@pytest.mark.parametrize(
    ("copy", "kept"),
    [
        ("INSERT INTO likes SELECT * FROM entries;", True),
        ("INSERT INTO likes SELECT playlist_id FROM entries;", True),
        ("CREATE TABLE kept AS SELECT * FROM entries;", True),
        ("CREATE TEMP TABLE kept AS TABLE entries;", True),
        ("SELECT * INTO TEMP kept FROM entries;", True),
        ("WITH gone AS (DELETE FROM entries RETURNING *) INSERT INTO likes SELECT * FROM gone;", True),
        ("COPY entries TO '/dump';", True),
        ("UPDATE playlists SET note = e.n FROM entries e WHERE e.playlist_id = id;", True),
        ("UPDATE playlists SET note = 'x' WHERE id IN (SELECT playlist_id FROM entries);", True),
        ("UPDATE playlists SET note = (SELECT max(n) FROM entries);", True),
        ("UPDATE entries SET n = 2;", False),
        ("INSERT INTO entries SELECT * FROM likes;", False),
        ("INSERT INTO entries VALUES ('x', 1);", False),
        ("SELECT * FROM entries;", False),
        ("COPY entries FROM '/dump';", False),
    ],
)
def test_what_is_copied_elsewhere_before_is_not_lost(tmp_path, copy, kept):
    assert lost(tmp_path, f"{copy}\nDROP TABLE entries;") == ([] if kept else loses("entries"))


def test_a_column_that_goes_into_another_is_not_lost(tmp_path):
    moved = "UPDATE tracks SET title = storage_key WHERE storage_key IS NOT NULL;\nALTER TABLE tracks DROP storage_key;"
    assert lost(tmp_path, moved) == []
    told_apart = "UPDATE tracks SET title = 'x' WHERE storage_key = 'y';\nALTER TABLE tracks DROP storage_key;"
    assert lost(tmp_path, told_apart) == []
    same = "UPDATE tracks SET storage_key = lower(storage_key);\nALTER TABLE tracks DROP storage_key;"
    assert lost(tmp_path, same) == loses("tracks.storage_key")


def test_a_condition_before_the_loss_that_reads_it_is_a_guard(tmp_path):
    assert lost(tmp_path, do("IF NOT EXISTS (SELECT 1 FROM entries) THEN DROP TABLE entries; END IF;")) == []


def test_a_partition_goes_with_its_table(tmp_path):
    up = "CREATE TABLE e (at date NOT NULL) PARTITION BY RANGE (at);\nCREATE TABLE e1 PARTITION OF e DEFAULT;"
    guard = do(f"IF EXISTS (SELECT 1 FROM e) THEN {RAISE} END IF;")
    for down, said in (("DROP TABLE e;", loses("e")), (guard + "DROP TABLE e;", []), (guard + "DROP TABLE e1;", [])):
        files = {"1_e.sql": up, "rollback/1_e_down.sql": down}
        assert [each.message for each in judged("unguarded-rollback", tmp_path, files)] == said


def test_a_guard_behind_the_loss_comes_too_late(tmp_path):
    guard = do(f"IF EXISTS (SELECT 1 FROM entries) THEN {RAISE} END IF;")
    files = {**BASE, "002_b.sql": UP, "rollback/002_b_down.sql": f"DROP TABLE entries;\n{guard}"}
    breach = judged("unguarded-rollback", tmp_path, files)[0]
    assert "stands behind the loss" in breach.message
    assert [(each.label, each.at.line) for each in breach.related] == [("the guard", 4)]


def test_all_that_is_lost_is_one_finding_at_the_first_place(tmp_path):
    down = "\nDROP TABLE entries;\nDROP TABLE likes;\nDROP TABLE playlists;\nALTER TABLE tracks DROP storage_key;\n"
    files = {**BASE, "002_b.sql": UP, "rollback/002_b_down.sql": down}
    breach = judged("unguarded-rollback", tmp_path, files)[0]
    assert "loses entries, likes, playlists and 1 more" in breach.message
    assert (breach.at.line, [each.at.line for each in breach.related]) == (2, [3, 4, 5])
    assert "IF EXISTS (SELECT 1 FROM entries) THEN RAISE EXCEPTION" in breach.help


@pytest.mark.parametrize(
    ("invariant", "said"),
    [
        (Invariant("a", "migration", (("has", ("rollback", "guard")),)), 0),
        (Invariant("a", "migration", (("has", ("guard",)),), exceptions=(("2", "a cache"),)), 0),
        (Invariant("a", "migration", (("has", ("guard",)),), since="002"), 0),
        (Invariant("a", "migration", (("has", ("guard",)),), only=("003",)), 1),
        (Invariant("a", "migration", (("has", ("guard",)),), only=("003",), since="003"), 0),
        (Invariant("a", "migration", (("has", ("rollback",)),)), 1),
        (Invariant("a", "table", (("has", ("guard",)),)), 1),
    ],
)
def test_what_an_invariant_speaks_of_is_left_to_it(tmp_path, invariant, said):
    files = {**BASE, "002_b.sql": UP, "rollback/002_b_down.sql": "DROP TABLE entries;", "003_c.sql": "SELECT 1;"}
    assert len(messages("unguarded-rollback", tmp_path, files, invariant)) == said


def test_the_condition_of_a_guard_can_be_asked_of_a_server():
    body = do(f"SELECT count(*) INTO n FROM a WHERE b; IF n > 1 OR n IS NULL THEN {RAISE} END IF;", "DECLARE n int;\n")
    (condition, line), *_ = blocks.read(body).guards
    assert condition == f"{(count := '(SELECT count(*)        FROM a WHERE b)')} > 1 OR {count} IS NULL"
    assert line == 4


def test_what_a_condition_reads():
    assert guarding.read("EXISTS (SELECT 1 FROM s.a x JOIN b ON x.c = b.d)").relations == {"s.a", "b"}
    assert guarding.read("no expression at all (").relations == frozenset()


@pytest.mark.parametrize(("count", "guarded", "said"), [(4, False, 4), (5, False, 1), (5, True, 5)])
def test_where_many_rollbacks_lose_data_and_none_has_a_guard_that_is_said_once(count, guarded, said, tmp_path):
    files = {**BASE, "rollback/001_tracks_down.sql": BASE["rollback/001_tracks_down.sql"] if guarded else "SELECT 1;"}
    for number in range(2, 2 + count):
        files[f"{number:03}_t.sql"] = f"CREATE TABLE t{number} (n int);"
        files[f"rollback/{number:03}_t_down.sql"] = f"DROP TABLE t{number};"
    found = judged("unguarded-rollback", tmp_path, files)
    assert len(found) == said
    one = "the rollback loses t2, and does not ask before whether there is data in it"
    many = f"no rollback asks before it loses data, of {count} that do; the first: {one}"
    assert found[0].message == (many if said == 1 else one)
