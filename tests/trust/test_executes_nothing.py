"""envlint runs nothing, calls nobody, writes nowhere but in its cache, and leaves its environment as it was."""

from __future__ import annotations

import os
import re
import shutil
import sys
from typing import TYPE_CHECKING

import pytest
from harness import Project

from envlint.cli import main

if TYPE_CHECKING:
    from pathlib import Path

IN_CI = bool(os.environ.get("CI"))  # asked for here: the tests themselves run without it
FILES = {
    "rules/all.toml": "[PORT]\ntype = 'port'\n[TOKEN]\ntype = 'secret'\n[HOST]\npattern = '[a-z.]+'\n",
    ".env.production": "PORT=$(id)\nTOKEN='`id`'\nURL=http://example.com/${PORT}\nHOST=example.com\n",
    ".env.example": "TOKEN=x\n",
}
CALLS = (
    "execve,execveat,fork,vfork,clone,clone3,ptrace,kill,socket,connect,bind,sendto,open,openat,creat,truncate,"
    "rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,link,linkat,symlink,symlinkat,chmod,fchmodat"
)
OPENED_TO_WRITE = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC")
PATH = re.compile(r'"((?:[^"\\]|\\.)*)"')
COMMANDS = (
    ("check", "--env=production"),
    ("check", "--env=production", "--format=json"),
    ("resolve", "--env=production"),
    ("status", "--env=production"),
    ("explain", "TOKEN", "--env=production"),
    ("rules",),
    ("dialects",),
    ("dialects", ".env.production", "--all", "--reveal"),
)


@pytest.mark.parametrize("warm", [False, True], ids=["cold", "warm"])
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_system_calls(words: tuple[str, ...], warm: bool, tmp_path: Path) -> None:
    strace = shutil.which("strace")
    if strace is None:
        assert not IN_CI, "strace is not installed"
        pytest.skip("strace is not installed")
    project = Project(tmp_path, FILES)
    if warm:
        project.start(*words)
    log = tmp_path / "calls"
    before = (strace, "-f", "-qq", "-s", "4096", "-e", f"trace={CALLS}", "-o", str(log))
    said = project.start(*words, before=before, environ={"PYTHONDONTWRITEBYTECODE": "1"})
    calls = [line.split(None, 1)[1] for line in log.read_text(encoding="utf-8").splitlines()]
    assert said.code in (0, 1), said.text
    assert calls[0].startswith("execve(")
    others = [call for call in calls[1:] if not call.startswith(("open", "+++", "---"))]
    assert [call for call in others if not _in_cache(call, project)] == []
    written = [call for call in calls if call.startswith("open") and OPENED_TO_WRITE.search(call)]
    assert [call for call in written if not _in_cache(call, project)] == []
    assert bool(written) is not warm


def _in_cache(call: str, project: Project) -> bool:
    paths = PATH.findall(call)
    return (
        bool(paths) and not call.startswith(("exec", "socket")) and all(_below(path, project.cache) for path in paths)
    )


def _below(path: str, folder: Path) -> bool:
    return os.path.normpath(path).startswith(str(folder))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_nothing_is_executed_or_called(words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same as the interpreter tells it, where there is no strace; the cache is full, so that nothing is written."""
    project = Project(tmp_path, FILES)
    project.call(*words)
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
    assert project.call(*words).code in (0, 1)
    assert seen == []


_WATCHING: list[list[str]] = []
_FORBIDDEN = (
    "subprocess", "os.system", "os.exec", "os.fork", "os.spawn", "os.posix_spawn", "os.startfile", "socket", "shutil",
    "os.remove", "os.rename", "os.mkdir", "os.chmod", "os.truncate", "tempfile", "urllib", "webbrowser", "pty",
)  # fmt: skip


def _audit(event: str, given: tuple[object, ...]) -> None:
    for seen in _WATCHING:
        opened = event == "open" and isinstance(given[2], int) and given[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if opened or event.startswith(_FORBIDDEN):
            seen.append(f"{event} {given!r}")


sys.addaudithook(_audit)
