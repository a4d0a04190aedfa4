"""What a real server has against migrations and rollbacks, and what these leave behind."""

from __future__ import annotations

from trials import left, make_role, refused, tried

TABLE = "CREATE TABLE t (a int);"


def test_all_is_well(server):
    result = tried(server, (TABLE, "DROP TABLE t;"), ("CREATE INDEX i ON t (a);", "DROP INDEX i;"))
    assert result == ((), (("1_down.sql", ()), ("2_down.sql", ())), (), {"1.sql", "1_down.sql", "2.sql", "2_down.sql"})


def test_a_refused_migration_stands_at_the_character_and_stops_the_rest(server):
    result = tried(server, TABLE, "-- é\nSELECT 'ü', 1;\nSELECT 'é',\n  nothing FROM t;", TABLE, TABLE)
    (refusal,) = result.refused
    assert (str(refusal.at), refusal.message) == ("2.sql:4:3", "there is no such column (42703): nothing")
    assert result.not_covered == ("trial: 2 migrations after 2.sql not tried",)
    assert result.tried == {"1.sql", "2.sql"}


def test_a_refused_file_leaves_nothing_of_itself(server):
    up = "CREATE TABLE u (a int); CREATE TABLE u (a int);"
    assert refused(server, (TABLE, "DROP TABLE t;"), (up, "DROP TABLE u;")) == [
        "2.sql:1:38: there is such a table or index already (42P07): u"
    ]


def test_what_a_rollback_leaves_is_laid_to_it_alone(server):
    assert left(
        server,
        (TABLE, "DROP TABLE t;"),
        ("ALTER TABLE t ADD b int; CREATE INDEX i ON t (a);", "ALTER TABLE t DROP b;"),
        ("CREATE TYPE mood AS ENUM ('a');", "DROP TYPE mood;"),
    ) == {"1_down.sql": [], "2_down.sql": ["index t.i : not there -> there"], "3_down.sql": []}


def test_a_rollback_that_takes_too_much_does_not_harm_what_comes(server):
    assert left(
        server,
        (TABLE, "DROP TABLE t;"),
        ("CREATE TABLE u (a int);", "DROP TABLE u, t;"),
        ("ALTER TABLE t ADD b int;", "ALTER TABLE t DROP b;"),
    ) == {"1_down.sql": [], "2_down.sql": ["table t : there -> not there"], "3_down.sql": []}


def test_the_same_with_transactions_of_its_own(server):
    assert left(
        server,
        (TABLE, "DROP TABLE t;"),
        ("BEGIN; CREATE TABLE u (a int); CREATE TABLE v (a int); COMMIT;", "BEGIN; DROP TABLE u, t; COMMIT;"),
        ("ALTER TABLE t ADD b int;", "BEGIN; ALTER TABLE t DROP b; COMMIT;"),
    ) == {
        "1_down.sql": [],
        "2_down.sql": ["table t : there -> not there", "table v : not there -> there"],
        "3_down.sql": [],
    }


def test_a_rollback_is_refused_and_the_rest_is_tried(server):
    result = tried(server, (TABLE, "DROP TABLE nothing;"), ("CREATE TABLE u (a int);", "DROP TABLE u;"))
    assert [(str(each.at), each.message) for each in result.refused] == [
        ("1_down.sql:1:12", "there is no such table (42P01): nothing")
    ]
    assert result.left == (("2_down.sql", ()),)


def test_half_a_rollback_outside_of_a_transaction_is_mended(server):
    half = "-- +goose NO TRANSACTION\nDROP TABLE t;\nDROP TABLE nothing;"
    result = tried(server, (TABLE, half), ("ALTER TABLE t ADD b int;", "ALTER TABLE t DROP b;"))
    assert [str(each.at) for each in result.refused] == ["1_down.sql:3:12"]
    assert result.left == (("2_down.sql", ()),)


def test_it_must_be_possible_to_apply_it_again(server):
    hidden = "CREATE TABLE t (a int); CREATE OPERATOR ### (leftarg = int, rightarg = int, function = int4pl);"
    said = "there is such a function or operator already (42723), when it is applied again after 1_down.sql"
    for begin, end in (("", ""), ("BEGIN;", "COMMIT;")):
        found = refused(server, (f"{begin}{hidden}{end}", f"{begin} DROP TABLE t; {end}"))
        assert found == [f"1.sql:1:{len(begin) + 25}: {said}"]


def test_what_no_transaction_can_hold_is_run_as_psql_does(server):
    assert left(
        server,
        (TABLE, "DROP TABLE t;"),
        ("CREATE INDEX CONCURRENTLY i ON t (a); VACUUM t;", "DROP INDEX CONCURRENTLY i;"),
        ("CREATE TYPE e AS ENUM ('a');", "DROP TYPE e;"),
        ("ALTER TYPE e ADD VALUE 'b'; CREATE TABLE u (e e DEFAULT 'b');", "DROP TABLE u;"),
    ) == {"1_down.sql": [], "2_down.sql": [], "3_down.sql": [], "4_down.sql": ["type e values: a -> a, b"]}


def test_a_transaction_that_is_not_ended(server):
    result = tried(server, "BEGIN; CREATE TABLE t (a int);")
    assert [(str(each.at), each.message, each.sent) for each in result.refused] == [
        ("1.sql:1:8", "the transaction is still open at the end of the file", False)
    ]


def test_what_is_checked_at_the_end_of_a_transaction(server):
    up = "CREATE TABLE t (a int PRIMARY KEY, b int REFERENCES t DEFERRABLE INITIALLY DEFERRED);"
    seed = "INSERT INTO t VALUES (1, 2);"
    assert refused(server, up, seed) == [
        "2.sql:1:1: a row refers to one that is not there (23503), at the end of the transaction"
    ]
    assert refused(server, up, ("INSERT INTO t VALUES (1, 1);", seed.replace("1, 2", "2, 3"))) == [
        "2_down.sql: a row refers to one that is not there (23503)"
    ]


def test_a_line_of_a_block(server):
    block = "SELECT 1;\nDO\n$$\nBEGIN\n  PERFORM 1;\n  INSERT INTO nothing VALUES (1);\nEND $$;"
    assert refused(server, block) == ["1.sql:6:3: there is no such table (42P01): nothing"]


def test_values_of_rows_are_not_told(server):
    up = "CREATE TABLE t (a text UNIQUE, b int); INSERT INTO t SELECT 'canary' || '77', 1 FROM generate_series(1, 2);"
    assert refused(server, up) == ["1.sql:1:40: a value that must be unique occurs twice (23505)"]
    (said,) = refused(server, "SELECT ('canary' || '77')::int;")
    assert said == "1.sql:1:1: a text is no value of its type (22P02)"


def test_names_that_the_file_does_not_have_are_not_told(server):
    make_role(server, "keeper", "")
    (said,) = refused(server, "CREATE SCHEMA s AUTHORIZATION keeper;")
    assert said == "1.sql:1:31: it takes a right that a trial does not have (42501): keeper"
    (said,) = refused(server, f"{TABLE} DO $$ BEGIN EXECUTE 'CREATE TABLE ' || 't' || ' (a int)'; END $$;")
    assert "42P07" in said


def test_an_extension_that_is_not_there(server):
    assert refused(server, "CREATE EXTENSION nowhere;") == [
        "1.sql:1:1: the extension nowhere is not installed on this server"
    ]


def test_an_extension_that_is_there(server):
    up = "CREATE EXTENSION citext; COMMENT ON EXTENSION citext IS 'x'; CREATE TABLE t (a citext);"
    assert left(server, (up, "DROP TABLE t; DROP EXTENSION citext;")) == {"1_down.sql": []}


def test_what_only_a_superuser_may_create_is_created_by_one(server):
    up, down = "CREATE EXTENSION pg_stat_statements; CREATE TABLE t (a int);", "DROP EXTENSION pg_stat_statements;"
    assert refused(server, up) == [
        "1.sql:1:18: it takes a right that a trial does not have (42501): pg_stat_statements"
    ]
    assert left(server, (up, f"{down} DROP TABLE t;"), user="postgres") == {"1_down.sql": []}


def test_rights_of_roles_that_are_not_there_are_left_out(server):
    result = tried(
        server,
        ("CREATE ROLE nobody_here; CREATE TABLE t (a int);\nGRANT SELECT ON t TO nobody_here;", "DROP TABLE t;"),
        ("ALTER DEFAULT PRIVILEGES FOR ROLE nobody_here GRANT SELECT ON TABLES TO PUBLIC;", ""),
        "ALTER TABLE t OWNER TO nobody_here;",
        "GRANT SELECT ON t TO PUBLIC; ALTER TABLE t ADD b int",
    )
    assert result.refused == ()
    assert result.left == (("1_down.sql", ()), ("2_down.sql", ()))
    role = "is about a role that the server does not have or the trial may not act for, and was left out"
    assert result.not_covered == (
        "1.sql:1:1: CREATE ROLE reaches beyond the scratch database and was not run",
        "3.sql:1:1: OWNER TO reaches beyond the scratch database and was not run",
        f"1.sql:2:1: GRANT or REVOKE {role}",
        f"2.sql:1:1: ALTER DEFAULT PRIVILEGES {role}",
    )


def test_a_guard_that_holds_back_for_nothing(server):
    guard = "DO $$ BEGIN\nIF {} THEN RAISE EXCEPTION 'no'; END IF; END $$;\nDROP TABLE t;"
    wrong = guard.format("NOT EXISTS (SELECT FROM t)")
    assert refused(server, (TABLE, wrong)) == ["1_down.sql:2:1: it raises an exception of its own (P0001)"]
    right = guard.format("EXISTS (SELECT FROM t)")
    assert left(server, (TABLE, right)) == {"1_down.sql": []}
    result = tried(server, (f"{TABLE} INSERT INTO t VALUES (1);", right))
    assert (result.refused, result.left) == ((), ())
    assert result.not_covered == (
        "1_down.sql:2:1: the rollback holds back because of rows that migrations put in, and was not tried",
    )


def test_settings_and_temporary_tables_end_with_their_file(server):
    first = "SET search_path = s; SET statement_timeout = 0; CREATE TEMP TABLE tmp (a int); CREATE TABLE t (a int);"
    assert left(server, ("CREATE SCHEMA s;", "DROP SCHEMA s;"), (first, "DROP TABLE s.t;")) == {
        "1_down.sql": [],
        "2_down.sql": [],
    }
    assert refused(server, "CREATE SCHEMA s;", first, "SELECT * FROM t;") == [
        "3.sql:1:15: there is no such table (42P01): t"
    ]
    assert refused(server, "CREATE TEMP TABLE tmp (a int);", "SELECT * FROM tmp;") == [
        "2.sql:1:15: there is no such table (42P01): tmp"
    ]


def test_many_rows_are_not_kept(server):
    assert refused(server, "SELECT repeat('x', 1000) FROM generate_series(1, 100000);") == []


def test_nothing_to_do(server):
    assert tried(server, "", ("-- nothing\n", "-- nothing\n")).refused == ()
