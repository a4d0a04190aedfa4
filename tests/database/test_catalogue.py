"""The catalogue that statements add up to is the one that a real PostgreSQL has after them."""

from __future__ import annotations

from pathlib import Path

import pytest
from asking import catalogue
from postgres_server import Failed

from envlint.formats.sql.building import Builder
from envlint.formats.sql.difference import differences
from envlint.inventories.migrations.history import read
from envlint.inventories.tree import listing

EXAMPLE = Path(__file__).parents[2] / "examples/veza-backend-api"

# Each of them is a small life of a schema. What PostgreSQL names, converts, drops along and keeps is in them.
LIVES = sorted(Path(__file__).parent.glob("lives/*.sql"))


def built(sql: str):
    builder = Builder()
    applied = builder.apply("schema.sql", sql)
    return builder.catalogue, applied


@pytest.mark.parametrize("life", LIVES, ids=lambda path: path.stem)
def test_a_schema_is_what_the_server_makes_of_it(server, database, life):
    server.apply(database, life)
    ours, applied = built(life.read_text(encoding="utf-8"))
    assert [fault for fault in applied.faults if fault.kind != "assumed"] == []
    assert applied.understood == applied.total
    theirs = catalogue(server, database)
    assert differences(ours, theirs) == []
    assert len(theirs.tables) + len(theirs.types) > 0


def test_the_reference_project_is_what_the_server_makes_of_it(server, database):
    history = read(listing(str(EXAMPLE)), "migrations")
    server.apply(database, *(EXAMPLE / migration.step.up for migration in history.migrations))
    theirs = catalogue(server, database)
    assert differences(history.catalogue, theirs) == []
    assert (len(theirs.tables), len(history.faults), history.not_covered) == (16, 0, [])
    assert sum(len(table.columns) for table in theirs.tables.values()) == 133


def test_rollbacks_leave_what_the_server_says_they_leave(server, database):
    history = read(listing(str(EXAMPLE)), "migrations")
    for migration in history.migrations:
        before = catalogue(server, database)
        server.apply(database, EXAMPLE / migration.step.up, EXAMPLE / migration.rollback.path)
        assert differences(before, catalogue(server, database)) == list(migration.rollback.left) == []
        server.apply(database, EXAMPLE / migration.step.up)


BASE = """
CREATE TYPE kind AS ENUM ('a', 'b');
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE TABLE a (id int PRIMARY KEY, k kind DEFAULT 'a', n int DEFAULT 1, s varchar(9) NOT NULL, u int UNIQUE);
CREATE TABLE b (a_id int NOT NULL REFERENCES a ON DELETE CASCADE, s text CHECK (s IN ('x', 'y')), p positive);
CREATE INDEX i ON b (s) WHERE s = 'x';
CREATE VIEW v AS SELECT id FROM a;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION f();
COMMENT ON COLUMN a.n IS 'a number';
"""
# What somebody did by hand on the server, and every property in which it then differs from the migrations.
BY_HAND = {
    "ALTER TABLE a DROP COLUMN n": ["column a.n"],
    "ALTER TABLE a ADD COLUMN extra int": ["column a.extra"],
    "ALTER TABLE a ALTER n TYPE bigint": ["column a.n type"],
    "ALTER TABLE a ALTER s TYPE varchar(10)": ["column a.s type"],
    "ALTER TABLE a ALTER s DROP NOT NULL": ["column a.s nullability"],
    "ALTER TABLE a ALTER n SET DEFAULT 2": ["column a.n default"],
    "ALTER TABLE a ALTER n DROP DEFAULT": ["column a.n default"],
    "ALTER TABLE a ALTER k SET DEFAULT 'b'": ["column a.k default"],
    "COMMENT ON COLUMN a.n IS 'another'": ["column a.n comment"],
    "ALTER TYPE kind ADD VALUE 'c'": ["type kind values"],
    "ALTER TYPE kind RENAME VALUE 'b' TO 'c'": ["type kind values"],
    "ALTER TABLE b DROP CONSTRAINT b_s_check": ["constraint b.b_s_check"],
    "ALTER TABLE b DROP CONSTRAINT b_s_check, ADD CHECK (s IN ('x', 'y', 'z'))": ["constraint b.b_s_check condition"],
    "ALTER TABLE b DROP CONSTRAINT b_a_id_fkey, ADD FOREIGN KEY (a_id) REFERENCES a": [
        "constraint b.b_a_id_fkey ON DELETE"
    ],
    "ALTER TABLE b DROP CONSTRAINT b_a_id_fkey, ADD FOREIGN KEY (a_id) REFERENCES a (u) ON DELETE CASCADE": [
        "constraint b.b_a_id_fkey target"
    ],
    "ALTER TABLE a RENAME CONSTRAINT a_u_key TO other": ["constraint a.a_u_key", "constraint a.other"],
    "ALTER TABLE b ADD PRIMARY KEY (a_id)": ["constraint b.b_pkey"],
    "DROP INDEX i": ["index b.i"],
    "DROP INDEX i; CREATE INDEX i ON b (s) WHERE s = 'y'": ["index b.i condition"],
    "DROP INDEX i; CREATE UNIQUE INDEX i ON b (s) WHERE s = 'x'": ["index b.i uniqueness"],
    "DROP INDEX i; CREATE INDEX i ON b (s DESC) WHERE s = 'x'": ["index b.i columns"],
    "DROP INDEX i; CREATE INDEX i ON b USING hash (s) WHERE s = 'x'": ["index b.i method"],
    "CREATE INDEX extra ON a (n)": ["index a.extra"],
    "CREATE TABLE extra (id int)": ["table extra"],
    "DROP TABLE b": ["table b"],
    "DROP VIEW v": ["view v"],
    "DROP TRIGGER t ON a": ["trigger a.t"],
    "CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 1'": ["function g()"],
    "ALTER DOMAIN positive DROP CONSTRAINT positive_check": ["type positive condition"],
    "CREATE SEQUENCE extra": ["sequence extra"],
}


@pytest.mark.parametrize("change", BY_HAND)
def test_a_change_by_hand_is_the_only_difference(server, database, change):
    ours, applied = built(BASE)
    assert applied.faults == ()
    server.ask(database, BASE)
    assert differences(ours, catalogue(server, database)) == []
    for statement in change.split("; "):
        server.ask(database, statement)
    found = [f"{one.kind} {one.name} {one.what}".strip() for one in differences(ours, catalogue(server, database))]
    assert found == BY_HAND[change]


REFUSED = """
CREATE TABLE a (id int)
CREATE TYPE kind AS ENUM ('x')
CREATE INDEX i ON a (n)
CREATE INDEX j ON a (nothing)
CREATE TABLE c (x int REFERENCES nothing)
CREATE TABLE c (x int REFERENCES b)
CREATE TABLE c (x int, x text)
ALTER TABLE nothing ADD COLUMN x int
ALTER TABLE a ADD COLUMN n int
ALTER TABLE a DROP COLUMN nothing
ALTER TABLE a DROP COLUMN id
ALTER TABLE a DROP CONSTRAINT a_pkey
ALTER TABLE a DROP CONSTRAINT nothing
ALTER TABLE a ADD CONSTRAINT a_u_key UNIQUE (n)
ALTER TABLE a ADD CONSTRAINT i UNIQUE (n)
ALTER TABLE a ALTER nothing SET NOT NULL
ALTER TABLE a RENAME COLUMN nothing TO x
ALTER TABLE a RENAME COLUMN n TO s
ALTER TABLE a RENAME TO b
ALTER TABLE nothing RENAME TO x
ALTER TYPE kind ADD VALUE 'a'
ALTER TYPE kind ADD VALUE 'c' BEFORE 'nothing'
ALTER TYPE kind RENAME VALUE 'nothing' TO 'c'
ALTER TYPE nothing RENAME TO x
DROP TABLE a
DROP TABLE nothing
DROP TYPE kind
DROP TYPE nothing
DROP INDEX a_pkey
DROP INDEX nothing
DROP VIEW nothing
DROP FUNCTION f()
DROP FUNCTION nothing
DROP TRIGGER nothing ON a
DROP SEQUENCE nothing
CREATE VIEW v AS SELECT 1
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'
COMMENT ON COLUMN a.nothing IS 'x'
COMMENT ON TABLE nothing IS 'x'
""".strip().splitlines()


@pytest.mark.parametrize("statement", REFUSED)
def test_what_the_server_refuses_is_a_conflict(server, database, statement):
    server.ask(database, BASE)
    with pytest.raises(Failed):
        server.ask(database, statement)
    ours, applied = built(f"{BASE};\n{statement}")
    assert [fault.kind for fault in applied.faults] == ["conflict"]
    assert applied.faults[0].at.line == BASE.count("\n") + 2 - (BASE[-1] != "\n")
    assert differences(ours, catalogue(server, database)) == [], "what is refused changes nothing"
