"""``envlint migrations --live SOURCE --try`` as a user runs it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from trials import MAKER, connection, make_role, scratches

from envlint.cli import main
from envlint.commands import trial

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "examples/veza-backend-api/migrations"
FORMATS = ("text", "json", "github", "sarif", "junit", "gitlab", "markdown", "html")
HIDDEN = "canary-8c1f"


@pytest.fixture
def project(server, tmp_path, monkeypatch):
    """A project with two migrations and a source that names the server."""
    connection(server)
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "migrations/1_users.up.sql", "CREATE TABLE users (id int);\nCREATE INDEX idx ON users (id);\n")
    write(tmp_path, "migrations/1_users.down.sql", "DROP TABLE users;\n")
    write(tmp_path, "migrations/2_name.up.sql", "ALTER TABLE users ADD name text;\nCREATE TYPE mood AS ENUM ('a');\n")
    write(tmp_path, "migrations/2_name.down.sql", "ALTER TABLE users DROP name;\n")
    write(tmp_path, ".env", f"DATABASE_URL=postgresql://{MAKER}:{HIDDEN}@/postgres?host={server.folder}\n")
    return tmp_path


def write(folder: Path, path: str, text: str) -> None:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def run(capsys, *words: str) -> tuple[int, str, str]:
    code = main(["migrations", *words])
    said = capsys.readouterr()
    return code, said.out, said.err


def found(capsys, *words: str) -> tuple[int, list[str], list[str]]:
    code, out, _ = run(capsys, *words, "--format", "json")
    report = json.loads(out)
    told = [
        f"{each['code']} {each['location']['path']}:{each['location']['line']} {each['message']}"
        for each in report["findings"]
    ]
    return code, told, report["looked_at"]["not_covered"]


def test_what_is_left_behind_is_found(project, server, capsys):
    code, told, not_covered = found(capsys, "--live", "dotenv:.env", "--try", "--select", "ENV503,ENV506")
    version = server.ask("postgres", "SHOW server_version").split(".")[0]
    assert told == [
        f"ENV503 migrations/2_name.down.sql:1 the rollback does not undo all on PostgreSQL {version}: type mood stays"
    ]
    assert (code, not_covered) == (1, [])
    assert scratches(server) == ""


def test_what_is_refused_is_found(project, server, capsys):
    write(project, "migrations/3_index.up.sql", "SELECT 1;\nCREATE INDEX late ON users (\n  nothing);\n")
    write(project, "migrations/4_more.up.sql", "SELECT 1;\n")
    code, told, not_covered = found(capsys, "--live", "dotenv:.env", "--try", "--select", "ENV506")
    version = server.ask("postgres", "SHOW server_version").split(".")[0]
    assert f"ENV506 migrations/3_index.up.sql:3 PostgreSQL {version} refuses this" in "\n".join(told)
    assert code == 1
    assert "trial: 1 migration after migrations/3_index.up.sql not tried" in not_covered


def test_the_server_has_the_last_word(project, capsys):
    """What the files seem to do wrong is not told where the server has taken it."""
    made = "DO $$ BEGIN EXECUTE 'CREATE TABLE ' || 'la' || 'ter (a int)'; END $$;\n"
    write(project, "migrations/3_later.up.sql", f"{made}ALTER TABLE later ADD b int;\nALTER TABLE nothing ADD b int;\n")
    write(project, "migrations/3_later.down.sql", "DROP TABLE later;\n")
    told = [line.partition(" PostgreSQL")[0] for line in found(capsys, "--select", "ENV506,ENV503")[1]]
    assert "ENV506 migrations/3_later.up.sql:2" in told
    told = found(capsys, "--live", "dotenv:.env", "--try", "--select", "ENV506,ENV503")[1]
    assert [line.partition(":")[0] + line.partition(":")[2][:2] for line in told if "PostgreSQL" in line] == [
        "ENV503 migrations/2_name.down.sql1 ",
        "ENV506 migrations/3_later.up.sql3 ",
    ]


@pytest.mark.parametrize("user", [MAKER, "postgres"])
def test_the_reference_project_is_clean(server, tmp_path, monkeypatch, capsys, user):
    connection(server)
    shutil.copytree(REFERENCE, tmp_path / "migrations")
    monkeypatch.chdir(tmp_path)
    write(tmp_path, ".env", f"PGHOST={server.folder}\nPGUSER={user}\nPGDATABASE=postgres\n")
    tried = []
    monkeypatch.setattr(trial, "rehearse", lambda *words: tried.append(whole(*words)) or tried[-1])
    code, told, not_covered = found(capsys, "--live", "dotenv:.env", "--try")
    assert (code, told, not_covered) == (0, [], [])
    (result,) = tried
    assert len(result.left) == len(list(REFERENCE.glob("rollback/*.sql")))
    assert scratches(server) == ""


whole = trial.rehearse


def test_the_named_database_stays_as_it_is(project, server, database, capsys):
    server.ask(database, "CREATE TABLE users (id int); INSERT INTO users VALUES (1)")
    write(project, ".env", f"DATABASE_URL=postgresql://postgres@/{database}?host={server.folder}\n")
    before = server.ask(database, "SELECT count(*), max(oid::bigint) FROM pg_class")
    assert run(capsys, "--live", "dotenv:.env", "--try")[0] == 1
    assert server.ask(database, "SELECT count(*), max(oid::bigint) FROM pg_class") == before
    assert server.ask(database, "SELECT * FROM users").strip() == "1"


def test_progress_is_told(project, monkeypatch, capsys):
    told = []
    attempt = trial.attempt

    def listening(request, *others):
        return attempt(request.replace(progress=lambda *words: told.append(words)), *others)

    monkeypatch.setattr(trial, "attempt", listening)
    run(capsys, "--live", "dotenv:.env", "--try")
    assert told == [(0, 2, "migrations/1_users.up.sql"), (1, 2, "migrations/2_name.up.sql")]


def test_who_may_create_no_database_cannot_try(project, server, capsys):
    make_role(server, "xq7nomaker", "LOGIN")
    write(project, ".env", f"DATABASE_URL=postgresql://xq7nomaker:{HIDDEN}@/postgres?host={server.folder}\n")
    code, out, err = run(capsys, "--live", "dotenv:.env", "--try")
    assert code == 2
    assert "no scratch database can be created: the user may not create databases" in err
    assert ".env:1" in err
    assert not {word for word in ("xq7nomaker", HIDDEN, server.folder) if word in out + err}


def test_without_a_source_there_is_no_server(project, capsys):
    code, out, err = run(capsys, "--try")
    assert (code, out) == (2, "")
    assert "--live SOURCE" in err


@pytest.mark.parametrize("layout", FORMATS)
@pytest.mark.parametrize("case", ["found", "refused", "no server", "lost"])
def test_no_output_tells_where_the_server_is(project, server, capsys, monkeypatch, layout, case):
    if case == "refused":
        seed = (
            f"INSERT INTO users (id) SELECT length('{HIDDEN}'::text) UNION ALL SELECT ('{HIDDEN[:6]}' || 'x')::int;\n"
        )
        write(project, "migrations/3_seed.up.sql", seed.replace(HIDDEN, "x").replace(HIDDEN[:6], "y"))
    if case == "no server":
        url = f"postgresql://{MAKER}:{HIDDEN}@127.0.0.1:1/postgres"
        write(project, ".env", f"DATABASE_URL={url}\n")
    if case == "lost":
        monkeypatch.setattr(trial, "rehearse", lambda _acts, scratch, *_: scratch.sender().wire.must(ENDING, "x"))
    code, out, err = run(capsys, "--live", "dotenv:.env", "--try", "--format", layout, "-v")
    assert code == (2 if case in ("no server", "lost") else 1)
    words = (HIDDEN, server.folder, f"{MAKER}:", f'"{MAKER}"', "127.0.0.1", "envlint_scratch_")
    assert not {word for word in words if word in out + err}
    assert scratches(server) == ""


ENDING = "SELECT pg_terminate_backend(pg_backend_pid())"
