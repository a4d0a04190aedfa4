"""Names and texts of SQL files stay text: no format lets a name, a file or a rule's words out of its place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from harness import Project
from test_injection import BAIT, LINES, STYLES, _assert_inert, _assert_well_formed

from envlint.reporters import FORMATS

if TYPE_CHECKING:
    from pathlib import Path

    from postgres_server import Server

FILES = tuple(f"--format={name}:r.{name}" for name in FORMATS if name != "text")


def named(bait: str, number: int = 0) -> str:
    """Return a name as SQL has to have it, no longer than PostgreSQL keeps one."""
    return '"' + f"{bait}{number or ''}".replace('"', '""') + '"'


def literal(bait: str) -> str:
    return "'" + bait.replace("'", "''") + "'"


def sql(bait: str) -> tuple[str, str]:
    """Return a migration in which everything has a hostile name, and a rollback that leaves much of it behind."""
    table, other, column, one = named(bait), named(bait, 2), named(bait, 3), named(bait, 4)
    up = (
        f"CREATE SCHEMA {table};\n"
        f"CREATE TABLE {table} ({column} text DEFAULT {literal(bait)} CHECK ({column} IN ({literal(bait)}, 'b')));\n"
        f"CREATE TABLE {table}.{other} ({column} int REFERENCES {table}, {one} {other});\n"
        f"CREATE TABLE {other} ({one} text DEFAULT 'x', CONSTRAINT {one} UNIQUE ({one}));\n"
        f"ALTER TABLE {other} ADD CONSTRAINT {column} FOREIGN KEY ({one}) REFERENCES {other} ({one});\n"
        f"CREATE TYPE {one} AS ENUM ({literal(bait[:60])}, 'b');\n"
        f"CREATE INDEX {one} ON {table} ({column}) WHERE {column} = 'c';\n"
        f"COMMENT ON TABLE {table} IS {literal(bait)};\n"
        f"CREATE FUNCTION {one}() RETURNS int LANGUAGE sql AS {literal(bait)};\n"
        f"CREATE VIEW {named(bait, 5)} AS SELECT 1;\n"
        f"DROP TABLE {named(bait, 6)};\nDROP TYPE {named(bait, 7)};\nALTER TABLE {table} DROP {named(bait, 8)};\n"
        f"CREATE TABLE {table} ();\nSELECT {named(bait, 9)}();\nALTER SCHEMA {table} RENAME TO {other};\n"
        f"\\connect {bait}\nCREATE RULE {one} AS ON UPDATE TO {table} DO INSTEAD NOTHING;\n{bait};\n"
    )
    down = (
        f"DO $$ BEGIN IF EXISTS (SELECT FROM {table} WHERE {column} = {literal(bait)}) THEN\n"
        f"RAISE EXCEPTION {literal(bait)}; END IF; END $$;\n"
        f"ALTER TABLE {other} ALTER {one} SET DEFAULT {literal(bait)}, DROP CONSTRAINT {one} CASCADE;\n"
        f"COMMENT ON TABLE {other} IS {literal(bait)};\nDROP TABLE {table} CASCADE;\n"
    )
    return up, down


def rules(bait: str) -> str:
    quoted = json.dumps(bait)
    common = f"doc = {quoted}\nwhy = {quoted}\nsee = {quoted}\nowner = {quoted}\n"
    of = (
        f"of = 'table'\nhas = [{json.dumps(named(bait) + ' text default ' + literal(bait))}]\ncomment = true",
        f"of = 'table'\nname = {quoted}",
        f"of = 'column'\ntype = 'uuid'\ncomment = true\nvalues = [{quoted}]",
        f"of = 'column'\ndefault = {json.dumps(literal(bait))}",
        "of = 'primary-key'\ntype = 'uuid'",
        "of = 'foreign-key'\non_delete = 'CASCADE'\nindexed = true",
        f"of = 'enum'\nvalues = [{quoted}]",
        f"of = 'unique'\nname = {quoted}",
        f"of = 'index'\nname = {quoted}",
        f"of = 'table'\nonly = [{json.dumps(bait + '_nope')}]\ncomment = true",
        f"of = 'table'\ncomment = true\nexcept = {{ {json.dumps(bait + '_nope')} = {quoted} }}",
        f"of = 'migration'\nhas = ['rollback', 'guard']\nname = {quoted}",
    )
    return "".join(f"[[invariant]]\nid = 'i{number}'\n{each}\n{common}" for number, each in enumerate(of))


def check(project: Project, *words: str) -> int:
    """Ask in each form, and return the exit code; nothing breaks out of any."""
    said = project.call("migrations", *FILES, *words)
    assert "envlint bug" not in said.text, said.text
    _assert_inert(said.out.decode(), color="--color=always" in words)
    _assert_inert(said.err.decode())
    for name in FORMATS:
        path = project.folder / f"r.{name}"
        if name != "text" and path.exists():
            text = path.read_text(encoding="utf-8")
            _assert_inert(text)
            _assert_well_formed(name, text)
    return said.code


@pytest.mark.parametrize("bait", BAIT + LINES, ids=ascii)
def test_names_in_sql(bait: str, tmp_path: Path) -> None:
    up, down = sql(bait)
    made = Project(tmp_path, {"migrations/001_a.sql": up, "migrations/rollback/001_a_down.sql": down})
    assert check(made, "--format=text", *STYLES[len(bait) % 3]) == 1


@pytest.mark.parametrize("bait", BAIT + LINES, ids=ascii)
def test_words_of_invariants(bait: str, tmp_path: Path) -> None:
    up, down = sql(bait)
    files = {"rules/a.toml": rules(bait), "migrations/001_a.sql": up, "migrations/rollback/001_a_down.sql": down}
    made = Project(tmp_path, files)
    code = check(made, "--format=text", *STYLES[1 + len(bait) % 2])
    assert code == 1 or "rules/a.toml" in made.call("migrations").text


@pytest.mark.parametrize("bait", BAIT + LINES, ids=ascii)
def test_names_of_files(bait: str, tmp_path: Path) -> None:
    name = bait.replace("/", "_")[:80]
    files = {
        f"migrations/1_{name}.sql": "CREATE TABLE a (id int);\n",
        f"migrations/1_{name}x.sql": "SELEC;\n",
        f"migrations/{name}.sql": "CREATE TABLE b ();\n",
        f"migrations/rollback/1_{name}_down.sql": "SELECT 1;\n",
        f"migrations/rollback/9_{name}_down.sql": "DROP TABLE a;\n",
        f"{name}/migrations/2_a.sql": "CREATE TABLE a (id int);\n\\q\n",
        f"sqlite{name}/migrations/2_a.sql": "CREATE TABLE a (id int);\n",
    }
    made = Project(tmp_path, files)
    assert check(made, "--format=text", "-v") == 1
    made.write({f"rules/{name}.toml": "[[invariant]]\nid = 'a'\nof = 'tables'\n"})
    said = made.call("migrations", f"--live={name}", f"--env={name}")
    assert said.code == 2
    _assert_inert(said.text)
    for words in ((name,), (f"--select={name}",), (f"--live={name}",), (f"--live=dotenv:{name}",), (f"--env={name}",)):
        said = Project(tmp_path / str(abs(hash(words))), {"migrations/1_a.sql": ""}).call("migrations", *words)
        assert said.code == 2, said.text
        _assert_inert(said.text)


@pytest.mark.parametrize("bait", [BAIT[0], BAIT[1], BAIT[4], BAIT[8], LINES[0]], ids=ascii)
def test_names_on_a_server(bait: str, server: Server, tmp_path: Path) -> None:
    database = server.create(f"hostile_{(*BAIT, *LINES).index(bait)}")
    up, _ = sql(bait)
    theirs = up.replace(literal(bait), "'other'").splitlines()
    for line in theirs:
        if line.startswith(("CREATE TABLE", "CREATE SCHEMA", "CREATE INDEX", "CREATE VIEW")) and "\n" not in bait:
            server.ask(database, f"DO $x$ BEGIN {line} EXCEPTION WHEN OTHERS THEN NULL; END $x$")
    server.ask(database, f"CREATE TABLE {named(bait, 11)} ({named(bait)} text)")
    url = f"DATABASE_URL='postgresql:///{database}?host={server.folder}&user=postgres'\n"
    files = {"migrations/1_a.sql": f"CREATE TABLE {named(bait)} ({named(bait, 3)} int);\n", ".env": url}
    assert check(Project(tmp_path / "live", files), "--format=text", "-v", "--live", ".env") == 1
    files = {"migrations/1_a.sql": up, ".env": url}
    assert check(Project(tmp_path / "try", files), "--format=text", "-v", "--live", ".env", "--try") == 1
