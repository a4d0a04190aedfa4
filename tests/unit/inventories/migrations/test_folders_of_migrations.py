"""Which folders are looked at, and what is said of those that are not."""

from __future__ import annotations

import os

import pytest

from envlint.cli import main
from envlint.core.files import LARGEST
from envlint.formats.sql import syntax
from envlint.inventories.migrations.folders import choose
from envlint.inventories.tree import Tree

SQL = "CREATE TABLE {} (id int);\n"


def chosen(*paths, named=(), asked=""):
    found = choose(Tree("/nowhere", tuple(sorted(paths))), named, asked)
    return list(found.folders), list(found.not_covered)


@pytest.mark.parametrize(
    ("paths", "folders"),
    [
        (["migrations/1_a.sql", "migrations/rollback/1_a_down.sql"], ["migrations"]),
        (["a/migrations/1_a.sql", "b/db/migrations/x/1_a.sql", "src/1_a.sql"], ["a/migrations", "b/db/migrations"]),
        (["src/main/resources/db/migration/V1__a.sql"], ["src/main/resources/db/migration"]),
        (["migrations/1_a.py"], []),
        (["1_a.sql", "rollback/1_a_down.sql"], [""]),
        (["2024-01-01-000000_a/up.sql"], [""]),
        (["src/1_a.sql"], []),
    ],
)
def test_by_their_names(paths, folders):
    assert chosen(*paths) == (folders, [])


def test_other_databases_are_said():
    paths = ["migrations/postgres/1_a.sql", "migrations/mysql/1_a.sql", "sqlite/migrations/1_a.sql"]
    said = ["SQL: migrations/mysql/ holds MySQL, not PostgreSQL", "SQL: sqlite/ holds SQLite, not PostgreSQL"]
    assert chosen(*paths) == (["migrations"], said)


def test_a_dump_is_said():
    assert chosen("db/schema.sql") == ([], ["SQL: db/schema.sql is no migration, it has no number"])


@pytest.mark.parametrize(
    ("named", "folders"),
    [
        (("db/changes",), ["db/changes"]),
        (("./db/changes/",), ["db/changes"]),
        (("db/changes/1_a.sql",), ["db/changes"]),
        (("db/*/*.sql",), ["db/changes", "db/mysql"]),
        (("db/changes", "other"), ["db/changes", "other"]),
        (("db/mysql",), ["db/mysql"]),
    ],
)
def test_those_that_settings_name(named, folders):
    paths = ("db/changes/1_a.sql", "db/mysql/1_a.sql", "migrations/1_a.sql", "other/1_a.sql")
    assert chosen(*paths, named=named) == (folders, [])


def test_what_settings_name_and_is_not_there_is_said():
    found = choose(Tree("/nowhere", ("a/1_a.sql",)), ("a", "b"))
    assert (found.folders, found.missing) == (("a",), ("b",))


@pytest.mark.parametrize(
    ("asked", "folders"),
    [
        ("api", ["api/migrations"]),
        ("api/migrations", ["api/migrations"]),
        ("api/migrations/1_a.sql", ["api/migrations"]),
        ("api/migrations/rollback", ["api/migrations"]),
        ("api/migrations/rollback/1_a_down.sql", ["api/migrations"]),
        ("api/migrations/v2", ["api/migrations/v2"]),
        ("api/migrations/v2/2_b.sql", ["api/migrations"]),
        ("diesel", ["diesel"]),
        ("diesel/2024-01-01-000000_a", ["diesel"]),
        ("diesel/2024-01-01-000000_a/up.sql", ["diesel"]),
        ("sql/1_a.sql", ["sql"]),
        ("docs", ["docs"]),
    ],
)
def test_the_folder_that_is_asked_about(asked, folders):
    paths = (
        "api/migrations/1_a.sql",
        "api/migrations/rollback/1_a_down.sql",
        "api/migrations/v2/2_b.sql",
        "sql/1_a.sql",
    )
    more = ("diesel/2024-01-01-000000_a/up.sql", "diesel/2024-01-01-000000_a/down.sql", "web/migrations/1_a.sql")
    assert chosen(*paths, *more, asked=asked)[0] == folders


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run the command in a project of some files; returns the exit code and what is said on both streams."""
    project = tmp_path / "project"
    project.mkdir()
    monkeypatch.chdir(project)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def run(files, *words):
        for path, text in files.items():
            file = project / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
        code = main(["migrations", "--ignore", "ENV502", *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_each_folder_is_a_database_of_its_own(run):
    code, out, _ = run({f"{name}/migrations/1_a.sql": SQL.format("same") for name in ("api", "web")})
    assert (code, out.splitlines()[0]) == (0, "clean: 2 files, without invariants; 2 suppressed")


def test_folders_of_services(run):
    settings = '[[services]]\nname = "api"\nroot = "api"\nsql = ["sql"]\n'
    code, out, _ = run(
        {"envlint.toml": settings, "api/sql/1_a.sql": "DROP TABLE a;", "web/migrations/1_a.sql": "SELEC;"}
    )
    assert code == 1
    assert "api/sql/1_a.sql:1:1" in out
    assert "web/" not in out


@pytest.mark.parametrize("path", ["docs", "docs/a.md", "."])
def test_nothing_to_look_at(run, path):
    code, out, _ = run({"docs/a.md": "# a", "db/schema.sql": "SELECT 1;"}, path)
    assert code == 2
    assert "error[ENV904] no numbered SQL migrations were found" in out


def test_a_folder_that_settings_name_has_migrations(run):
    files = {"envlint.toml": 'sql = ["a", "b"]', "a/1_a.sql": "SELECT 1;", "b/notes.sql": "SELECT 1;"}
    code, out, _ = run(files)
    assert (code, "--> b\n" in out) == (2, True)
    assert "not covered: SQL: b/notes.sql has no number and is not applied" in out


def test_a_larger_file_is_read(run):
    seed = "CREATE TABLE a (id int);\n" + "INSERT INTO a VALUES (1), (2), (3);\n" * 20_000
    assert len(seed) > 700_000
    code, out, _ = run({"migrations/1_a.sql": seed, "migrations/2_b.sql": "ALTER TABLE a ADD b int;"})
    assert (code, out.splitlines()[0]) == (0, "clean: 2 files, without invariants; 1 suppressed")


def test_a_file_that_is_too_large_is_no_pass(run):
    code, out, _ = run({"migrations/1_a.sql": "SELECT 1;", "migrations/2_b.sql": b"\n" * (LARGEST + 1)})
    assert code == 2
    assert "error[ENV901] cannot be read: it is larger than 16 MiB\n  --> migrations/2_b.sql" in out


def test_a_rollback_that_is_too_large_is_no_pass(run):
    code, out, _ = run({"migrations/1_a.sql": "SELECT 1;", "migrations/rollback/1_a.sql": b"\n" * (LARGEST + 1)})
    assert (code, "--> migrations/rollback/1_a.sql" in out) == (2, True)


def test_a_file_without_permission_is_no_pass(run, monkeypatch):
    real = os.open

    def denied(path, *rest, **named):
        if str(path).endswith("2_b.sql"):
            raise PermissionError(13, "Permission denied")
        return real(path, *rest, **named)

    monkeypatch.setattr(os, "open", denied)
    code, out, _ = run({"migrations/1_a.sql": "SELECT 1;", "migrations/2_b.sql": "SELECT 1;"})
    assert code == 2
    assert "error[ENV901] cannot be read: permission denied\n  --> migrations/2_b.sql" in out


def test_a_directory_that_is_called_as_a_file_is(run):
    code, out, _ = run({"migrations/1_a.sql": "SELECT 1;", "migrations/2_b.sql/readme.md": "x"})
    assert code == 2
    assert "error[ENV901] cannot be read: it is a directory\n  --> migrations/2_b.sql" in out


def test_a_folder_of_one_migration_may_be_called_as_a_file_is(run):
    assert run({"migrations/20240101000000_a.sql/migration.sql": "SELECT 1;"})[0] == 0


def test_a_link_that_leads_out_of_the_project_is_not_followed(run, tmp_path):
    (tmp_path / "outside.sql").write_text("CREATE TABLE secret (id int);")
    run({"migrations/1_a.sql": "SELECT 1;"})
    (tmp_path / "project/migrations/2_b.sql").symlink_to(tmp_path / "outside.sql")
    code, out, _ = run({})
    assert code == 2
    assert "cannot be read: it is a link that leads out of the project\n  --> migrations/2_b.sql" in out
    assert "secret" not in out


def test_a_link_to_a_folder_of_rollbacks_is_said(run, tmp_path):
    run({"migrations/1_a.sql": "SELECT 1;", "down/1_a_down.sql": "SELECT 1;"})
    (tmp_path / "project/migrations/rollback").symlink_to(tmp_path / "project/down")
    code, out, _ = run({}, "migrations")
    assert (code, "it is a link to a folder\n  --> rollback" in out) == (2, True)


def test_a_link_to_a_file_of_the_project_is_followed(run, tmp_path):
    run({"migrations/1_a.sql": "SELECT 1;", "sql/b.sql": "DROP TABLE x;"})
    (tmp_path / "project/migrations/2_b.sql").symlink_to("../sql/b.sql")
    assert run({}, "migrations")[0] in (1, 2)


def test_path_is_a_link_to_a_folder_of_the_project(run, tmp_path):
    run({"db/1_a.sql": "DROP TABLE x;"})
    (tmp_path / "project/link").symlink_to("db")
    code, out, _ = run({}, "link")
    assert (code, "--> 1_a.sql:1:1" in out) == (1, True)


def test_path_is_a_link_that_leads_out_of_the_project(run, tmp_path):
    run({"envlint.toml": "", "db/1_a.sql": "SELECT 1;"})
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/1_a.sql").write_text("DROP TABLE x;")
    (tmp_path / "project/link").symlink_to(tmp_path / "elsewhere")
    code, out, err = run({}, "link", "--config", "envlint.toml")
    assert (code, out, "leads out of the project" in err) == (2, "", True)


def test_path_outside_of_the_project_of_the_settings(run, tmp_path):
    (tmp_path / "other").mkdir()
    code, _, err = run({"envlint.toml": ""}, "../other", "--config", "envlint.toml")
    assert (code, "is not part of the project" in err) == (2, True)


def test_path_that_is_not_there(run):
    code, _, err = run({}, "nowhere")
    assert (code, "nowhere is not there" in err) == (2, True)


def test_without_the_parser_nothing_is_judged(run, monkeypatch):
    monkeypatch.setattr(syntax, "available", lambda: False)
    code, out, err = run({"migrations/1_a.sql": "SELECT 1;"})
    assert (code, out) == (2, "")
    assert "PostgreSQL's parser is not installed" in err
    assert "envlint-cli[sql]" in err


def test_what_is_not_asked_about_is_not_read(run, monkeypatch):
    files = {"api/migrations/1_a.sql": "SELECT 1;", "web/migrations/1_a.sql/x": "", "web/migrations/2_b.sql": "SELEC;"}
    assert run(files, "api")[0] == 0
    assert run(files, "web")[0] == 2


def test_a_comment_leaves_out_a_finding(run):
    files = {
        "migrations/1_a.sql": "CREATE TABLE a (id int);",
        "migrations/rollback/1_a.sql": "-- envlint: ignore[ENV504] filled again by the next run\nDROP TABLE a;",
    }
    assert run(files)[0] == 0
    files["migrations/rollback/1_a.sql"] = "DROP TABLE a;"
    assert run(files)[0] == 1
