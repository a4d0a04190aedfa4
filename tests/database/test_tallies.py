"""How many rows have each value of a rule, as a real PostgreSQL counts them."""

from __future__ import annotations

import pytest
from asking import catalogue
from sessions import session

from envlint.core.invariant import Invariant
from envlint.core.rule import Rule
from envlint.inventories.database.patience import MOST as PATIENCE
from envlint.inventories.database.patience import TOO_LONG
from envlint.inventories.database.session import Refused
from envlint.inventories.database.tallies import ENOUGH, MOST, count

BACKEND = Rule(name="BACKEND", type="enum", values=("local", "s3"), sql="tracks.backend")
TRACKS = "CREATE TABLE tracks (id int, backend text);"


def counted(server, database, sql, *rules, invariants=(), user="postgres", before=""):
    server.ask(database, sql)
    found = catalogue(server, database)
    with session(server, database, user) as asked:
        if before:
            asked.ask(before)
        return count(asked, rules, found, invariants)


def rows(n: int, value: str) -> str:
    return f"INSERT INTO tracks SELECT n, {value} FROM generate_series(1, {n}) AS n;"


def test_rows_are_counted_by_value(server, database):
    filled = TRACKS + rows(3, "'local'") + rows(2, "'s3'")
    (tally,) = counted(server, database, filled, BACKEND)
    assert (tally.variable, tally.column, tally.rows, tally.other) == (
        "BACKEND",
        "tracks.backend",
        (("local", 3), ("s3", 2)),
        0,
    )


def test_no_row_counts_nothing(server, database):
    (tally,) = counted(server, database, TRACKS, BACKEND)
    assert (tally.rows, tally.other, tally.refused) == ((), 0, "")


def test_null_is_counted_by_itself(server, database):
    (tally,) = counted(server, database, TRACKS + rows(2, "NULL") + rows(1, "'s3'"), BACKEND)
    assert set(tally.rows) == {(None, 2), ("s3", 1)}


def test_what_the_rule_does_not_allow_is_a_number_and_no_text(server, database):
    canary = "canary-4711"
    (tally,) = counted(server, database, TRACKS + rows(4, f"'{canary}' || n") + rows(1, "''"), BACKEND)
    assert (tally.rows, tally.other) == ((), 5)
    assert canary not in repr(tally)


NAMES = {
    'CREATE TABLE "Tracks" ("Back""end" text)': ('"Tracks"', '"Back""end"', 'Tracks.Back"end'),
    'CREATE TABLE "Tracks" ("Backend" text)': ('"Tracks"', '"Backend"', '"Tracks"."Backend"'),
    "CREATE SCHEMA media; CREATE TABLE media.tracks (backend text)": (
        "media.tracks",
        "backend",
        "media.tracks.backend",
    ),
    'CREATE TABLE "a.b" ("select" text)': ('"a.b"', '"select"', '"a.b".select'),
    "CREATE TABLE tracks (backend text)": ("tracks", "backend", "public.tracks.backend"),
    'CREATE TABLE "größe" ("wert; --" text)': ('"größe"', '"wert; --"', "größe.wert; --"),
}


@pytest.mark.parametrize("made", NAMES)
def test_names_of_every_kind(server, database, made):
    table, column, said = NAMES[made]
    filled = f"{made}; INSERT INTO {table} ({column}) VALUES ('s3');"
    (tally,) = counted(server, database, filled, BACKEND.replace(sql=said))
    assert (tally.rows, tally.refused) == ((("s3", 1),), "")


TYPES = {
    "varchar(16)": "",
    "char(9)": "",
    "kind": "CREATE TYPE kind AS ENUM ('local', 's3', 'minio');",
    "word": "CREATE DOMAIN word AS text;",
}


@pytest.mark.parametrize("kind", TYPES)
def test_types_that_hold_a_value(server, database, kind):
    made = f"{TYPES[kind]} CREATE TABLE tracks (backend {kind}); INSERT INTO tracks VALUES ('s3'), ('minio');"
    (tally,) = counted(server, database, made, BACKEND)
    assert (tally.rows, tally.other, tally.refused) == ((("s3", 1),), 1, "")


def test_the_rows_of_partitions_are_those_of_their_table(server, database):
    made = (
        "CREATE TABLE tracks (n int, backend text) PARTITION BY RANGE (n);"
        "CREATE TABLE low PARTITION OF tracks FOR VALUES FROM (0) TO (10);"
        "CREATE TABLE high PARTITION OF tracks FOR VALUES FROM (10) TO (20);"
        "INSERT INTO tracks VALUES (1, 's3'), (2, 'local'), (11, 's3');"
    )
    (tally,) = counted(server, database, made, BACKEND)
    assert (tally.rows, tally.refused) == ((("local", 1), ("s3", 2)), "")


def test_a_long_list_of_values(server, database):
    many = BACKEND.replace(values=tuple(f"v{n}" for n in range(2000)))
    (tally,) = counted(server, database, TRACKS + rows(3, "'v' || n * 500"), many)
    assert (tally.rows, tally.other) == ((("v1000", 1), ("v1500", 1), ("v500", 1)), 0)


def test_a_boolean_is_true_or_false(server, database):
    made = "CREATE TABLE tracks (hidden boolean); INSERT INTO tracks VALUES (true), (false), (false);"
    (tally,) = counted(server, database, made, Rule(name="HIDDEN", type="bool", sql="tracks.hidden"))
    assert tally.rows == (("false", 2), ("true", 1))


NOT_COUNTED = {
    "CREATE TABLE other (id int)": "the server has no table tracks",
    "CREATE TABLE tracks (id int)": "the server has no column tracks.backend",
    "CREATE TABLE tracks (backend int)": "tracks.backend is no text, enum or boolean",
    "CREATE TABLE tracks (backend text[])": "tracks.backend is no text, enum or boolean",
    "CREATE VIEW tracks AS SELECT 's3'::text AS backend": "tracks is a view",
}


@pytest.mark.parametrize("made", NOT_COUNTED)
def test_what_is_not_there_to_count_is_said(server, database, made):
    (tally,) = counted(server, database, made, BACKEND)
    assert (tally.refused, tally.rows) == (NOT_COUNTED[made], ())


def test_a_table_that_became_a_view_is_not_read(server, database):
    server.ask(database, TRACKS)
    found = catalogue(server, database)
    server.ask(
        database,
        "CREATE TABLE hit (n int); CREATE FUNCTION f() RETURNS text LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'called'; END $$; DROP TABLE tracks; CREATE VIEW tracks AS SELECT f() AS backend;",
    )
    with session(server, database) as asked:
        (tally,) = count(asked, [BACKEND], found)
    assert tally.refused == "tracks is a view, and reading one runs what is behind it"


def test_rows_behind_a_policy_are_not_counted(server, database):
    made = (
        TRACKS + rows(3, "'s3'") + "CREATE ROLE behind_a_policy LOGIN; GRANT SELECT ON tracks TO behind_a_policy;"
        "ALTER TABLE tracks ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON tracks USING (id = 1);"
    )
    (tally,) = counted(server, database, made, BACKEND, user="behind_a_policy")
    assert tally.refused == "a policy may hide rows of tracks from this user"


def test_a_conversion_of_its_own_is_not_called(server, database):
    made = (
        "CREATE TYPE kind AS ENUM ('s3'); CREATE TABLE tracks (backend kind); INSERT INTO tracks VALUES ('s3');"
        "CREATE FUNCTION f(kind) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'called'; END $$;"
        "CREATE CAST (kind AS text) WITH FUNCTION f(kind);"
    )
    (tally,) = counted(server, database, made, BACKEND)
    assert tally.refused == "the type of tracks.backend has a conversion of its own"


def test_a_million_rows_are_given_up(server, database):
    made = TRACKS + rows(1_000_000, "'other'")
    (tally,) = counted(server, database, made, BACKEND, before="SELECT set_config('statement_timeout', '5ms', true)")
    assert tally.refused == TOO_LONG


def test_where_counting_takes_too_long_some_rows_are_found(server, database):
    server.ask(database, TRACKS + rows(ENOUGH + 5, "'local'") + rows(7, "'s3'"))
    found = catalogue(server, database)
    with session(server, database) as asked:
        ask = asked.ask
        asked.ask = lambda sql, *values: _too_long() if "GROUP BY" in sql else ask(sql, *values)
        (tally,) = count(asked, [BACKEND], found)
    assert tally.refused == TOO_LONG
    assert dict(tally.rows) == {"local": ENOUGH, "s3": 7}


def test_after_some_that_took_too_long_no_more_is_asked(server, database):
    server.ask(database, "CREATE TABLE tracks (a text, b text, c text);")
    rules = [BACKEND.replace(name=name, sql=f"tracks.{name}") for name in "abc"]
    found, sent = catalogue(server, database), []
    with session(server, database) as asked:
        ask = asked.ask
        asked.ask = lambda sql, *values: sent.append(sql) or (ask(sql, *values) if "json" in sql else _too_long())
        tallies = count(asked, rules, found)
    assert len(sent) == 1 + PATIENCE
    others = "others took too long, and it was not asked any more"
    assert [tally.refused for tally in tallies] == [TOO_LONG, TOO_LONG, others]


def _too_long():
    raise Refused(TOO_LONG)


def test_values_are_never_part_of_the_query(server, database):
    odd = Rule(name="ODD", type="enum", values=("it's", 'a"b', "\\'; DROP TABLE tracks; --"), sql="tracks.backend")
    made = TRACKS + "INSERT INTO tracks VALUES (1, 'it''s'), (2, '\\''; DROP TABLE tracks; --');"
    (tally,) = counted(server, database, made, odd)
    assert sorted(tally.rows) == [("\\'; DROP TABLE tracks; --", 1), ("it's", 1)]


def test_an_invariant_ties_a_column_too(server, database):
    rule = BACKEND.replace(sql="")
    tie = Invariant(
        "i", "column", (("values", "$BACKEND"),), only=("tracks.*",), exceptions=(("tracks.id", "a number"),)
    )
    (tally,) = counted(server, database, TRACKS + rows(1, "'s3'"), rule, invariants=[tie])
    assert (tally.column, tally.rows) == ("tracks.backend", (("s3", 1),))


def test_a_column_that_is_tied_twice_is_counted_once(server, database):
    tie = Invariant("i", "column", (("values", "$BACKEND"),), only=("tracks.backend",))
    assert len(counted(server, database, TRACKS, BACKEND, invariants=[tie])) == 1


def test_rules_that_tie_nothing_cost_nothing(server, database):
    rules = [Rule(name="A"), Rule(name="B", type="list<enum>", values=("a",), sql="tracks.backend"), Rule(sql="x.y")]
    with session(server, database) as asked:
        asked.ask = None
        assert count(asked, rules, catalogue(server, database)) == ()


def test_the_number_of_queries_is_bounded(server, database):
    columns = ", ".join(f"c{n} text" for n in range(MOST + 5))
    rules = [BACKEND.replace(name=f"V{n}", sql=f"wide.c{n}") for n in range(MOST + 5)]
    server.ask(database, f"CREATE TABLE wide ({columns})")
    found, asked_for = catalogue(server, database), []
    with session(server, database) as asked:
        ask = asked.ask
        asked.ask = lambda sql, *values: asked_for.append(sql) or ask(sql, *values)
        tallies = count(asked, rules, found)
    assert (len(tallies), len(asked_for)) == (MOST + 5, MOST + 1)
    assert {tally.refused for tally in tallies[MOST:]} == {f"only {MOST} columns are counted"}
