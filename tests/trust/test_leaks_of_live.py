"""No password, user, host, name of a database or row in what `migrations --live` says, whatever becomes of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import lines
import pytest
from canaries import Canary, canary
from harness import Project
from test_leaks import assert_no_leak

from envlint.inventories.database import connecting, session

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable
    from pathlib import Path

    from harness import Said
    from postgres_server import Server

USER, PASSWORD, HOST, DATABASE, ROW = "uJw9zBq4", "Zq8vKx2LmWt5", "xk3vqzWp7", "nm8tywRc2", "Hs7JcQ4Gf6Vg"
SECRET = canary("connection", "", USER, PASSWORD, HOST, DATABASE, ROW)
WORDS = ((), ("-v",), ("-q",), ("--color=always",))
FORMATS = ("json", "github", "sarif", "junit", "gitlab", "markdown", "html")
FILES = tuple(f"--format={form}:report.{form}" for form in FORMATS)
RULES = """
[DATABASE_URL]
type = "url"
schemes = ["postgres", "postgresql"]
secret = true
[TRACK_STORAGE_BACKEND]
values = ["local", "s3"]
sql = "tracks.storage_backend"
"""
UP = "CREATE TABLE tracks (id int PRIMARY KEY, storage_backend text NOT NULL DEFAULT 'local');\n"
DOWN = """DO $$ BEGIN
IF EXISTS (SELECT FROM tracks WHERE storage_backend <> 'local') THEN RAISE EXCEPTION 'no'; END IF;
END $$;
DROP TABLE tracks;
"""
URLS = {
    "nobody there": f"postgresql://{USER}:{PASSWORD}@127.0.0.1:1/{DATABASE}",
    "no such host": f"postgresql://{USER}:{PASSWORD}@{HOST}.invalid/{DATABASE}",
    "no such socket": f"postgresql:///{DATABASE}?host=/{HOST}/{HOST}&user={USER}&password={PASSWORD}",
    "another database": f"mysql://{USER}:{PASSWORD}@{HOST}/{DATABASE}",
    "no address": f"{PASSWORD}",
    "a broken one": f"postgresql://{USER}:{PASSWORD}%zz@{HOST}:5432/{DATABASE}",
    "a port that is none": f"postgresql://{USER}@{HOST}:{PASSWORD}/{DATABASE}",
    "unknown parameters": f"postgresql://{USER}@127.0.0.1:1/{DATABASE}?{PASSWORD}=1&sslmode={HOST}",
    "the words of libpq": f"host={HOST}.invalid user={USER} password={PASSWORD} dbname={DATABASE} {ROW}",
    "a service": f"service={PASSWORD}",
    "a root certificate": f"postgresql://{USER}@127.0.0.1:1/{DATABASE}?sslmode=verify-full&sslrootcert=/{HOST}",
}


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connecting.ALWAYS, "connect_timeout", "2")
    monkeypatch.setattr(session, "SILENCE", 1)


def project(tmp_path: Path, url: str) -> tuple[Project, dict[str, str]]:
    given = {
        "rules/all.toml": RULES,
        "migrations/001_tracks.sql": UP,
        "migrations/rollback/001_tracks_down.sql": DOWN,
        ".env": f"DATABASE_URL='{url}'\nTRACK_STORAGE_BACKEND=local\n",
    }
    return Project(tmp_path, given), given


def check(made: Project, given: dict[str, str], said: Said, secret: Canary = SECRET) -> None:
    assert b"envlint bug" not in said.err
    assert_no_leak(secret, {"stdout": said.out, "stderr": said.err, **made.written(given)})


def codes(made: Project, given: dict[str, str]) -> set[int]:
    """Ask in every form, each without a leak, and return the exit codes."""
    seen = set()
    for words in (*WORDS, FILES):
        said = made.call("migrations", "--live", ".env", *words)
        check(made, given, said)
        seen.add(said.code)
    return seen


@pytest.mark.parametrize("kind", URLS)
def test_of_a_server_that_is_not_there(kind: str, tmp_path: Path) -> None:
    made, given = project(tmp_path, URLS[kind])
    assert codes(made, given) == {2}


@pytest.mark.parametrize("serve", [lines.silent, lines.closing, lines.foreign], ids=lambda serve: serve.__name__)
def test_of_what_is_no_server(serve: Callable[[socket.socket], None], tmp_path: Path) -> None:
    with lines.listening(serve) as port:
        made, given = project(tmp_path, f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{port}/{DATABASE}?sslmode=disable")
        for words in ((), FILES):
            said = made.call("migrations", "--live", ".env", *words)
            check(made, given, said)
            assert said.code == 2


def test_of_a_server_that_says_more_than_it_should(tmp_path: Path) -> None:
    def serve(connection: socket.socket) -> None:
        first = lines.startup(connection)
        connection.sendall(lines.error("XX000", f"unheard of: {first!r} {PASSWORD}\n{HOST}"))
        connection.close()

    with lines.listening(serve) as port:
        made, given = project(tmp_path, f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{port}/{DATABASE}")
        assert codes(made, given) == {2}


def test_of_a_server_that_refuses_or_answers(server: Server, tmp_path: Path) -> None:
    database = server.create(DATABASE)
    url = f"postgresql:///{DATABASE}?host={server.folder}&user="
    made, given = project(tmp_path, f"{url}{USER}&password={PASSWORD}")
    folder = canary("folder", "", USER, PASSWORD, DATABASE, ROW, server.folder.rpartition("-")[2])
    for sql, expected in (
        ("SELECT 1", 2),
        (f'CREATE ROLE "{USER}" LOGIN', 1),
        (UP, 0),
        (f"INSERT INTO tracks VALUES (1, '{ROW}')", 0),
        (f"COMMENT ON TABLE tracks IS '{ROW}'", 0),
        (f'GRANT SELECT ON tracks TO "{USER}"', 1),
        (f"ALTER TABLE tracks ADD CHECK (storage_backend IN ('local', '{ROW}')) NOT VALID", 1),
        ("ALTER TABLE tracks DROP COLUMN storage_backend", 1),
    ):
        server.ask(database, sql)
        for words in (*WORDS, FILES):
            said = made.call("migrations", "--live", ".env", *words)
            assert said.code == expected, said.text
            shown = folder if "ADD CHECK" not in sql else canary("folder", "", USER, PASSWORD, DATABASE)
            check(made, given, said, shown)
    server.ask(database, f'DROP OWNED BY "{USER}"; DROP ROLE "{USER}"')


def test_ctrl_c_while_nothing_answers(tmp_path: Path) -> None:
    with lines.listening(lines.silent) as port:
        made, _ = project(tmp_path, f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{port}/{DATABASE}")
        command = [sys.executable, "-m", "envlint", "migrations", "--live", ".env"]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, cwd=made.folder, env=made.environ, stdout=pipe, stderr=pipe) as running:
            time.sleep(1.5)
            running.send_signal(signal.SIGINT)
            out, err = running.communicate(timeout=30)
    assert running.returncode == 130
    assert_no_leak(SECRET, {"stdout": out, "stderr": err})


def test_a_fault_of_envlint_itself_tells_nothing(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError(f"{PASSWORD} {server.folder}")

    monkeypatch.setattr(session.Session, "ask", broken)
    made, given = project(tmp_path, f"postgresql:///postgres?host={server.folder}&user=postgres&password={PASSWORD}")
    said = made.call("migrations", "--live", ".env")
    assert said.code == 2
    assert_no_leak(SECRET, {"stdout": said.out, "stderr": said.err, **made.written(given)})
    assert server.folder not in said.text


def test_the_own_environment_stays_as_it_is(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGHOST", "/nowhere")
    made, _ = project(tmp_path, f"postgresql:///postgres?host={server.folder}&user=postgres")
    before = dict(os.environ)
    made.call("migrations", "--live", ".env", environ={"PGHOST": "/nowhere", "PGPASSWORD": PASSWORD})
    assert dict(os.environ) == before
