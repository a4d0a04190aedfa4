"""``envlint dialects`` as a program sees it."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from projects import make

from envlint.cli import main
from envlint.commands.dialects import MAIN
from envlint.formats.dialects import by_every_name, dialects

BROKEN = (
    b"A=1\nexport B=2\nA='3'\n",
    b'\xef\xbb\xbfA=1\r\nB="x\\ny" # c\r\n',
    b"A=\xff\xfe\nB='\xc3'\n",
    b"A=$X\nB=${X:-d}\nC=$(date)\nD=`date`\nE=${HOSTED}\nHOSTED\n",
    b"A=\"open\nB=2\n'C'=3\nD: 4\n=5\nMY-KEY=6\n7=8\n",
    b"A= \nB=2\nC=a\\\nD=4\n# a\\\nE=5\n",
    b"A=\0\nB=1",
    b"##[A=1\n",
)


class Said(NamedTuple):
    code: int
    out: str
    err: str


class Folder:
    """A folder that envlint is run in."""

    def __init__(self, path, capsys, monkeypatch):
        self.path = path
        self._capsys = capsys
        self._monkeypatch = monkeypatch
        monkeypatch.chdir(path)

    def write(self, files):
        make(self.path, files)

    def call(self, *words, stdin=b""):
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main(["dialects", *words])
        return Said(code, *self._capsys.readouterr())


@pytest.fixture
def project(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path.parent / "cache"))
    return Folder(tmp_path, capsys, monkeypatch)


def document(project, *words):
    said = project.call(*words, "--format", "json")
    assert said.code == 0, said.err
    assert said.out.isascii()
    return json.loads(said.out)


@pytest.mark.parametrize("data", BROKEN, ids=range(len(BROKEN)))
def test_revealed_values_are_those_of_each_dialect(project, data):
    project.write({"f.env": data})
    host = {"HOSTED": 'h="1"', "X": ""}
    words = [f"--host={name}={value}" for name, value in host.items()]
    readings = document(project, "f.env", "--all", "--reveal", *words)["readings"]
    assert set(readings) == set(by_every_name())
    for name, dialect in by_every_name().items():
        reading = dialect.read(data, host)
        entry = readings[name]
        assert (entry["ok"], entry["values"], tuple(entry["dynamic"])) == (reading.ok, reading.values, reading.dynamic)
        said = [(each["kind"], each["fatal"], each["drops_rest"]) for each in entry["problems"]]
        assert said == [(each.kind, each.fatal, each.drops_rest) for each in reading.problems]
        assert entry["unnamed"] == 0


def test_without_reveal_values_are_masked_and_what_may_be_a_piece_of_one_has_no_name(project):
    project.write({".env": "A='x'\nB=\nC\nD=\"open\nE=1\n"})
    readings = document(project, ".env", "--all")["readings"]
    assert readings["python-dotenv-values"]["values"] == {"A": "***", "B": ""}
    assert readings["docker-run"]["values"] == {"A": "***", "B": "", "D": "***"}
    assert readings["docker-run"]["unnamed"] == 1
    assert readings["kubectl"]["unnamed"] == 2
    revealed = document(project, ".env", "--reveal")["readings"]["kubectl"]["values"]
    assert revealed == {"A": "'x'", "B": "", "C": "", "D": '"open', "E": "1"}


def test_what_stands_in_quotes_that_only_others_know_has_no_name(project):
    project.write({".env": "A=`x\nPIECE=y\n`\nB=1\n", "envlint.toml": "readers = ['docker-run']\n"})
    reading = document(project, ".env")["readings"]["docker-run"]
    assert "PIECE" not in reading["values"]


def test_the_host_is_empty_unless_it_is_given(project):
    project.write({".env": "A=$HOSTED\n"})
    said = [
        document(project, ".env", "--reveal", *words)["readings"]["bash"]["values"]
        for words in ((), ("--host", "HOSTED=1=2"))
    ]
    assert said == [{"A": ""}, {"A": "1=2"}]


def test_problems_have_their_line(project):
    project.write({".env": "A=1\nexport B=2\n"})
    problems = document(project, ".env")["readings"]["docker-run"]["problems"]
    assert problems == [{"kind": "refused-name", "line": 2, "fatal": True, "drops_rest": False}]


def test_without_a_known_loader_it_is_the_main_ones_said_aloud(project):
    project.write({".env": "A=1\n"})
    said = project.call(".env", "--format=json")
    assert tuple(json.loads(said.out)["readings"]) == MAIN
    assert "no loader is known" in said.err
    assert set(MAIN) <= set(by_every_name())


def test_with_settings_it_is_those_in_use_with_the_reason(project):
    project.write({".env": "A=1\n", "envlint.toml": "readers = ['compose', 'docker', 'node']\n"})
    found = document(project, ".env")
    assert list(found["readings"]) == ["compose", "docker-run", "node-26"]
    assert found["in_use"][1] == {
        "dialect": "docker-run",
        "version": None,
        "why": "the settings name it",
        "path": "envlint.toml",
        "line": None,
    }
    everything = project.call(".env", "--all").out
    assert everything.startswith(f".env: 1 line, read alike by all {len(dialects())} loaders")


def test_a_file_of_another_kind_is_refused_and_a_path_never_is(project):
    project.write({"compose.yaml": "A=1\n", "x.json": "A='1'\n"})
    assert project.call("compose:compose.yaml").code == 2
    assert project.call("compose.yaml").code == 0
    assert "x.json: 1 line" in project.call("x.json").out


def test_standard_input(project):
    assert "-: 1 line" in project.call("-", stdin=b"A=1\n").out
    assert document_of(project.call("dotenv:-", "--format=json", stdin=b"A=1\n"))["file"] == "-"
    assert project.call("-").code == 2


def document_of(said):
    return json.loads(said.out)


@pytest.mark.parametrize("name", ["absent", "folder", "pipe", "huge", "link"])
def test_what_cannot_be_read(project, name):
    (project.path / "folder").mkdir()
    os.mkfifo(project.path / "pipe")
    with (project.path / "huge").open("wb") as file:
        file.truncate(1 << 32)
    (project.path / "link").symlink_to("nowhere")
    said = project.call(name)
    assert (said.code, said.out) == (2, "")
    assert "cannot be read" in said.err
    assert project.call(name, "--format=json").code == 2


@pytest.mark.parametrize("host", ["A", "=1", "="])
def test_a_host_variable_has_a_name_and_a_value(project, host):
    project.write({".env": "A=1\n"})
    assert project.call(".env", "--host", host).code == 2


def test_a_long_value_is_cut_with_a_count(project):
    project.write({".env": f"A='{'x' * 5_000_000}'\n"})
    said = project.call(".env", "--reveal").out
    assert "(5,000,000 characters)" in said
    assert len(said) < 5000


def test_control_characters_are_escaped(project):
    project.write({".env": "A='\x1b[31m\u202e'\n"})
    said = project.call(".env", "--reveal").out
    assert r"A=\x1b[31m\u202e" in said
    assert "\x1b" not in said


REVEALED = ("::error ::x/.env", "--reveal", "--format=json")


def test_no_path_or_name_is_a_command_to_a_runner(project):
    project.write({"::error ::x/.env": "A='##[error]'\n", "::error ::x/a": ""})
    for words in ((), ("::error ::x/.env",), ("::error ::x/.env", "--reveal"), ("--format=json",), REVEALED):
        said = project.call(*words).out
        assert "::error ::x/.env" in said
        assert not any(line.lstrip().startswith("::") for line in said.splitlines())
        assert "##[" not in said


def test_the_project_in_files_and_loaders(project):
    project.write(
        {
            "envlint.toml": "readers = {'.env.production' = ['docker']}\n"
            "[tiers]\nlive = {level = 'error', files = ['live.env']}\n",
            ".gitignore": ".env*\n",
            ".git/HEAD": "",
            ".env": "A=1\n",
            ".env.production": "A=1\n",
            ".env.example": "A=\n",
            "sub/main.txt": "",
            "sub/.env.local": "A=1\n",
            ".env.d/x": "",
            ".envrc": "",
        }
    )
    found = document(project)
    assert [(each["path"], each["there"]) for each in found["files"]] == [
        (".env", True),
        (".env.example", True),
        (".env.production", True),
        ("live.env", False),
        ("sub/.env.local", True),
    ]
    assert [each["dialect"] for each in found["files"][2]["loaders"]] == ["docker-run"]
    assert found["not_covered"] == []
    said = project.call().out
    assert "live.env (not there)" in said
    assert "5 files, of 1 of which a loader is known" in said


def test_nothing_found_is_said(project):
    said = project.call()
    assert (said.code, said.out) == (0, "no .env file, no template, and nothing that is given one\n")
    assert document(project)["files"] == []


def test_all_without_a_file_lists_every_dialect(project):
    said = project.call("--all").out
    assert all(name in said and each.loader in said for name, each in dialects().items())
    listed = document(project, "--all")["dialects"]
    assert {name for each in listed for name in (each["name"], *each["also"])} == set(by_every_name())


def test_the_page_has_a_row_for_each_dialect():
    page = (Path(__file__).parent.parent.parent.parent / "docs/dialects.md").read_text(encoding="utf-8")
    table = page.partition("## The dialects")[2].replace("\\|", "|")
    rows = [row for row in table.splitlines() if row.startswith("| `")]
    assert rows == [
        f"| `{name}` | {each.loader} | {each.versions} | {', '.join(f'`{alias}`' for alias in each.aliases)} |"
        for name, each in sorted(dialects().items())
    ]
