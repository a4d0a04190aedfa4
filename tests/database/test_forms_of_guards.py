"""What counts as a guard is one: a real PostgreSQL refuses, and what does not count lets the rows go."""

from __future__ import annotations

import pytest
from guard_forms import GUARDS, NO_GUARDS
from postgres_server import Failed

from envlint.formats.sql.building import Builder

SCHEMA = """
CREATE TABLE tracks (id int);
CREATE TABLE playlists (id int PRIMARY KEY, note text);
CREATE TABLE entries (playlist_id int NOT NULL REFERENCES playlists, n int);
"""
ROWS = "INSERT INTO playlists VALUES (1, 'y'); INSERT INTO entries VALUES (1, 2);"
ALWAYS = "RAISE EXCEPTION 'this cannot be taken back'"


@pytest.fixture(scope="module")
def template(server):
    name = server.create()
    server.ask(name, SCHEMA)
    return name


@pytest.mark.parametrize("guard", GUARDS)
def test_a_guard_refuses_while_there_are_rows_and_only_then(server, template, guard):
    database = server.create(template=template)
    if ALWAYS not in guard:
        server.ask(database, f"BEGIN; {guard} DROP TABLE entries; ROLLBACK;")
    server.ask(database, ROWS)
    with pytest.raises(Failed):
        server.ask(database, f"BEGIN; {guard} DROP TABLE entries; ROLLBACK;")


@pytest.mark.parametrize("guard", NO_GUARDS)
def test_what_is_no_guard_lets_the_rows_go(server, template, guard):
    database = server.create(template=template)
    server.ask(database, ROWS)
    server.ask(database, f"BEGIN; {guard} DROP TABLE entries; COMMIT;")


@pytest.mark.parametrize("guard", [guard for guard in GUARDS if ALWAYS not in guard])
def test_the_condition_of_a_guard_is_what_it_refuses_on(server, template, guard):
    database = server.create(template=template)
    builder = Builder()
    builder.apply("1.sql", SCHEMA)
    conditions = [condition for condition, _ in builder.apply("2.sql", guard).guards]
    question = f"SELECT {' OR '.join(f'({condition})' for condition in conditions)}"
    assert server.ask(database, f"{question};").strip() == "f"
    server.ask(database, ROWS)
    assert server.ask(database, f"{question};").strip() == "t"
