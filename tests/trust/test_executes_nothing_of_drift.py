"""``drift``, ``scan`` and ``init`` run nothing of what they read, call nobody, and write nowhere else than they say."""
# ruff: noqa: E501  samples keep their shape

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from harness import Project
from test_executes_nothing import CALLS, IN_CI, OPENED_TO_WRITE, PATH

if TYPE_CHECKING:
    from pathlib import Path

TRAP = "touch ran; curl http://127.0.0.1:9/"
FILES = {
    "main.go": f'package main\n\nimport "os"\n\n//go:generate {TRAP}\nvar a = os.Getenv("A_TOKEN")\n',
    "setup.py": f"import os\nos.system('{TRAP}')\nA = os.environ.get('B_TOKEN', os.popen('{TRAP}').read())\n",
    "conftest.py": f"import os\nos.system('{TRAP}')\n",
    "package.json": f'{{"scripts": {{"preinstall": "{TRAP}", "start": "PORT=1 $({TRAP})"}}}}',
    "vite.config.js": "process.env.C_TOKEN; require('child_process').execSync('touch ran')\n",
    "Makefile": f"A_TOKEN ?= $(shell {TRAP})\nifdef A_TOKEN\nendif\n",
    "Dockerfile": f"FROM scratch\nRUN {TRAP}\nARG A_TOKEN=$({TRAP})\n",
    "compose.yaml": f"services:\n  web:\n    build: .\n    environment:\n      A_TOKEN: $({TRAP})\n      B: !!python/object/apply:os.system ['touch ran']\n",
    ".envrc": f"export A_TOKEN=$({TRAP})\n",
    "build.sh": f"#!/bin/sh\n{TRAP} ${{A_TOKEN:-`{TRAP}`}}\n",
    "migrations/1.sql": "CREATE TABLE a (token text DEFAULT pg_read_file('x') CHECK (token IN ('x')));\n\\! touch ran\n",
    ".env.example": f"A_TOKEN=$({TRAP})\n",
    "docs/ENV_VARIABLES.md": "| Name | Default |\n|---|---|\n| `A_TOKEN` | `$(touch ran)` |\n![](http://127.0.0.1:9/)\n",
    ".git/config": f"[core]\n\tfsmonitor = {TRAP}\n\thooksPath = hooks\n[filter \"x\"]\n\tclean = {TRAP}\n",
    ".git/HEAD": "ref: refs/heads/main\n",
    ".gitattributes": "* filter=x\n",
}  # fmt: skip
COMMANDS = (
    ("drift",),
    ("drift", "--format=json", "-v"),
    ("migrations", "--format=json", "-v"),
    ("scan",),
    ("template", "--check"),
    ("docs", "--diff"),
    ("init",),
    ("fix",),
)
MAKES = {"init": ("rules", ".envlint", "envlint.toml"), "fix": (".env.example", "docs")}
"""What these may write in the project; drafts of files lie beside them."""


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_system_calls(words: tuple[str, ...], tmp_path: Path) -> None:
    strace = shutil.which("strace")
    if strace is None:
        assert not IN_CI, "strace is not installed"
        pytest.skip("strace is not installed")
    project = Project(tmp_path, FILES)
    log = tmp_path / "calls"
    before = (strace, "-f", "-qq", "-s", "4096", "-e", f"trace={CALLS}", "-o", str(log))
    said = project.start(*words, before=before, environ={"PYTHONDONTWRITEBYTECODE": "1"})
    assert said.code in (0, 1), said.text
    calls = [line.split(None, 1)[1] for line in log.read_text(encoding="utf-8", errors="replace").splitlines()]
    assert calls[0].startswith("execve(")
    others = [call for call in calls[1:] if not call.startswith(("open", "+++", "---"))]
    written = [call for call in calls if call.startswith("open") and OPENED_TO_WRITE.search(call)]
    assert [call for call in (*others, *written) if not _expected(call, project, MAKES.get(words[0], ()))] == []
    assert not (project.folder / "ran").exists()
    if words[0] not in MAKES:
        assert project.written(FILES, cache=False) == {}


def _expected(call: str, project: Project, makes: tuple[str, ...]) -> bool:
    paths = [os.path.normpath(path) for path in PATH.findall(call)]
    if call.endswith("EEXIST (File exists)"):
        return True  # it was asked for, in case it was not there
    harmless = call.startswith(("open", "creat", "rename", "unlink", "mkdir", "chmod", "fchmodat"))
    return harmless and bool(paths) and all(_may_be_written(path, project, makes) for path in paths)


def _may_be_written(path: str, project: Project, makes: tuple[str, ...]) -> bool:
    if path.startswith(str(project.cache)):
        return True
    drafts = os.path.basename(path).startswith(".envlint-") and os.path.dirname(path) in {
        str(project.folder), *(str(project.folder / name) for name in makes)
    }  # fmt: skip
    return bool(makes) and (drafts or any(f"{path}/".startswith(f"{project.folder / name}/") for name in makes))
