"""Whether rollbacks would refuse now, as a real PostgreSQL says it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sessions import session

from envlint.formats.sql.building import Builder
from envlint.formats.sql.migration import History, Migration, Step, undo
from envlint.inventories.database.guards import MOST, TOGETHER, answers
from envlint.inventories.migrations.history import read
from envlint.inventories.tree import listing

EXAMPLE = Path(__file__).parents[2] / "examples/veza-backend-api"


def history_of(*steps: tuple[str, str]) -> History:
    """Return the history of migrations, each an up and a down text; numbered from 1."""
    builder, history = Builder(), History("m")
    for number, (up, down) in enumerate(steps, 1):
        before = builder.catalogue.copy()
        applied = builder.apply(f"{number}.sql", up)
        after = builder.catalogue.copy()
        step = Step(str(number), (number,), "x", f"{number}.sql", f"{number}_down.sql")
        rollback = undo(step.down, down, before, after) if down else None
        history.migrations.append(Migration(step, before, after, applied, rollback))
    history.catalogue = builder.catalogue
    return history


def guarded(condition: str, then: str = "DROP TABLE t;") -> str:
    return f"DO $$ BEGIN IF {condition} THEN RAISE EXCEPTION 'no'; END IF; END $$;\n{then}"


def asked(server, database, history, applied=None, user="postgres", before=""):
    with session(server, database, user) as open_session:
        if before:
            open_session.ask(before)
        return answers(open_session, history, applied)


def of_one(server, database, condition, up="CREATE TABLE t (a text, n int);", data="", **options):
    server.ask(database, up + data)
    found = asked(server, database, history_of((up, guarded(condition))), **options)
    (answer,) = [answer for answer in found if answer.condition]
    return answer


def test_the_reference_project_is_free_to_go_back_while_it_is_empty(server, database):
    history = read(listing(str(EXAMPLE)), "migrations")
    server.apply(database, *(EXAMPLE / migration.step.up for migration in history.migrations))
    found = asked(server, database, history)
    assert [answer.number for answer in found] == sorted((a.number for a in found), key=int, reverse=True)
    assert {answer.number: (answer.holds, answer.refused) for answer in found if answer.holds or answer.refused} == {}
    assert "985" in {answer.number for answer in found}


def test_a_guard_that_finds_rows_holds_back(server, database):
    history = read(listing(str(EXAMPLE)), "migrations")
    server.apply(database, *(EXAMPLE / migration.step.up for migration in history.migrations))
    up = "ALTER TABLE tracks ALTER user_id DROP NOT NULL; ALTER TABLE tracks DISABLE TRIGGER ALL;"
    columns = server.ask(
        database,
        "SELECT string_agg(format('ALTER TABLE tracks ALTER %I DROP NOT NULL', column_name), '; ') "
        "FROM information_schema.columns "
        "WHERE table_name = 'tracks' AND column_default IS NULL AND column_name <> 'id'",
    )
    server.ask(database, f"{up}{columns}; INSERT INTO tracks (storage_backend, storage_key) VALUES ('s3', 'k')")
    held = {answer.number for answer in asked(server, database, history) if answer.holds}
    assert held == {"985", "162"}


HOLDS = {
    "EXISTS (SELECT 1 FROM public.t WHERE a <> 'local')": True,
    "EXISTS (SELECT 1 FROM t WHERE a = 'minio')": False,
    "NOT EXISTS (SELECT FROM t)": False,
    "(SELECT count(*) FROM t) > 1": True,
    "count(*) FILTER (WHERE a = 's3') > 0 FROM t": True,
    "(SELECT max(n) FROM t) > 100": None,  # NULL: nothing is raised
    "(SELECT bool_or(lower(a) = 's3') FROM t)": True,
    "EXISTS (WITH late AS (SELECT * FROM t WHERE a <> 'local') SELECT 1 FROM late JOIN t USING (a))": True,
    "EXISTS (SELECT FROM t -- all of it\n)": True,
    "to_regclass('public.t') IS NULL": False,
    "EXISTS (SELECT FROM pg_class WHERE relname = 't')": True,
    "EXISTS (SELECT FROM information_schema.columns WHERE table_name = 't' AND column_name = 'b')": False,
    "EXISTS (SELECT FROM t WHERE a LIKE 's%' AND n IN (1, 2) OR a BETWEEN 'x' AND 'z')": False,
}


@pytest.mark.parametrize("condition", HOLDS)
def test_conditions_are_asked_as_they_are_meant(server, database, condition):
    answer = of_one(server, database, condition, data="INSERT INTO t VALUES ('local', NULL), ('s3', NULL);")
    assert (answer.refused, answer.holds) == ("", bool(HOLDS[condition]))
    assert (answer.number, answer.path, answer.at.path, answer.condition) == (
        "1",
        "1_down.sql",
        "1_down.sql",
        condition,
    )


REFUSED = {
    "EXISTS (SELECT FROM other.t)": "there is no other.t",
    "EXISTS (SELECT FROM t WHERE nothing = 1)": "a column that it reads is not there",
    "t.a = 'x' FROM t": "the server does not answer it",  # more than one row: PL/pgSQL would stop there
    "(SELECT n FROM t LIMIT 1)": "its answer is no yes or no",
    "pg_sleep(10) IS NULL": "it calls pg_sleep()",
}


@pytest.mark.parametrize("condition", REFUSED)
def test_why_there_is_no_answer_is_said(server, database, condition):
    answer = of_one(server, database, condition, data="INSERT INTO t VALUES ('x', 1), ('y', 2);")
    assert answer.holds is None
    assert answer.refused == REFUSED[condition]


def test_a_table_of_another_name_in_another_schema_is_not_meant(server, database):
    up = "CREATE TABLE t (a text); CREATE SCHEMA other; CREATE TABLE other.u (a text);"
    server.ask(database, up + "INSERT INTO other.u VALUES ('x');")
    down = guarded("EXISTS (SELECT FROM u)")
    answer, *_ = asked(server, database, history_of((up, down)))
    assert answer.refused == "there is no u"
    answer, *_ = asked(server, database, history_of((up, "SET search_path = other;\n" + down)))
    assert answer.refused == "it is not known which u it means: the rollback sets the search path"


def test_a_view_is_not_read(server, database):
    up = "CREATE TABLE t (a text); CREATE VIEW v AS SELECT * FROM t;"
    answer = of_one(server, database, "EXISTS (SELECT FROM v)", up)
    assert answer.refused == "v is a view, and reading one runs what is behind it"


def test_a_materialized_view_is_rows(server, database):
    up = "CREATE TABLE t (a text); CREATE MATERIALIZED VIEW v AS SELECT * FROM t;"
    assert of_one(server, database, "EXISTS (SELECT FROM v)", up).holds is False


def test_a_type_of_somebodys_own_is_not_compared(server, database):
    up = "CREATE TYPE pair AS (a int, b int); CREATE TABLE t (a pair, kept text);"
    assert of_one(server, database, "EXISTS (SELECT FROM t WHERE a IS NULL)", up).refused == (
        "t.a is of a type that is not PostgreSQL's own"
    )


def test_an_enum_is_compared(server, database):
    up = "CREATE TYPE kind AS ENUM ('a', 'b'); CREATE TABLE t (k kind, many kind[]);"
    answer = of_one(server, database, "EXISTS (SELECT FROM t WHERE k <> 'a')", up, "INSERT INTO t VALUES ('b');")
    assert (answer.holds, answer.refused) == (True, "")


def test_a_function_of_the_same_name_in_public_is_not_called(server, database):
    up = "CREATE TABLE t (a text);"
    spy = "CREATE FUNCTION lower(text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'called'; END $$;"
    answer = of_one(
        server, database, "EXISTS (SELECT FROM t WHERE lower(a) = 'x')", up, spy + "INSERT INTO t VALUES ('X');"
    )
    assert (answer.holds, answer.refused) == (True, "")


def test_an_operator_of_the_same_name_in_public_is_not_called(server, database):
    up = "CREATE TABLE t (a text);"
    spy = (
        "CREATE FUNCTION spy(text, text) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'called'; END $$;"
        "CREATE OPERATOR public.<> (LEFTARG = text, RIGHTARG = text, FUNCTION = spy);"
        f'ALTER DATABASE "{database}" SET search_path = public, pg_catalog;'
    )
    answer = of_one(server, database, "EXISTS (SELECT FROM t WHERE a <> 'x')", up, spy + "INSERT INTO t VALUES ('y');")
    assert (answer.holds, answer.refused) == (True, "")


def test_quoted_names(server, database):
    up = 'CREATE TABLE "Mixed Case" ("Sp alte" text);'
    answer = of_one(
        server,
        database,
        'EXISTS (SELECT FROM "Mixed Case" WHERE "Sp alte" = \'é\')',
        up,
        "INSERT INTO \"Mixed Case\" VALUES ('é');",
    )
    assert answer.holds is True


def test_rows_behind_a_policy_are_not_trusted(server, database):
    up = "CREATE TABLE t (a text);"
    data = (
        "INSERT INTO t VALUES ('s3'); CREATE ROLE sees_little LOGIN; GRANT SELECT ON t TO sees_little;"
        "ALTER TABLE t ENABLE ROW LEVEL SECURITY;"
    )
    answer = of_one(server, database, "EXISTS (SELECT FROM t)", up, data, user="sees_little")
    assert (answer.holds, answer.refused) == (None, "a policy may hide rows of t from this user")


def test_a_guard_that_takes_too_long_is_given_up_and_the_next_is_asked(server, database):
    ups = "CREATE TABLE big (n int);", "CREATE TABLE t (a text);"
    server.ask(database, "".join(ups) + "INSERT INTO big SELECT generate_series(1, 1000000);")
    slow = guarded("(SELECT sum(a.n) FROM big a JOIN big b ON a.n <> b.n) > 0", "DROP TABLE big;")
    history = history_of((ups[1], guarded("EXISTS (SELECT FROM t)")), (ups[0], slow))
    found = asked(server, database, history, before="SELECT set_config('statement_timeout', '100ms', true)")
    assert [(answer.number, answer.holds) for answer in found] == [("2", None), ("1", False)]
    assert found[0].refused == "it took too long, or somebody cancelled it"


def test_only_what_is_applied_is_asked(server, database):
    up = "CREATE TABLE t (a text);"
    server.ask(database, up)
    history = history_of(
        (up, guarded("EXISTS (SELECT FROM t)")),
        ("CREATE TABLE u ();", guarded("EXISTS (SELECT FROM u)", "DROP TABLE u;")),
    )
    assert [answer.number for answer in asked(server, database, history, ("1",))] == ["1"]
    assert [answer.number for answer in asked(server, database, history)] == ["2", "1"]
    assert asked(server, database, history, ()) == ()


def test_without_a_guard_the_data_that_would_go_are_told(server, database):
    ups = (
        "CREATE TABLE t (a text); CREATE TABLE empty (a text);",
        'ALTER TABLE t ADD "B b" text, ADD c text;',
    )
    downs = "DROP TABLE t; DROP TABLE empty;", 'ALTER TABLE t DROP "B b", DROP c;'
    server.ask(database, "".join(ups) + "INSERT INTO t (\"B b\") VALUES ('x');")
    found = asked(server, database, history_of(*zip(ups, downs, strict=True)))
    assert [(answer.number, answer.loses, answer.holds) for answer in found] == [
        ("2", "t.B b", True),
        ("2", "t.c", False),
        ("1", "t", True),
        ("1", "empty", False),
    ]
    assert {str(answer.at) for answer in found} == {"2_down.sql:1:1", "1_down.sql:1:1", "1_down.sql:1:15"}


@pytest.mark.parametrize(
    ("column", "data", "lost"),
    [
        ("b text NOT NULL DEFAULT 'local'", "INSERT INTO t (b) VALUES ('local');", False),
        ("b text NOT NULL DEFAULT 'local'", "INSERT INTO t (b) VALUES ('local'), ('s3');", True),
        ("b int DEFAULT 7", "INSERT INTO t (b) VALUES (7), (NULL);", False),
        ("b int DEFAULT 7", "INSERT INTO t (b) VALUES (8);", True),
        ("b timestamptz DEFAULT now()", "INSERT INTO t (b) VALUES (now());", True),
        ("b pair", "INSERT INTO t (b) VALUES ((1, 2));", True),
        ("b kind DEFAULT 'x'", "INSERT INTO t (b) VALUES ('y');", True),
    ],
)
def test_a_column_in_which_all_is_by_default_loses_nothing(server, database, column, data, lost):
    first = "CREATE TYPE pair AS (a int, b int); CREATE TYPE kind AS ENUM ('x', 'y'); CREATE TABLE t (a int);"
    second = f"ALTER TABLE t ADD {column};"
    server.ask(database, first + second + data)
    found = asked(server, database, history_of((first, ""), (second, "ALTER TABLE t DROP b;")))
    assert [answer.holds for answer in found] == [lost]


def test_a_table_that_is_gone_loses_nothing_and_one_that_may_not_be_read_is_unknown(server, database):
    up = "CREATE TABLE t (a text);"
    history = history_of((up, "DROP TABLE t;"))
    assert [answer.holds for answer in asked(server, database, history)] == [False]
    server.ask(database, f"{up} CREATE ROLE may_not_read LOGIN;")
    (answer,) = asked(server, database, history, user="may_not_read")
    assert (answer.holds, answer.refused, answer.loses) == (None, "there is no right to read it", "t")


def test_what_is_behind_a_guard_that_refuses_is_not_lost(server, database):
    up = "CREATE TABLE t (a text); CREATE TABLE u (a text);"
    server.ask(database, up + "INSERT INTO t VALUES ('x'); INSERT INTO u VALUES ('x');")
    history = history_of((up, guarded("EXISTS (SELECT FROM t)", "DROP TABLE t; DROP TABLE u;")))
    assert [(answer.condition != "", answer.holds) for answer in asked(server, database, history)] == [(True, True)]
    server.ask(database, "DELETE FROM t")
    assert [(answer.loses, answer.holds) for answer in asked(server, database, history)] == [("", False), ("u", True)]


def test_guards_that_keep_their_count_in_a_variable_are_asked(server, database):
    up = "CREATE TABLE t (a text);"
    server.ask(database, up + "INSERT INTO t VALUES ('x');")
    down = (
        "DO $$ DECLARE n int; BEGIN SELECT count(*) INTO n FROM t WHERE a <> 'local';"
        " IF n > 0 THEN RAISE EXCEPTION 'no'; END IF; END $$; DROP TABLE t;"
    )
    (answer,) = asked(server, database, history_of((up, down)))
    assert (answer.holds, answer.refused) == (True, "")


def test_a_rollback_that_asks_and_loses_nothing_is_free(server, database):
    history = history_of(("CREATE TABLE t (a text);", ""), ("CREATE INDEX i ON t (a);", "DROP INDEX i;"))
    (answer,) = asked(server, database, history)
    assert (answer.number, answer.condition, answer.loses, answer.holds) == ("2", "", "", False)


def test_one_that_the_server_refuses_costs_the_others_nothing(server, database):
    up = "CREATE TABLE t (a text, n int);"
    server.ask(database, up + "INSERT INTO t VALUES ('x', 0);")
    conditions = ["EXISTS (SELECT FROM t)", "1 / n = 1 FROM t", "EXISTS (SELECT FROM t WHERE a = 'y')"]
    history = history_of((up, "".join(guarded(each, "") for each in conditions) + "DROP TABLE t;"))
    found = asked(server, database, history)
    assert [(answer.holds, answer.refused) for answer in found] == [
        (True, ""),
        (None, "a value in it cannot be computed"),
        (False, ""),
    ]


def test_the_number_of_questions_is_bounded(server, database):
    up = "CREATE TABLE t (a text);"
    server.ask(database, up)
    many = "".join(guarded(f"EXISTS (SELECT FROM t WHERE a = '{n}')", "") for n in range(MOST + 3))
    history, sent = history_of((up, many + "DROP TABLE t;")), []
    with session(server, database) as open_session:
        ask = open_session.ask
        open_session.ask = lambda sql, *values: sent.append(sql) or ask(sql, *values)
        found = answers(open_session, history, None)
    assert (len(found), len(sent)) == (MOST + 3, MOST // TOGETHER + 1)
    assert [answer.refused for answer in found[MOST:]] == [f"only the newest {MOST} are asked"] * 3
