"""``drift``, ``scan``, ``init`` and what they write: the same bytes whatever the hash seed, the order, the folder."""
# ruff: noqa: E501  samples keep their shape

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from harness import Project
from test_same_bytes import _Backwards

from envlint.reporters import FORMATS

if TYPE_CHECKING:
    from pathlib import Path

PYTHON = "import os\ndef get(key, default=''):\n    return os.environ.get(key, default)\n"
GO = (
    'package main\nimport "os"\nfunc get(k, d string) string { v := os.Getenv(k); if v == "" { return d }; return v }\n'
)
FILES = {
    **{f"src/m{n}.py": f"{PYTHON}A = get('NAME_{n}', '{n}')\nB = get('SAME', '{n % 3}')\n" for n in range(12)},
    **{f"go/p{n}/a.go": f'{GO}var a, b = get("GO_{n}", "x"), get("SAME", "{n}")\nvar c = os.Getenv("X_" + a)\n' for n in range(4)},
    "web/a.ts": "export const { A, B = 'x' } = process.env;\nfor (const k of ['K1', 'K2']) process.env[k];\n",
    ".env.example": "NAME_1=9\nNAME_UNREAD=\nDEAD=1\nSAEM=1\n",
    "sub/.env.sample": "NAME_2=\nGONE=\n",
    "docs/ENV_VARIABLES.md": "| Name | Default |\n|---|---|\n| `NAME_3` | 7 |\n| `OLD_ONE` | |\n",
    "README.md": "Set `NAME_4` or `NAME_{5,6}`.\n\n```env\nNAME_7=1\n```\n",
    "compose.yaml": "services:\n  web:\n    build: .\n    environment: {NAME_8: x, UNKNOWN: y}\n    command: ${NAME_9:-z}\n",
    "migrations/2.sql": "ALTER TABLE a ADD COLUMN c text CHECK (c IN ('p', 'q'));\n",
    "migrations/1.sql": "CREATE TABLE a (b text DEFAULT 'x' CHECK (b IN ('x', 'y')));\n",
    "a.pl": "", "b.swift": "", "broken.yaml": "kind: [\napiVersion: v1\ndata:\n",
}  # fmt: skip
RULES = {
    "rules/b.toml": "[NAME_1]\ntype = 'int'\ndefault = 3\n[UNUSED]\n[A_B]\nvalues = ['x', 'z']\n",
    "rules/a.toml": "[NAME_10]\nid = 4\ntype = 'duration'\n[GO_1]\nrequired = true\n",
}
WORDS = [("drift", f"--format={name}") for name in FORMATS]
WORDS += [
    ("scan",),
    ("scan", "-v"),
    ("scan", "--format=json"),
    ("template", "--diff"),
    ("docs", "--diff"),
    ("fix", "--diff"),
]
SEEDS = ("0", "1", "77")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path, {**FILES, **RULES})


@pytest.mark.parametrize("words", [WORDS[1], WORDS[0], ("scan", "--format=json"), ("fix", "--diff")], ids=" ".join)
def test_hash_seeds(words: tuple[str, ...], project: Project) -> None:
    said = {project.start(*words, environ={"PYTHONHASHSEED": seed}) for seed in SEEDS}
    assert len(said) == 1
    assert said.pop().out


@pytest.mark.parametrize("command", ["init", "fix"])
def test_hash_seeds_of_what_is_written(command: str, tmp_path: Path) -> None:
    seen = set()
    for seed in SEEDS:
        own = Project(tmp_path / seed, FILES if command == "init" else {**FILES, **RULES})
        said = own.start(command, environ={"PYTHONHASHSEED": seed})
        files = {path.relative_to(own.folder): path.read_bytes() for path in own.folder.rglob("*") if path.is_file()}
        seen.add((said, tuple(sorted(files.items()))))
    assert len(seen) == 1


@pytest.mark.parametrize("words", WORDS, ids=" ".join)
def test_order_of_folders(words: tuple[str, ...], project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    said = project.call(*words)
    scandir, listdir = os.scandir, os.listdir
    monkeypatch.setattr("os.scandir", lambda *where: _Backwards(scandir(*where)))
    monkeypatch.setattr("os.listdir", lambda *where: sorted(listdir(*where), reverse=True))
    assert project.call(*words) == said


@pytest.mark.parametrize("words", WORDS, ids=" ".join)
def test_working_directory(words: tuple[str, ...], project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    cold, warm = project.call(*words), project.call(*words)
    path, folder = str(project.folder), project.folder
    for where, given in ((project.temporary, path), (project.temporary, "../project"), (folder / "src", "..")):
        monkeypatch.setattr(project, "folder", where)
        elsewhere = project.call(*words, given, environ={"TZ": "Asia/Tokyo", "LANG": "de_CH"})
        assert cold == warm == elsewhere, given
