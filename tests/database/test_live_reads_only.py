"""A live check writes nothing, whoever asks: seen in the server's own log, its counters and a dump."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from postgres_server import program

from envlint.cli import main
from envlint.core.location import Location
from envlint.inventories.database import question
from envlint.inventories.database.connection import Connection
from envlint.inventories.database.session import Refused, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postgres_server import Server

MIGRATIONS = Path(__file__).parents[2] / "examples/veza-backend-api/migrations"
FILES = sorted(MIGRATIONS.glob("*.sql"))
RULES = "[TRACK_STORAGE_BACKEND]\nvalues = ['local', 's3']\nsql = 'tracks.storage_backend'\n"
LOGGED = re.compile(r"LOG:  (?:statement|execute <unnamed>): *(.*)")
COUNTERS = """
SELECT pg_snapshot_xmax(pg_current_snapshot()), sum(tup_inserted), sum(tup_updated), sum(tup_deleted)
FROM pg_stat_database
"""
BEFORE_AND_AFTER = ["BEGIN", "SELECT set_config", "SAVEPOINT", "ROLLBACK"]
FOR_THE_CATALOGUE = 1
FOR_WHAT_WAS_APPLIED = 1
FOR_KINDS_OF_RELATIONS = 2


@pytest.fixture
def reader(server: Server, database: str) -> Iterator[str]:
    """A role that may connect and read, and no more; all that it says is in the server's log."""
    server.apply(database, *FILES)
    server.ask(database, "CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT NULL)")
    server.ask(database, "INSERT INTO schema_migrations VALUES (985, false)")
    server.ask(database, "CREATE ROLE reader LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
    server.ask(database, "ALTER ROLE reader SET log_statement = 'all'")
    yield "reader"
    server.ask(database, "DROP OWNED BY reader; DROP ROLE reader")


def dump(server: Server, database: str) -> bytes:
    command = [program("pg_dump"), "--no-password", server.dsn(database)]
    said = subprocess.run(command, capture_output=True, check=True).stdout
    return b"\n".join(line for line in said.splitlines() if b"restrict" not in line)  # a key drawn anew each time


def logged(server: Server) -> list[str]:
    return LOGGED.findall(Path(server.folder, "log").read_text(encoding="utf-8", errors="replace"))


def project(tmp_path: Path, server: Server, database: str, user: str) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/storage.toml").write_text(RULES, encoding="utf-8")
    text = f"DATABASE_URL={server.dsn(database, user)}\nTRACK_STORAGE_BACKEND=local\n"
    (tmp_path / ".env").write_text(text, encoding="utf-8")
    (tmp_path / "migrations").symlink_to(MIGRATIONS)


def test_a_role_that_may_only_read_is_enough_and_nothing_is_written(
    server: Server, database: str, reader: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
):
    project(tmp_path, server, database, reader)
    monkeypatch.chdir(MIGRATIONS.parent)
    before, counted, earlier = dump(server, database), server.ask(database, COUNTERS), len(logged(server))
    code = main(["migrations", "migrations", "--live", str(tmp_path / ".env"), "--select", "ENV507"])
    said = logged(server)[earlier:]
    assert (code, "\nclean: " in capsys.readouterr().out) == (0, True)
    assert dump(server, database) == before
    assert server.ask(database, COUNTERS).split("|")[0] == counted.split("|")[0]
    assert {statement.split()[0] for statement in said if statement} <= {
        "BEGIN",
        "SELECT",
        "WITH",
        "SAVEPOINT",
        "ROLLBACK",
    }


def test_how_many_questions_it_asks(server: Server, database: str, reader: str, tmp_path: Path, monkeypatch):
    monkeypatch.chdir(MIGRATIONS.parent)
    project(tmp_path, server, database, reader)
    earlier = len(logged(server))
    main(["migrations", "migrations", "--live", str(tmp_path / ".env")])
    said = logged(server)[earlier:]
    guards = sum(path.read_text(encoding="utf-8").count("IF EXISTS (SELECT") for path in MIGRATIONS.glob("rollback/*"))
    assert len(said) <= (
        len(BEFORE_AND_AFTER) + FOR_THE_CATALOGUE + FOR_WHAT_WAS_APPLIED + FOR_KINDS_OF_RELATIONS + guards + 1
    )


def test_the_server_itself_lets_it_write_nothing(server: Server, database: str):
    server.ask(database, "CREATE TABLE kept (a int); CREATE SEQUENCE numbers")
    connection = Connection(
        Location(".env"), "DATABASE_URL", {"host": server.folder, "dbname": database, "user": "postgres"}
    )
    with opened(connection) as asking:
        for sql in (
            "INSERT INTO public.kept VALUES (1)",
            "WITH a AS (DELETE FROM public.kept RETURNING a) SELECT a FROM a",
            "DROP TABLE public.kept",
            "SELECT nextval('public.numbers')",
            "SELECT set_config('transaction_read_only', 'off', true)",
            "SET TRANSACTION READ WRITE",
        ):
            with pytest.raises(Refused):
                asking.ask(sql)
        assert asking.ask("SELECT pg_current_xact_id_if_assigned()") == [(None,)]
        assert asking.ask("SELECT version IS NULL FROM (SELECT 1 AS version) AS a") == [(False,)]


def test_a_catalogue_that_may_not_be_read(server: Server, database: str, tmp_path: Path, monkeypatch, capsys):
    server.ask(database, "REVOKE SELECT ON pg_catalog.pg_class FROM PUBLIC; CREATE ROLE blind LOGIN")
    project(tmp_path, server, database, "blind")
    monkeypatch.chdir(MIGRATIONS.parent)
    assert main(["migrations", "migrations", "--live", str(tmp_path / ".env")]) == 2
    said = capsys.readouterr()
    assert "the server does not show its catalogue: there is no right to read it" in said.out + said.err
    server.ask(database, "DROP ROLE blind")


@pytest.mark.parametrize("said", ["SELECT 1 WHERE false", "SELECT 'x'", "SELECT '{}'", "SELECT '[[]]'", "SELECT NULL"])
def test_what_is_no_catalogue(server: Server, database: str, tmp_path: Path, monkeypatch, capsys, said: str):
    project(tmp_path, server, database, "postgres")
    monkeypatch.chdir(MIGRATIONS.parent)
    monkeypatch.setattr(question, "QUESTION", said)
    assert main(["migrations", "migrations", "--live", str(tmp_path / ".env")]) == 2
    assert "the server's catalogue is not one of PostgreSQL's" in capsys.readouterr().err
