"""Who else has the file: everybody on the machine, everybody with the repository."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from envlint.sources import custody, read_template

if TYPE_CHECKING:
    from pathlib import Path

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="makes repositories with git")
WHO = ("-c", "user.name=a", "-c", "user.email=a@example.org")


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(folder), *WHO, *words], check=True, capture_output=True)


def write(folder: Path, name: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("A=1\n")
    path.chmod(0o600)


def kinds(folder: Path, name: str) -> list[str]:
    return [notice.kind for notice in custody.notices(name, str(folder))]


@needs_git
def test_a_file_in_the_index_is_tracked(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    for name in (".env", "services/api/.env", ".env.local", ".env.example"):
        write(tmp_path, name)
    git(tmp_path, "add", ".env", "services", ".env.example")
    assert kinds(tmp_path, ".env") == ["tracked-secret-file"]
    assert kinds(tmp_path, str(tmp_path / ".env")) == ["tracked-secret-file"]
    assert kinds(tmp_path / "services", "api/.env") == ["tracked-secret-file"]
    assert kinds(tmp_path, ".env.local") == []
    assert kinds(tmp_path, ".env.example") == []


@needs_git
def test_in_a_worktree_git_is_a_file(tmp_path: Path) -> None:
    main, other = tmp_path / "main", tmp_path / "other"
    main.mkdir()
    git(main, "init", "-q")
    write(main, ".env")
    git(main, "add", "--all")
    git(main, "commit", "-q", "-m", "x")
    git(main, "worktree", "add", "-q", str(other), "-b", "b")
    assert (other / ".git").is_file()
    write(other, "new.env")
    (other / ".env").chmod(0o600)
    assert kinds(other, ".env") == ["tracked-secret-file"]
    assert kinds(other, "new.env") == []


@needs_git
@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_link_is_tracked_if_what_it_leads_to_is(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    write(tmp_path, "shared/real.env")
    (tmp_path / ".env").symlink_to("shared/real.env")
    git(tmp_path, "add", "shared")
    assert kinds(tmp_path, ".env") == ["tracked-secret-file"]


@pytest.mark.parametrize("content", [None, b"", b"gitdir: nowhere\n", b"gitdir: a\0b", b"\xff\xfe", b"DIRC"])
def test_a_broken_repository_says_nothing(tmp_path: Path, content: bytes | None) -> None:
    write(tmp_path, ".env")
    if content is None:
        (tmp_path / ".git").mkdir()
        (tmp_path / ".git" / "index").write_bytes(b"no index")
    else:
        (tmp_path / ".git").write_bytes(content)
    assert kinds(tmp_path, ".env") == []


@pytest.mark.skipif(os.name != "posix", reason="modes")
@pytest.mark.parametrize(("mode", "told"), [(0o600, []), (0o664, []), (0o666, ["mode 0666"]), (0o602, ["mode 0602"])])
def test_files_that_all_may_write(tmp_path: Path, mode: int, told: list[str]) -> None:
    write(tmp_path, ".env")
    (tmp_path / ".env").chmod(mode)
    notices = read_template(".env", str(tmp_path)).notices
    assert [(notice.kind, notice.detail, notice.start) for notice in notices] == [
        ("file-permissions", detail, -1) for detail in told
    ]


@pytest.mark.parametrize(
    ("name", "invented"),
    [
        (".env.example", True),
        ("env.dist", True),
        (".env_template", True),
        ("prod.sample.env", True),
        (".env-Example", True),
        (".env.test", True),
        (".env.ci", True),
        ("testing.env", True),
        (".env.latest", False),
        (".env", False),
        (".env.production", False),
        ("distribution.env", False),
    ],
)
def test_templates_and_fixtures_are_known_by_their_names(name: str, invented: bool) -> None:
    assert custody.is_invented(name) is invented
