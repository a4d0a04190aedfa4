"""What is said of the loaders in use: the same bytes whatever the hash seed, the order of files and the folder."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from harness import Project
from test_gate_of_readers import EVIDENCE

if TYPE_CHECKING:
    from pathlib import Path

FILE = ".env.production"
TEXT = 'PORT="8080" # c\nMODE=a#b\nexport X=$Y\nY= \nZ=\'it\'"s"\nA=x y\nA=2\nB: 1\nC=$(x)\nprose here\n'
FILES = {
    "rules/all.toml": "[PORT]\ntype = 'port'\n[MODE]\nvalues = ['a', 'b']\n",
    FILE: TEXT,
    ".env.example": TEXT,
    ".env": "PORT=1 # x\n",
    **{path: text for shown, _ in EVIDENCE.values() for path, text in shown.items()},
    **{f"d{number}/run.sh": f"docker run --env-file ../{FILE} x\n. ../{FILE}\n" for number in range(8)},
}
COMMANDS = (
    ("check", "--env=production", "-v"),
    ("check", "--env=production", "--format=json"),
    ("dialects", FILE, "--all", "--format=json"),
    ("dialects",),
    ("fix", "--diff", "--unsafe-fixes"),
)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_hash_seeds(words: tuple[str, ...], tmp_path: Path) -> None:
    said = {
        Project(tmp_path / seed, FILES).start(*words, environ={"PYTHONHASHSEED": seed}) for seed in ("0", "1", "77")
    }
    assert len(said) == 1
    assert said.pop().out


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_order_and_memory(words: tuple[str, ...], tmp_path: Path) -> None:
    forth = Project(tmp_path / "forth", FILES)
    back = Project(tmp_path / "back", dict(reversed(FILES.items())))
    said = forth.call(*words)
    assert said == back.call(*words)
    assert said == forth.call(*words), "what was kept of the loaders says the same"
    for path in sorted(forth.folder.rglob("*"), reverse=True):
        os.utime(path)
    assert said == forth.call(*words), "touched"


def test_another_folder(tmp_path: Path) -> None:
    project = Project(tmp_path, {**FILES, "envlint.toml": "", ".git/HEAD": "ref: refs/heads/main\n"})
    said = project.call("check", "--env=production", "--format=json")
    (project.folder / "deep" / "er").mkdir(parents=True)
    project.folder = project.folder / "deep" / "er"
    assert project.call("check", "--env=production", "--format=json") == said
