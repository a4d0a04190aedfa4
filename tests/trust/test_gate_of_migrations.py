"""``migrations`` fails closed: what it could not look at it says, and what keeps it from judging is no pass."""
# ruff: noqa: E501  samples keep their shape

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import pytest
from harness import HANG, ROOT, Project
from test_gate_of_drift import AS_NOBODY

from envlint.reporters import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

RULES = """
[BACKEND]
values = ["local", "s3"]
[[invariant]]
id = "keys"
of = "primary-key"
type = "uuid"
[[invariant]]
id = "backends"
of = "column"
only = ["a.backend"]
values = "$BACKEND"
"""
UP = "CREATE TABLE a (id uuid PRIMARY KEY, backend text CHECK (backend IN ('local', 's3')));\n"
DOWN = """DO $$ BEGIN
IF EXISTS (SELECT FROM a) THEN RAISE EXCEPTION 'no'; END IF;
END $$;
DROP TABLE a;
"""
GOOD = {
    "rules/all.toml": RULES,
    "migrations/001_a.sql": UP,
    "migrations/rollback/001_a_down.sql": DOWN,
}
BAD = "CREATE TABLE b (id int PRIMARY KEY);\n"
B_DOWN = "migrations/rollback/002_b_down.sql"
NO_FILES = dict.fromkeys(("migrations/001_a.sql", "migrations/rollback/001_a_down.sql"))
MEBI = 1024 * 1024
# What is no migration by its name, or a folder that stands in nobody's way.
NO_MIGRATION = {("migrations/002_b", kind) for kind in ("directory", "FIFO", "link to nothing", "link to itself")}


class Scenario(NamedTuple):
    """What is in the project beside what is good, which a None takes away; the exit code, and what must be said."""

    name: str
    files: dict[str, str | bytes | None]
    code: int = 2
    says: str = ""
    words: tuple[str, ...] = ()


def _up(text: str | bytes) -> dict[str, str | bytes | None]:
    """Return a second migration; what it makes is taken back."""
    return {"migrations/002_b.sql": text, B_DOWN: "SELECT 1;\n"}


def _rules(text: str) -> dict[str, str | bytes | None]:
    return {"rules/all.toml": text}


SCENARIOS = (
    Scenario("a table that breaks an invariant", _up(BAD), 1, "ENV501"),
    Scenario("no rules", {"rules/all.toml": None}, 0, "without invariants"),
    Scenario("no files", NO_FILES, 2, "ENV904"),
    Scenario("PATH that is not there", {}, 2, "nope", ("nope",)),
    Scenario("PATH without migrations", {"web/a.txt": ""}, 2, "ENV904", ("web",)),
    Scenario("PATH that is a rule file", {}, 2, "ENV904", ("rules/all.toml",)),
    Scenario("PATH that is a rollback", {}, 2, "ENV904", ("migrations/rollback",)),
    Scenario("only rollbacks", {"migrations/001_a.sql": None}, 2, "ENV904"),
    Scenario("an empty folder", {**NO_FILES, "migrations/a.txt": ""}, 2, "ENV904"),
    Scenario("files without numbers", {**NO_FILES, "migrations/a.sql": UP}, 2, "ENV904"),
    Scenario("an empty file", _up(""), 0, "the file is empty"),
    Scenario("a file of comments", _up("-- nothing to do\n"), 0, "4 files"),
    Scenario("all files empty", {"migrations/001_a.sql": "", "migrations/rollback/001_a_down.sql": None}, 1, "ENV501"),
    Scenario("no SQL", _up("CREATE TABEL b (id int PRIMARY KEY);\n"), 1, "ENV506"),
    Scenario("SQL behind no SQL", _up("SELEC 1;\n" + BAD), 1, "ENV501"),
    Scenario("SQL behind a NUL", _up(b"-- \0\n" + BAD.encode()), 1, "ENV501"),
    Scenario("SQL in UTF-16", _up(BAD.encode("utf-16")), 1, "ENV5"),
    Scenario("SQL in UTF-32", _up(BAD.encode("utf-32")), 1, "ENV5"),
    Scenario("SQL that is no UTF-8", _up(b"-- \xff\n" + BAD.encode()), 1, "ENV501"),
    Scenario("SQL behind much", _up("-- much\n" * 100_000 + BAD), 1, "ENV501"),
    Scenario("SQL in a block", _up(f"DO $$ BEGIN {BAD} END $$;\n"), 1, "ENV501"),
    Scenario("SQL in EXECUTE", _up(f"DO $$ BEGIN EXECUTE '{BAD.strip()}'; END $$;\n"), 1, "ENV501"),
    Scenario("SQL that is put together", _up("DO $$ BEGIN EXECUTE 'CREATE ' || x; END $$;\n"), 0, "EXECUTE"),
    Scenario("a file that is too large", _up(" " * (64 * MEBI) + BAD), 2, "002_b.sql"),
    Scenario("nested too deep", _up(f"SELECT {'(' * 100_000}1;\n"), 0, "nested too deep"),
    Scenario("one statement that is not followed", _up("CREATE RULE r AS ON UPDATE TO a DO INSTEAD NOTHING;\n"), 0, "ENV506"),
    Scenario("no statement that is followed", {"rules/all.toml": None, "migrations/001_a.sql": "CREATE RULE r AS ON UPDATE TO a DO INSTEAD NOTHING;\n", "migrations/rollback/001_a_down.sql": "SELECT 1;\n"}, 2, "no statement of the migrations can be followed"),
    Scenario("templates of SQL only", {"rules/all.toml": None, "migrations/001_a.sql": "CREATE TABLE {{ prefix }}a (id int);\n", "migrations/rollback/001_a_down.sql": "SELECT 1;\n"}, 2, "no statement of the migrations can be followed"),
    Scenario("another database", {**dict.fromkeys(GOOD), **{f"migrations/{n}.sql": f"CREATE TABLE `t{n}` (`id` int AUTO_INCREMENT) ENGINE=InnoDB;\n" for n in range(1, 8)}}, 1, "7 of 7 files are no PostgreSQL"),
    Scenario("one file of another database", {**dict.fromkeys(GOOD), "migrations/1.sql": "CREATE TABLE `t` (`id` int) ENGINE=InnoDB;\n"}, 1, "ENV506"),
    Scenario("migrations in a language", {**dict.fromkeys(GOOD), "migrations/0001_initial.py": "x = 1\n"}, 2, "ENV904"),
    Scenario("rules that are no TOML", {"rules/b.toml": "[X\n"}, 2, "rules/b.toml"),
    Scenario("a demand that there is not", _rules("[[invariant]]\nid = 'a'\nof = 'table'\non_delete = 'CASCADE'\n"), 2, "on_delete"),
    Scenario("a key that there is not", _rules("[[invariant]]\nid = 'a'\nof = 'table'\nhass = ['a int']\n"), 2, "hass"),
    Scenario("a subject that there is not", _rules("[[invariant]]\nid = 'a'\nof = 'tables'\nhas = ['a int']\n"), 2, "tables"),
    Scenario("a variable that there is not", _rules("[[invariant]]\nid = 'a'\nof = 'column'\nvalues = '$BACKND'\n"), 2, "BACKND"),
    Scenario("a type that is none", _rules("[[invariant]]\nid = 'a'\nof = 'column'\ntype = 'uuid not'\n"), 2, "rules/all.toml"),
    Scenario("a column that is none", _rules("[[invariant]]\nid = 'a'\nof = 'table'\nhas = ['1']\n"), 2, "rules/all.toml"),
    Scenario("an invariant without a demand", _rules("[[invariant]]\nid = 'a'\nof = 'table'\n"), 2, "rules/all.toml"),
    Scenario("an invariant that speaks of nothing", _rules("[[invariant]]\nid = 'a'\nof = 'table'\nonly = ['nope_*']\nhas = ['x int']\n"), 1, "speaks of nothing"),
    Scenario("an invariant of a kind that is not there", _rules("[[invariant]]\nid = 'a'\nof = 'enum'\nonly = ['e']\nvalues = ['x']\n"), 1, "no enum e"),
    Scenario("a tag that there is not", _rules("[[invariant]]\nid = 'a'\nof = 'table'\ntag = 'x'\nhas = ['x int']\n"), 2, "tag"),
    Scenario("a tag of nothing", _rules("[tag]\nx = ['nope']\n[[invariant]]\nid = 'a'\nof = 'table'\ntag = 'x'\nhas = ['x int']\n"), 1, "nope"),
    Scenario("an exception of nothing", _rules(f"{RULES}except = {{ 'a.nope' = 'old' }}\n"), 0, "ENV905"),
    Scenario("since that is behind all", _rules("[[invariant]]\nid = 'a'\nof = 'table'\nsince = '9'\nhas = ['x int']\n"), 0, ""),
    Scenario("an unknown tier", {}, 2, "nope", ("--env=nope",)),
    Scenario("an unknown code", {}, 2, "ENV999", ("--select=ENV999",)),
    Scenario("an unknown name", {}, 2, "nope", ("--select=nope",)),
    Scenario("every check is ignored", {}, 2, "", ("--ignore=ENV5",)),
    Scenario("only what never looks here is selected", {}, 2, "", ("--select=ENV401",)),
    Scenario("what cannot be ignored", NO_FILES, 2, "ENV904", ("--ignore=ENV904",)),
    Scenario("a failing check is ignored", _up(BAD), 0, "", ("--ignore=ENV501,ENV503",)),
    Scenario("--try without --live", {}, 2, "--live", ("--try",)),
    Scenario("--live of nothing", {}, 2, "nope.env", ("--live", "nope.env")),
    Scenario("--live of a kind that there is not", {}, 2, "nope", ("--live", "nope:x")),
    Scenario("--live without a server", {".env": "X=1\n"}, 2, "says nothing of a database", ("--live", ".env")),
    Scenario("--live with an empty address", {".env": "DATABASE_URL=\n"}, 2, "DATABASE_URL", ("--live", ".env")),
    Scenario("--live with several servers", {".env": "A_DATABASE_URL=postgres://a/b\nB_DATABASE_URL=postgres://c/d\n"}, 2, "B_DATABASE_URL", ("--live", ".env")),
    Scenario("--live of a server that is not there", {".env": "DATABASE_URL=postgres://127.0.0.1:1/x\n"}, 2, "server", ("--live", ".env")),
    Scenario("--live of another database", {".env": "DATABASE_URL=mysql://127.0.0.1:1/x\n"}, 2, "DATABASE_URL", ("--live", ".env")),
    Scenario("--try of a server that is not there", {".env": "DATABASE_URL=postgres://127.0.0.1:1/x\n"}, 2, "server", ("--live", ".env", "--try")),
    Scenario("--live of two folders", {**_up(UP.replace(" a ", " b ")), "db/migrations/1.sql": "CREATE TYPE t AS ENUM ('a');\n", ".env": "DATABASE_URL=postgres://127.0.0.1:1/x\n"}, 2, "db/migrations", ("--live", ".env")),
    Scenario("--live without migrations", {**NO_FILES, ".env": "DATABASE_URL=postgres://127.0.0.1:1/x\n"}, 2, "", ("--live", ".env")),
    Scenario("settings with a folder that is not there", {"envlint.toml": "sql = ['db']\n"}, 2, "db"),
    Scenario("settings with a folder that is empty", {"envlint.toml": "sql = ['db', 'migrations']\n", "db/a.txt": ""}, 2, "db"),
    Scenario("settings with a folder without numbers", {"envlint.toml": "sql = ['db']\n", "db/schema.sql": UP}, 2, "db"),
    Scenario("a service without its folder", {"envlint.toml": "[[services]]\nname = 'a'\nroot = 'a'\n", "a/main.go": "package main\n"}, 0, ""),
    Scenario("a service with a folder that is not there", {"envlint.toml": "[[services]]\nname = 'a'\nroot = 'a'\nsql = ['a/db']\n", "a/main.go": "package main\n"}, 2, "a/db"),
    Scenario("settings that are no TOML", {"envlint.toml": "sql = [\n"}, 2, "envlint.toml"),
    Scenario("a baseline that is no JSON", {".envlint/baseline.json": "{"}, 2, "baseline"),
    Scenario("a level of a code that there is not", {"envlint.toml": "[levels]\nENV599 = 'off'\n"}, 2, "ENV599"),
    Scenario("a format that there is not", {}, 2, "nope", ("--format=nope",)),
)  # fmt: skip


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_no_silent_pass(scenario: Scenario, tmp_path: Path) -> None:
    files = {path: text for path, text in {**GOOD, **scenario.files}.items() if text is not None}
    project = Project(tmp_path, files)
    (project.folder / "rules").mkdir(exist_ok=True)
    said = project.call("migrations", *scenario.words)
    assert "Traceback" not in said.text
    assert "envlint bug" not in said.text, said.text
    assert (said.code, scenario.says in said.text) == (scenario.code, True), said.text
    assert project.written(files, cache=False) == {}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", ["no files", "an empty folder", "no statement that is followed", "a tag of nothing"])
def test_no_format_is_a_pass(form: str, name: str, tmp_path: Path) -> None:
    scenario = next(one for one in SCENARIOS if one.name == name)
    files = {path: text for path, text in {**GOOD, **scenario.files}.items() if text is not None}
    said = Project(tmp_path, files).call("migrations", f"--format={form}", *scenario.words)
    assert said.code == scenario.code, said.text
    assert "ENV" in said.text


def test_a_good_project_passes(tmp_path: Path) -> None:
    said = Project(tmp_path, GOOD).call("migrations")
    assert (said.code, said.out) == (0, b"clean: 2 files against 2 invariants\n"), said.text


def test_a_parser_that_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("envlint.formats.sql.syntax.available", lambda: False)
    for number, words in enumerate(((), ("--format=json",), ("migrations",), ("--live", "process:", "--try"))):
        said = Project(tmp_path / str(number), GOOD).call("migrations", *words)
        assert (said.code, "envlint-cli[sql]" in said.text) == (2, True), said.text


def test_a_driver_that_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "psycopg"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    files = {**GOOD, ".env": "DATABASE_URL=postgres://127.0.0.1:1/x\n"}
    for number, words in enumerate(((), ("--try",))):
        said = Project(tmp_path / str(number), files).call("migrations", "--live", ".env", *words)
        assert (said.code, "envlint-cli[live]" in said.text) == (2, True), said.text


def test_invariants_that_are_off_judge_nothing(tmp_path: Path) -> None:
    rules = RULES.replace("[[invariant]]", "[[invariant]]\nlevel = 'off'")
    files = {**GOOD, "rules/all.toml": rules, "migrations/002_b.sql": BAD, B_DOWN: "SELECT 1;\n"}
    said = Project(tmp_path / "broken", files).call("migrations")
    assert (said.code, "ENV503" in said.text, "without invariants" in said.text) == (1, True, True), said.text
    said = Project(tmp_path / "good", {**GOOD, "rules/all.toml": rules}).call("migrations")
    assert (said.code, said.out) == (0, b"clean: 2 files, without invariants\n"), said.text


ODD: dict[str, Callable[[Path], object]] = {
    "directory": lambda path: path.mkdir(),
    "FIFO": os.mkfifo,
    "link out of the project": lambda path: path.symlink_to("/etc/hostname"),
    "link to nothing": lambda path: path.symlink_to("nothing"),
    "link to itself": lambda path: path.symlink_to(path.name),
    "device": lambda path: path.symlink_to("/dev/zero"),
}


@pytest.mark.skipif(os.name == "nt", reason="POSIX files")
@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize("place", ["migrations/002_b.sql", B_DOWN, "migrations/002_b", "db"])
def test_no_file_where_one_should_be(kind: str, place: str, tmp_path: Path) -> None:
    settings = {"envlint.toml": "sql = ['db', 'migrations']\n"} if place == "db" else {}
    up = {"migrations/002_b.sql": "SELECT 1;\n"} if place == B_DOWN else {}
    project = Project(tmp_path, {**GOOD, **settings, **up})
    ODD[kind](project.folder / place)
    said = (project.start if kind in ("FIFO", "device") else project.call)("migrations")
    assert "envlint bug" not in said.text, said.text
    assert "Traceback" not in said.text
    expected = 0 if (place, kind) in NO_MIGRATION else 2
    assert (said.code, place.rpartition("/")[2] in said.text) == (expected, bool(expected)), said.text


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter, as pytest's own are not."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.skipif(os.name == "nt", reason="POSIX files")
@pytest.mark.parametrize(
    "place",
    [
        "migrations/001_a.sql",
        "migrations/rollback/001_a_down.sql",
        "migrations/rollback",
        "migrations",
        "rules/all.toml",
        "rules",
    ],
)
def test_what_may_not_be_read(place: str, open_folder: Path) -> None:
    project = Project(open_folder, GOOD)
    (project.folder / place).chmod(0)
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, "migrations"],
        cwd=project.folder,
        env={**project.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=HANG,
        check=False,
    )
    (project.folder / place).chmod(0o700)
    text = (done.stdout + done.stderr).decode()
    assert (done.returncode, place in text) == (2, True), text
    assert "envlint bug" not in text
    assert project.written(GOOD, cache=False) == {}
