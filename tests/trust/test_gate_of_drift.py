"""``drift`` fails closed: whatever it could not look at, it says so, and what keeps it from judging is no pass."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import pytest
from harness import HANG, ROOT, Project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from harness import Said

GO = 'package main\n\nimport "os"\n\nvar port = os.Getenv("PORT")\n'
GOOD = {
    "main.go": GO,
    "rules/all.toml": "[PORT]\ntype = 'port'\n",
    ".env.example": "PORT=\n",
    "docs/ENV_VARIABLES.md": "| Name | Default |\n|---|---|\n| `PORT` | |\n",
}
NOTHING = "code"
MEBI = 1024 * 1024


class Scenario(NamedTuple):
    """What is in the project beside what is good, which a None takes away; the exit code, and what must be said."""

    name: str
    files: dict[str, str | bytes | None]
    code: int = 2
    says: str = ""
    words: tuple[str, ...] = ()


def _settings(text: str) -> dict[str, str | bytes | None]:
    return {"envlint.toml": text}


SCENARIOS = (
    Scenario("a new variable", {"b.go": GO.replace("PORT", "NEW")}, 1, "ENV401"),
    Scenario("no files", dict.fromkeys(GOOD), 2, "no code"),
    Scenario("no code", {"main.go": None}, 2, "no code"),
    Scenario("code in another language only", {"main.go": None, "a.pl": "print $ENV{PORT}"}, 2, "Perl"),
    Scenario("code in another language as well", {"a.pl": "print $ENV{PORT}"}, 0, "Perl"),
    Scenario(
        "code that is too large", {"b.go": GO.replace("PORT", "NEW") + " " * MEBI}, 0, "b.go (larger than 512 KiB)"
    ),
    Scenario("code without end", {"b.go": b"\xff" * 1000 + GO.replace("PORT", "NEW").encode()}, 1, "ENV401"),
    Scenario("code behind a NUL", {"b.go": "//\0\n" + GO.replace("PORT", "NEW")}, 1, "ENV401"),
    Scenario("code in UTF-16", {"b.go": GO.replace("PORT", "NEW").encode("utf-16")}, 1, "ENV401"),
    Scenario("code in UTF-32", {"b.go": GO.replace("PORT", "NEW").encode("utf-32")}, 1, "ENV401"),
    Scenario("compose that is no YAML", {"compose.yaml": "services: [\n  build: .\n"}, 0, "compose.yaml"),
    Scenario("YAML beyond all bounds", {"compose.yaml": "services: " + "[" * 5000}, 0, "compose.yaml"),
    Scenario(
        "SQL that is none", {"migrations/1.sql": "CREATE TABLE a (b text CHECK (b IN ('x'));\n"}, 0, "migrations/1.sql"
    ),
    Scenario("a rule file that is no TOML", {"rules/b.toml": "[X\n"}, 2, "rules/b.toml"),
    Scenario("a rule file with a misspelt key", {"rules/b.toml": "[X]\ntyp = 'int'\n"}, 2, "rules/b.toml"),
    Scenario("settings that are no TOML", _settings("rules = [\n"), 2, "envlint.toml"),
    Scenario("settings with a misspelt key", _settings("templates = ['.env.example']\n"), 2, "template"),
    Scenario("a template that is not there", _settings("template = ['.env.sample']\n"), 2, ".env.sample"),
    Scenario("docs that are not there", _settings("docs = ['docs/nope.md']\n"), 2, "docs/nope.md"),
    Scenario("code that is not there", _settings("code = ['src']\n"), 2, "src"),
    Scenario("SQL that is not there", _settings("sql = ['db']\n"), 2, "db"),
    Scenario(
        "a service that is not there", _settings("[[services]]\nname = 'a'\nroot = 'services/a'\n"), 2, "services/a"
    ),
    Scenario("a folder of code without code", {"src/a.txt": "", **_settings("code = ['src']\n")}, 2, "no code"),
    Scenario(
        "a folder of templates without one", {"t/a.txt": "", **_settings("template = ['t']\n")}, 0, "there is no t"
    ),
    Scenario("a helper that is none", _settings("helpers = ['getEnv']\n"), 2, "getEnv"),
    Scenario("a template outside of the project", _settings("template = ['../x']\n"), 2, "../x"),
    Scenario("a baseline that is no JSON", {".envlint/baseline.json": "{"}, 2, "baseline"),
    Scenario(
        "a section that does not end",
        {"docs/ENV_VARIABLES.md": "`PORT`\n<!-- envlint:begin variables -->\n"},
        2,
        "docs/",
    ),
    Scenario("PATH that is not there", {}, 2, "nope", ("nope",)),
    Scenario("PATH without code", {"web/a.txt": ""}, 2, "no code", ("web",)),
    Scenario("every check is ignored", {}, 2, "deselected", ("--ignore=ENV4,ENV115",)),
    Scenario("what cannot be ignored", {"main.go": None}, 2, "no code", ("--ignore=ENV9",)),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
@pytest.mark.parametrize("command", ["drift", "docs", "template", "fix"])
def test_no_silent_pass(command: str, scenario: Scenario, tmp_path: Path) -> None:
    files = {path: text for path, text in {**GOOD, **scenario.files}.items() if text is not None}
    project = Project(tmp_path, files)
    words = (*scenario.words, *(("--check",) if command != "drift" else ()))
    if command != "drift" and any(word.startswith("--ignore") for word in words):
        pytest.skip("what is written does not depend on what is selected")
    said = project.call(command, *words)
    assert "Traceback" not in said.text
    assert "envlint bug" not in said.text, said.text
    if command == "drift":
        assert (said.code, scenario.says in said.text) == (scenario.code, True), said.text
    elif scenario.code == 2 and not (command == "docs" and scenario.says in ("no code", "Perl")):
        assert said.code == 2, said.text
    assert project.written(files, cache=False) == {}


@pytest.mark.parametrize("command", ["drift", "scan", "init"])
def test_a_good_project_passes(command: str, tmp_path: Path) -> None:
    project = Project(tmp_path, GOOD if command != "init" else {"main.go": GO})
    assert project.call(command).code == 0


def test_scan_of_nothing(tmp_path: Path) -> None:
    for number, files in enumerate(({}, {"a.pl": ""}, {"README.md": ""})):
        assert Project(tmp_path / str(number), files).call("scan").code == 2


def test_scan_with_a_helper_that_is_none(tmp_path: Path) -> None:
    project = Project(tmp_path, {**GOOD, "envlint.toml": "helpers = ['getEnv']\n", "Makefile": "A ?= 1\n"})
    for words in (("scan",), ("explain", "PORT")):
        assert project.call(*words).code == 2


@pytest.mark.parametrize("command", ["drift", "scan"])
def test_a_grammar_that_is_not_installed(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    languages = import_module("envlint.inventories.code.languages")
    find = languages.find_spec
    monkeypatch.setattr(languages, "find_spec", lambda name: None if name == "tree_sitter_go" else find(name))
    said = Project(tmp_path / "alone", GOOD).call(command)
    assert (said.code, "its grammar is not installed" in said.text) == (2, True), said.text
    said = Project(tmp_path / "beside", {**GOOD, "a.py": "import os\nos.getenv('PORT')\n"}).call(command)
    assert "its grammar is not installed" in said.text


NO_FILES: dict[str, Callable[[Path], object]] = {
    "directory": lambda path: path.mkdir(),
    "FIFO": os.mkfifo,
    "link out of the project": lambda path: path.symlink_to("/etc/hostname"),
    "link to nothing": lambda path: path.symlink_to("nothing"),
    "link to itself": lambda path: path.symlink_to(path.name),
    "device": lambda path: path.symlink_to("/dev/zero"),
}


@pytest.mark.skipif(os.name == "nt", reason="POSIX files")
@pytest.mark.parametrize("kind", NO_FILES)
@pytest.mark.parametrize("place", ["template", "docs", "code", "sql"])
def test_no_file_where_the_settings_name_one(kind: str, place: str, tmp_path: Path) -> None:
    project = Project(tmp_path, {**GOOD, "envlint.toml": f"{place} = ['named.{'go' if place == 'code' else place}']\n"})
    NO_FILES[kind](project.folder / f"named.{'go' if place == 'code' else place}")
    for command in ("drift", "fix", "scan"):
        said = project.start(command)
        assert "envlint bug" not in said.text, said.text
        assert "Traceback" not in said.text
        if command == "drift":
            assert said.code == 2 or "named." in said.text, said.text
        assert said.code != 0 or command != "drift" or kind == "directory", said.text


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter, as pytest's own are not."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.skipif(os.name == "nt", reason="POSIX files")
@pytest.mark.parametrize(
    "place", ["main.go", ".env.example", "docs/ENV_VARIABLES.md", "sub/b.go", "compose.yaml", "sub"]
)
@pytest.mark.parametrize("command", ["drift", "scan", "fix", "init"])
def test_what_may_not_be_read(place: str, command: str, open_folder: Path) -> None:
    files = {**GOOD, "sub/b.go": GO, "compose.yaml": "services:\n  web:\n    build: .\n    environment: {PORT: '1'}\n"}
    if command == "init":
        del files["rules/all.toml"]
    project = Project(open_folder, files)
    (project.folder / place).chmod(0)
    said = _as_nobody(project, command)
    (project.folder / place).chmod(0o700)
    if command == "scan" and (".env" in place or "docs" in place):
        assert said.code == 0, said.text
    else:
        assert (said.code, place in said.text, "permission denied" in said.text or "cannot be listed" in said.text) == (
            2,
            True,
            True,
        ), said.text
    assert "envlint bug" not in said.text
    assert project.written(files, cache=False) == {}


AS_NOBODY = """
import importlib, os, pkgutil, sys, envlint
for module in pkgutil.walk_packages(envlint.__path__, "envlint."):
    importlib.import_module(module.name) if not module.name.endswith("__main__") else None
from envlint.inventories.code.languages import languages
for language in languages():
    importlib.import_module(language.grammar)
import difflib, unicodedata, pathspec, re2, yaml, encodings.idna
if os.geteuid() == 0:
    os.setgid(65534); os.setuid(65534)
sys.exit(envlint.cli.main(sys.argv[1:]))
"""


def _as_nobody(project: Project, *words: str) -> Said:
    """Run a command as a user who may not read everything. All is imported while that is still allowed."""
    from harness import Said

    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, *words],
        cwd=project.folder,
        env={**project.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=HANG,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)
