"""Guards and rows are asked for with no more than the right to read, and with less it is said what could not be."""

from __future__ import annotations

from pathlib import Path

import pytest
from asking import catalogue
from sessions import session

from envlint.core.rule import Rule
from envlint.inventories.database.guards import answers
from envlint.inventories.database.tallies import count
from envlint.inventories.migrations.history import read
from envlint.inventories.tree import listing

EXAMPLE = Path(__file__).parents[2] / "examples/veza-backend-api"
RULE = Rule(name="TRACK_STORAGE_BACKEND", type="enum", values=("local", "s3"), sql="tracks.storage_backend")
NO_RIGHT = "there is no right to read it"
STATE = """
SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0), count(*) FROM pg_stat_user_tables;
SELECT coalesce(sum(last_value), 0) FROM pg_sequences;
SELECT count(*) FROM pg_class;
SELECT count(*) FROM pg_proc;
"""


@pytest.fixture
def migrated(server, database):
    history = read(listing(str(EXAMPLE)), "migrations")
    server.apply(database, *(EXAMPLE / migration.step.up for migration in history.migrations))
    return history


@pytest.fixture
def role(server, database):
    name = f"reads_{database}"
    server.ask(database, f"CREATE ROLE {name} LOGIN; REVOKE ALL ON SCHEMA public FROM PUBLIC;")
    return name


def asked(server, database, user, history):
    with session(server, database, user) as open_session:
        found = answers(open_session, history, None)
        counted = count(open_session, [RULE], catalogue(server, database))
        ((written,),) = open_session.ask("SELECT pg_current_xact_id_if_assigned() IS NOT NULL")
    return found, counted, written


def test_the_right_to_read_is_enough_and_nothing_is_written(server, database, role, migrated):
    server.ask(
        database, f"GRANT USAGE ON SCHEMA public TO {role}; GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role};"
    )
    before = server.ask(database, STATE)
    found, counted, written = asked(server, database, role, migrated)
    assert {answer.refused for answer in found} == {""}
    assert len(found) >= 12
    assert [tally.refused for tally in counted] == [""]
    assert written is False, "a transaction that writes has a number"
    assert server.ask(database, STATE) == before


def test_who_may_do_everything_writes_nothing_either(server, database, migrated):
    before = server.ask(database, STATE)
    assert asked(server, database, "postgres", migrated)[2] is False
    assert server.ask(database, STATE) == before


def test_without_the_right_to_read_a_table_the_others_are_asked(server, database, role, migrated):
    server.ask(
        database,
        f"GRANT USAGE ON SCHEMA public TO {role}; GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role};"
        f"REVOKE SELECT ON tracks FROM {role};",
    )
    found, counted, _ = asked(server, database, role, migrated)
    assert {answer.number for answer in found if answer.refused == NO_RIGHT} == {"985", "162"}
    assert {answer.refused for answer in found} == {"", NO_RIGHT}
    assert [(tally.refused, tally.rows) for tally in counted] == [(NO_RIGHT, ())]


def test_the_right_to_read_one_column_is_enough_for_that_column(server, database, role, migrated):
    server.ask(database, f"GRANT USAGE ON SCHEMA public TO {role}; GRANT SELECT (storage_backend) ON tracks TO {role};")
    found, counted, _ = asked(server, database, role, migrated)
    assert [tally.refused for tally in counted] == [""]
    assert {answer.number: answer.refused for answer in found}["985"] == ""


def test_without_any_right_everything_is_said_to_be_unknown(server, database, role, migrated):
    found, counted, _ = asked(server, database, role, migrated)
    assert {(answer.holds, answer.refused) for answer in found if answer.condition or answer.loses} == {
        (None, NO_RIGHT)
    }
    assert [answer.number for answer in found if not (answer.condition or answer.loses)] == ["704"], "it loses nothing"
    assert {tally.refused for tally in counted} == {NO_RIGHT}


@pytest.mark.parametrize(
    "condition",
    [
        "nextval('counter') > 0",
        "set_config('a.b', 'c', false) = ''",
        "a_function()",
        "lo_creat(-1) > 0",
        "pg_notify('a', 'b') IS NULL",
    ],
)
def test_a_guard_that_would_do_something_is_never_sent(server, database, tmp_path, condition):
    server.ask(
        database, "CREATE SEQUENCE counter; CREATE FUNCTION a_function() RETURNS bool LANGUAGE sql AS 'SELECT true';"
    )
    (tmp_path / "m/rollback").mkdir(parents=True)
    (tmp_path / "m/1_a.sql").write_text("CREATE TABLE t ();")
    guard = f"DO $$ BEGIN IF {condition} THEN RAISE EXCEPTION 'no'; END IF; END $$; DROP TABLE t;"
    (tmp_path / "m/rollback/1_a_down.sql").write_text(guard)
    history = read(listing(str(tmp_path)), "m")
    before, sent = server.ask(database, STATE), []
    with session(server, database) as open_session:
        ask = open_session.ask
        open_session.ask = lambda sql, *values: sent.append(sql) or ask(sql, *values)
        first, *_ = answers(open_session, history, None)
    assert not [sql for sql in sent if condition.partition("(")[0] in sql]
    assert first.refused.startswith("it calls ")
    assert server.ask(database, STATE) == before
