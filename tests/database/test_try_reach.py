"""What is not run even in a scratch database, and that nothing outside of it changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from trials import acts, connection, make_role, refused, scratches

from envlint.inventories.scratch.judging import Judge
from envlint.inventories.scratch.made import Scratch
from envlint.inventories.scratch.prepared import prepare
from envlint.inventories.scratch.rehearsal import rehearse

BEYOND = """
CREATE DATABASE other
DROP DATABASE postgres
CREATE TABLESPACE away LOCATION '/tmp'
CREATE SUBSCRIPTION s CONNECTION 'host=example.org' PUBLICATION p
CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw
CREATE USER MAPPING FOR PUBLIC SERVER s
IMPORT FOREIGN SCHEMA s FROM SERVER x INTO public
CREATE EXTENSION dblink
CREATE EXTENSION IF NOT EXISTS file_fdw
CREATE EXTENSION plpython3u
CREATE LANGUAGE plperlu
CREATE FUNCTION f() RETURNS int LANGUAGE plpython3u AS 'import os'
CREATE FUNCTION f() RETURNS int LANGUAGE c AS 'libc', 'system'
COPY t FROM '/etc/passwd'
COPY t TO '/tmp/x'
COPY t FROM PROGRAM 'id'
COPY (SELECT 1) TO PROGRAM 'cat'
LOAD 'something'
DROP OWNED BY maker
REASSIGN OWNED BY maker TO postgres
PREPARE TRANSACTION 'x'
CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION f()
SELECT lo_import('/etc/passwd')
SELECT lo_export(1, '/tmp/x')
SELECT pg_read_file('/etc/passwd')
SELECT pg_catalog.pg_terminate_backend(1)
SELECT pg_reload_conf()
SELECT * FROM pg_ls_dir('.')
CREATE TABLE t (a text DEFAULT pg_read_file('x'))
CREATE VIEW v AS SELECT pg_read_file('x')
CREATE MATERIALIZED VIEW v AS SELECT pg_stat_file('x')
INSERT INTO t SELECT lo_import('x')
EXPLAIN ANALYZE SELECT lo_import('x')
PREPARE p AS SELECT lo_import('x')
SELECT set_config('role', 'postgres', false)
SELECT set_config('ro' || 'le', 'postgres', false)
SELECT query_to_xml('SELECT 1', true, true, '')
UPDATE pg_database SET datallowconn = false
DELETE FROM pg_catalog.pg_authid
DO LANGUAGE plpython3u 'import os'
DO $$ BEGIN CREATE DATABASE x; END $$
DO $$ BEGIN CREATE TABLE t (a int); CREATE ROLE r; END $$
DO $$ BEGIN IF false THEN PERFORM lo_import('x'); END IF; END $$
DO $$ DECLARE n int := lo_import('x'); BEGIN END $$
DO $$ DECLARE n record; BEGIN n.a := lo_import('x'); END $$
DO $$ BEGIN EXECUTE 'COPY t TO PROGRAM ''id'''; END $$
DO $$ BEGIN EXECUTE format('CREATE DATABASE %I', 'x'); END $$
DO $$ BEGIN EXECUTE 'CREATE EXTENSION ' || 'dblink'; CREATE EXTENSION dblink; END $$
DO $$ DECLARE s text; BEGIN s := 'DROP OWNED BY ' || current_user; EXECUTE s; END $$
DO $$ DECLARE s text := 'SELECT 1'; BEGIN SELECT 'x' INTO s; EXECUTE s; END $$
DO $$ DECLARE r record; BEGIN FOR r IN SELECT 'x' AS s LOOP EXECUTE r.s; END LOOP; END $$
DO $$ BEGIN EXECUTE chr(65) || 'LTER'; END $$
DO $$ BEGIN EXECUTE 'UPDATE t SET a = ' || b || '; DROP x' || c; END $$
DO $$ BEGIN FOR r IN EXECUTE 'SELECT lo_import(''x'')' LOOP END LOOP; END $$
DO $$ BEGIN EXECUTE 'DO $x$ BEGIN CREATE DATABASE x; END $x$'; END $$
DO $$ BEGIN CREATE FUNCTION f() RETURNS int LANGUAGE c AS 'a', 'b'; END $$
"""
NEEDLESS = """
CREATE ROLE r
CREATE USER r PASSWORD 'x'
ALTER ROLE r SUPERUSER
ALTER ROLE r SET search_path = x
ALTER ROLE r RENAME TO s
DROP ROLE r
GRANT r TO s
ALTER DATABASE postgres SET work_mem = '1MB'
ALTER DATABASE a RENAME TO b
ALTER SYSTEM SET work_mem = '1MB'
ALTER TABLE t OWNER TO r
ALTER SCHEMA s OWNER TO r
GRANT ALL ON DATABASE postgres TO PUBLIC
COMMENT ON DATABASE postgres IS 'x'
COMMENT ON ROLE r IS 'x'
CHECKPOINT
SET ROLE r
RESET ROLE
SET SESSION AUTHORIZATION r
DISCARD ALL
DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles) THEN CREATE ROLE r; GRANT SELECT ON t TO r; END IF; END $$
DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database() || ' SET work_mem = 1'; END $$
"""
WITHIN = """
CREATE TABLE t (a uuid DEFAULT gen_random_uuid(), b timestamptz DEFAULT now())
CREATE EXTENSION pgcrypto
SELECT pg_catalog.set_config('search_path', '', false)
SELECT setval('s', 1)
SELECT pg_advisory_lock(1)
SELECT pg_get_viewdef('v')
SELECT relname FROM pg_class WHERE pg_table_is_visible(oid)
GRANT SELECT ON t TO PUBLIC
SET search_path = x
COMMENT ON TABLE t IS 'CREATE ROLE'
INSERT INTO t VALUES ('COPY t TO PROGRAM')
CREATE FUNCTION pg_own() RETURNS int LANGUAGE sql AS 'SELECT 1'
ALTER TABLE t OWNER TO r, ADD b int
DO $$ BEGIN RAISE EXCEPTION 'DROP DATABASE'; END $$
DO $$ DECLARE r record; BEGIN FOR r IN SELECT 1 LOOP EXECUTE format('ALTER TABLE %I ADD b int', r.t); END LOOP; END $$
DO $$ DECLARE s text; BEGIN s := 'DROP INDEX ' || quote_ident('x'); EXECUTE s; END $$
DO $$ DECLARE n text; BEGIN EXECUTE format('CREATE TABLE %I PARTITION OF p %s', n, n); END $$
DO $$ BEGIN EXECUTE 'INSERT INTO t SELECT ' || n; END $$
"""


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


def prepared(text: str, judge: Judge | None = None):
    return prepare("x.sql", text, judge or Judge())


@pytest.mark.parametrize("statement", lines(BEYOND))
def test_what_reaches_beyond_is_not_sent_and_neither_is_its_file(statement):
    file = prepared(f"SELECT 1;\n{statement};\nSELECT 2;")
    assert file.refused is not None
    assert str(file.refused.at).startswith("x.sql:2:")
    assert file.refused.message.startswith("a trial does not run this: ")
    assert not file.refused.sent


@pytest.mark.parametrize("statement", lines(NEEDLESS))
def test_what_no_schema_needs_is_left_out_and_told(statement):
    file = prepared(f"SELECT 1;\n{statement};\nSELECT 2;")
    assert file.refused is None
    assert [ready.text for ready in file.statements] == ["SELECT 1", "SELECT 2"]
    assert [words.partition(": ")[0] for words in file.left_out] == ["x.sql:2:1"]


@pytest.mark.parametrize("statement", lines(WITHIN))
def test_what_stays_within_is_sent(statement):
    file = prepared(f"{statement};")
    assert (file.refused, file.left_out) == (None, ())
    assert [ready.text for ready in file.statements] == [statement]


BODIES = {
    "plpgsql": "LANGUAGE plpgsql AS $$ BEGIN PERFORM lo_import('x'); RETURN 1; END $$",
    "sql": "LANGUAGE sql AS 'SELECT lo_import(''x'')::int'",
    "atomic": "BEGIN ATOMIC SELECT lo_import('x'); END",
    "unseen": "LANGUAGE plpgsql AS $$ DECLARE s text; BEGIN EXECUTE s; RETURN 1; END $$",
    "parameter": "LANGUAGE plpgsql AS $$ BEGIN EXECUTE a; RETURN 1; END $$",
    "other": "LANGUAGE plperl AS 'spi_exec_query(...)'",
    "hidden": "LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'SELECT ' || a || ' FROM lo_import(' || 1; END $$",
}
CALLS = [
    "SELECT f('x')",
    "SELECT public.f('x')",
    "CREATE TABLE t (a int DEFAULT f('x'))",
    "CREATE TRIGGER g BEFORE INSERT ON t EXECUTE FUNCTION f()",
    "CREATE OPERATOR ### (leftarg = text, function = f)",
    "CREATE AGGREGATE g (text) (sfunc = f, stype = int)",
    "DO $$ BEGIN PERFORM f('x'); END $$",
]


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("call", CALLS)
def test_a_function_that_reaches_beyond_may_be_made_but_not_called(name, call):
    judge = Judge()
    made = prepared(f"CREATE FUNCTION f(a text) RETURNS int {BODIES[name]};\nCOMMENT ON FUNCTION f IS 'x';", judge)
    assert (made.refused, len(made.statements)) == (None, 2)
    assert prepared(call, judge).refused is not None


def test_a_function_that_calls_such_a_function_is_one_too():
    judge = Judge()
    prepared(f"CREATE FUNCTION f() RETURNS int {BODIES['sql']};", judge)
    prepared("CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT f()';", judge)
    prepared("ALTER FUNCTION g() RENAME TO h;", judge)
    called = prepared("SELECT h();", judge).refused
    assert called is not None
    assert called.message == (
        "a trial does not run this: a call of h(): a call of lo_import() reaches beyond the scratch database"
    )
    prepared("CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';", judge)
    assert prepared("SELECT f();", judge).refused is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT 1;\n\\i other.sql\nSELECT 2;", "\\i is a command of psql, not SQL"),
        ("\\connect postgres\nCREATE TABLE t (a int);", "\\connect is a command of psql, not SQL"),
        ("CREATE TABLE {{ prefix }}t (a int);", "here stands what the tool that applies the file fills in"),
        ("CREATE TABLE t (;", "syntax error at end of input"),
    ],
)
def test_a_file_that_is_no_sql_is_not_sent(text, message):
    (refusal,) = [file.refused for file in [prepared(text)]]
    assert refusal is not None
    assert refusal.message == f"a trial does not run this file: {message}"


def test_data_behind_copy_are_not_sent(server):
    assert refused(server, "CREATE TABLE t (a int);\nCOPY t FROM stdin;\n1\n\\.\nSELECT 1;") == [
        "1.sql:2:1: a trial does not run this: COPY reaches beyond the scratch database"
    ]


GLOBAL = """
SELECT 'role', rolname, rolsuper, rolcreaterole, rolcanlogin, md5(rolpassword) FROM pg_authid
UNION ALL SELECT 'database', datname, datallowconn, datistemplate, false, datacl::text FROM pg_database
UNION ALL SELECT 'space', spcname, false, false, false, spcacl::text FROM pg_tablespace
UNION ALL SELECT 'member', roleid::regrole::text, admin_option, false, false, member::regrole::text
    FROM pg_auth_members
UNION ALL SELECT 'comment', description, false, false, false, classoid::text FROM pg_shdescription
UNION ALL SELECT 'setting', setconfig::text, false, false, false, setrole::text FROM pg_db_role_setting
UNION ALL SELECT 'depends', deptype::text, false, false, false, count(*)::text FROM pg_shdepend GROUP BY 2
ORDER BY 1, 2, 6
"""


@pytest.mark.parametrize("user", ["postgres", "maker"])
def test_nothing_of_the_server_changes(server, user):
    target = Path(server.folder, "written")
    make_role(server, "bystander", "")
    connection(server)
    before = server.ask("postgres", GLOBAL)
    with Scratch(connection(server, user)) as scratch:
        for statement in (*lines(BEYOND), *lines(NEEDLESS)):
            text = statement.replace("/tmp/x", str(target)).replace("role r ", "role bystander ")
            rehearse(acts("CREATE TABLE IF NOT EXISTS t (a int);", text), scratch)
    assert server.ask("postgres", GLOBAL) == before
    assert not target.exists()
    assert scratches(server) == ""


def test_what_is_hidden_from_the_judge_is_stopped_by_the_server(server, monkeypatch):
    """The role that acts is the second line: it holds where the first sees nothing."""
    monkeypatch.setattr(Judge, "of", lambda *_: None)
    before = server.ask("postgres", GLOBAL)
    with Scratch(connection(server, "postgres")) as scratch:
        for statement in (
            "CREATE ROLE r",
            "DROP DATABASE postgres",
            "COPY pg_class TO '/tmp/x'",
            "SELECT lo_import('/x')",
        ):
            (refusal,) = rehearse(acts(statement), scratch).refused
            assert refusal.message.startswith(("it takes a right that a trial does not have (42501)", "it cannot run"))
    assert server.ask("postgres", GLOBAL) == before
