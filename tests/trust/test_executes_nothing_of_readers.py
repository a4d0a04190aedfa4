"""What shows loaders is read and nothing else: nothing is run, nothing read outside of the root, nothing waited for."""
# ruff: noqa: E501  samples keep their shape

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING

import pytest
from harness import Project
from test_executes_nothing import _WATCHING, CALLS, IN_CI, OPENED_TO_WRITE, PATH, _in_cache

from envlint.cli import main

if TYPE_CHECKING:
    from pathlib import Path

FILE = ".env.production"
GATE = "--env=production"
TRAP = "touch ran"
SECRET = "outside-of-the-root"
FILES = {
    "rules/all.toml": "[PORT]\ntype = 'port'\n",
    FILE: f"PORT='8080' # c\nA=$({TRAP})\nB=`{TRAP}`\nC='$({TRAP})'\nD=$(shell {TRAP})\nE={{{{sh \"{TRAP}\"}}}}\n; {TRAP}\n{TRAP}\n. ./more.sh\n",
    "more.sh": f"{TRAP}\n",
    "compose.yaml": "services:\n  web:\n    env_file: [.env.production, ../../etc/passwd, /etc/passwd, ../outside.env, link.env]\n    build: {context: ../..}\n"
    f"    command: $({TRAP})\n    x: !!python/object/apply:os.system ['{TRAP}']\n    extends: {{file: ../compose.yaml, service: web}}\ninclude: [../outside.yaml]\n",
    "run.sh": f"#!/bin/sh\nsource $(id; {TRAP})\n. `{TRAP}`\nset -a; . ./{FILE}\n. ../outside.env\n. /etc/passwd\ndocker run --env-file {FILE} x; docker run --env-file <({TRAP}) x\n"
    f"export $(cat {FILE} ../outside.env | xargs)\neval \"$({TRAP})\"\n{TRAP}\n",
    "Makefile": f"include {FILE} ../outside.env $(shell {TRAP}) ~/x /etc/passwd\nX := $(shell {TRAP})\nall:\n\t{TRAP}\n",
    ".envrc": f"{TRAP}\ndotenv {FILE}\ndotenv ../outside.env\nsource_env ..\n$({TRAP})\n",
    "package.json": json.dumps({"scripts": {"preinstall": TRAP, "start": f"node --env-file={FILE} --env-file=../outside.env -r ./x.js $({TRAP})"}, "workspaces": ["../*", "/etc/*"], "dependencies": {"next": "16", "dotenv": "file:../outside"}}),
    "x.js": f"require('dotenv').config({{path: ['{FILE}', '../outside.env']}}); require('child_process').execSync('{TRAP}');\n",
    "setup.py": f"import os\nfrom dotenv import load_dotenv\nload_dotenv('../outside.env')\nos.system('{TRAP}')\n",
    "requirements.txt": "python-dotenv\n-r ../outside.txt\n-e ../outside\n",
    "Gemfile": f"gem 'dotenv'\neval_gemfile '../outside'\nsystem('{TRAP}')\n",
    "go.mod": "module x\nrequire github.com/joho/godotenv v1.5.1\nreplace x => ../outside\n",
    "Cargo.toml": "[package]\nname = 'x'\nbuild = '../outside.rs'\n[dependencies]\ndotenvy = {path = '../outside'}\n[workspace]\nmembers = ['../*']\n",
    "justfile": f"set dotenv-path := '../outside.env'\nimport '../outside.just'\nx := `{TRAP}`\nrun:\n  {TRAP}\n",
    "Taskfile.yml": f"dotenv: ['{FILE}', '../outside.env', '{{{{.X}}}}/.env']\nincludes: {{x: ../outside.yaml}}\nvars: {{X: {{sh: '{TRAP}'}}}}\n",
    "web.service": f"[Service]\nEnvironmentFile={FILE}\nEnvironmentFile=../outside.env\nEnvironmentFile=/etc/passwd\nExecStart={TRAP}\n",
    "kustomization.yaml": "secretGenerator:\n- name: x\n  envs: [.env.production, ../outside.env]\nresources: [../outside]\n",
    ".gitlab-ci.yml": f"include: ../outside.yaml\na:\n  script: ['{TRAP}', '. ../outside.env']\n  artifacts: {{reports: {{dotenv: ../outside.env}}}}\n",
    "Procfile": f"web: honcho -e ../outside.env start; {TRAP}\n",
    "Dockerfile": f"FROM scratch\nRUN {TRAP}\nCMD node --env-file=../outside.env x\n",
    ".devcontainer/devcontainer.json": '{"runArgs": ["--env-file", "../outside.env"], "initializeCommand": "touch ran"}',
    "sub/.env": "PORT=1 # x\n",
}  # fmt: skip
OUTSIDE = ("outside.env", "outside.yaml", "outside.txt", "outside.just", "outside.rs", "compose.yaml")
COMMANDS = (
    ("check", GATE),
    ("check", GATE, "--format=json", "-v"),
    ("dialects", FILE),
    ("dialects", FILE, "--all", "--reveal"),
    ("dialects",),
    ("fix", "--diff", "--unsafe-fixes"),
    ("fix", "--check"),
    ("resolve", GATE),
    ("status", GATE),
)


def _project(folder: Path) -> Project:
    """Return a project that points outside wherever it can; what is there holds the names of more loaders."""
    project = Project(folder, FILES)
    for name in OUTSIDE:
        (folder / name).write_text(f"X={SECRET}\n", encoding="ascii")
    os.symlink("../outside.env", project.folder / "link.env")
    os.symlink("../outside.yaml", project.folder / "docker-compose.yml")
    os.symlink("../outside.env", project.folder / "link.sh")
    os.symlink("..", project.folder / "up")
    os.symlink("loop.sh", project.folder / "loop.sh")
    os.symlink("/etc", project.folder / "etc")
    return project


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_system_calls(words: tuple[str, ...], tmp_path: Path) -> None:
    strace = shutil.which("strace")
    if strace is None:
        assert not IN_CI, "strace is not installed"
        pytest.skip("strace is not installed")
    project = _project(tmp_path)
    log = tmp_path / "calls"
    before = (strace, "-f", "-qq", "-s", "4096", "-e", f"trace={CALLS}", "-o", str(log))
    said = project.start(*words, before=before, environ={"PYTHONDONTWRITEBYTECODE": "1"})
    assert said.code in (0, 1, 2), said.text
    assert "envlint bug" not in said.text
    assert SECRET not in said.text
    calls = [line.split(None, 1)[1] for line in log.read_text(encoding="utf-8", errors="replace").splitlines()]
    assert calls[0].startswith("execve(")
    opened = [call for call in calls[1:] if call.startswith("open")]
    others = [call for call in calls[1:] if not call.startswith(("open", "+++", "---"))]
    assert [call for call in others if not _in_cache(call, project)] == []
    assert [call for call in opened if OPENED_TO_WRITE.search(call) and not _in_cache(call, project)] == []
    assert [call for call in opened if _is_outside(call, project)] == []
    assert not (project.folder / "ran").exists()


def _is_outside(call: str, project: Project) -> bool:
    """Whether a call opened, by whatever way, a file beside the project or what other programs know of the user."""
    if "ENOENT" in call or "ELOOP" in call or "ENOTDIR" in call:
        return False
    paths = [os.path.realpath(os.path.join(project.folder, path)) for path in PATH.findall(call)]
    beside = {str(project.folder.parent / name) for name in OUTSIDE}
    return any(path in beside or path in ("/etc/passwd", "/etc/shadow", "/etc") for path in paths)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_nothing_is_executed_or_called(words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = _project(tmp_path)
    first = project.call(*words)
    seen: list[str] = []

    def watched(given: list[str]) -> int:
        environ = dict(os.environ)
        _WATCHING.append(seen)
        try:
            return main(given)
        finally:
            _WATCHING.remove(seen)
            assert dict(os.environ) == environ

    monkeypatch.setattr("harness.main", watched)
    assert project.call(*words) == first
    assert "envlint bug" not in first.text
    assert seen == []
    assert list(tmp_path.rglob("ran")) == []


NAMES = (
    "Makefile", ".envrc", "compose.yaml", "package.json", "package-lock.json", "pyproject.lock", "uv.lock", "Gemfile.lock", "go.mod",
    "Cargo.toml", "composer.json", "justfile", "Taskfile.yml", "kustomization.yaml", ".gitlab-ci.yml", "web.service", "Procfile",
    "Dockerfile", "run.sh", "a.py", "a.js", "a.rb", "a.go", "requirements.txt", "deno.json", ".nvmrc", ".gitignore",
)  # fmt: skip


def test_nobody_is_waited_for(tmp_path: Path) -> None:
    """Pipes, sockets' like and folders in the place of files: an opened pipe would wait for ever."""
    project = Project(tmp_path, {"rules/all.toml": FILES["rules/all.toml"], FILE: "PORT='8080' # c\n"})
    for number, name in enumerate(NAMES):
        place = project.folder / name
        if number % 3 == 2:
            place.mkdir()
        else:
            os.mkfifo(place)
    (project.folder / "sub").mkdir()
    for name in NAMES:
        os.mkfifo(project.folder / "sub" / name)
    for words in (("check", GATE), ("dialects", FILE), ("fix", "--check", "--unsafe-fixes")):
        said = project.start(*words)
        assert said.code in (0, 1, 2), said.text
        assert "envlint bug" not in said.text
    assert project.start("check", GATE).code == 0


def test_what_is_large_is_no_obstacle(tmp_path: Path) -> None:
    """A lock file of 64 MiB that is one long line, and one that is sparse: there are bounds for what is read."""
    project = Project(tmp_path, {"rules/all.toml": FILES["rules/all.toml"], FILE: 'PORT="8080" # c\n'})
    project.write({"package.json": '{"dependencies": {"dotenv": "^17"}}', "x.js": "require('dotenv').config()\n"})
    project.write({"package-lock.json": b'{"a": "' + b"x" * (17 << 20), "run.sh": b"docker run " + b"$( " * (1 << 19)})
    with (project.folder / "uv.lock").open("wb") as file:
        file.truncate(4 << 30)
    for words in (("check", GATE), ("dialects", FILE)):
        said = project.start(*words)
        assert said.code == 0, said.text
        assert "envlint bug" not in said.text


def test_evidence_without_end(tmp_path: Path) -> None:
    """Ten thousand files, each with a loader; what is said does not grow with them."""
    project = Project(tmp_path, {"rules/all.toml": FILES["rules/all.toml"], FILE: "PORT='8080' # c\n"})
    for number in range(10_000):
        folder = project.folder / f"f{number % 100}"
        folder.mkdir(exist_ok=True)
        (folder / f"{number}.sh").write_text(f"docker run --env-file ../{FILE} x\n", encoding="ascii")
    said = project.call("check", GATE)
    assert said.code == 1
    assert len(said.out) < 10_000
    assert project.call("check", GATE) == said
