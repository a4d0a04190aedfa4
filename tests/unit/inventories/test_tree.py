from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envlint.formats import git_index
from envlint.inventories.ignored import Ignored
from envlint.inventories.tree import listing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Git = Callable[..., str]

posix = pytest.mark.skipif(os.name != "posix", reason="POSIX links and file kinds")
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="compares with git's own list")


def write(root: Path, *paths: str, text: str = "x\n") -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def git_in(root: Path, *words: str) -> str:
    identity = ("-c", "user.name=n", "-c", "user.email=n@example.org", "-c", "protocol.file.allow=always")
    done = subprocess.run(["git", *identity, *words], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    root.mkdir()
    git_in(root, "init", "-q")
    return root


def offered(root: Path) -> list[str]:
    """Return git's own list: what it tracks and what it would offer to add."""
    return sorted(filter(None, git_in(root, "ls-files", "-z", "-co", "--exclude-standard").split("\0")))


def test_without_git_everything_but_what_is_ignored(tmp_path: Path) -> None:
    write(tmp_path, "a.go", "sub/b.py", "sub/deep/c.sh", "logs/x.txt", "sub/d.tmp", "sub/keep.tmp")
    write(tmp_path, ".gitignore", text="logs/\n*.tmp\n")
    write(tmp_path, "sub/.gitignore", text="!keep.tmp\n")
    assert listing(str(tmp_path)).paths == (
        ".gitignore",
        "a.go",
        "sub/.gitignore",
        "sub/b.py",
        "sub/deep/c.sh",
        "sub/keep.tmp",
    )


@needs_git
@pytest.mark.parametrize("version", ["2", "4"])
def test_the_list_is_git_s(repository: Path, version: str) -> None:
    write(repository, "main.go", "pkg/a.go", "pkg/deep/b.go", "tracked.log", "é/ü.py")
    write(repository, ".gitignore", text="*.log\n/out/\n!wanted.log\npkg/**/gone\n\\#odd\ntrail \n[bad\n")
    write(repository, "pkg/.gitignore", text="*.txt\n!keep.txt\n/only-here\n")
    git_in(repository, "add", "-f", ".")
    git_in(repository, "update-index", "--index-version", version)
    write(repository, "new.go", "x.log", "wanted.log", "out/o.go", "pkg/no.txt", "pkg/keep.txt", "pkg/only-here")
    write(repository, "pkg/deep/only-here", "pkg/deep/gone", "#odd", "trail", "fresh/a/b.go", "fresh/x.log")
    write(repository, "excluded.me")
    (repository / ".git/info/exclude").write_text("excluded.*\n")
    (repository / "pkg/a.go").unlink()
    assert list(listing(str(repository)).paths) == [path for path in offered(repository) if path != "pkg/a.go"]


@needs_git
def test_a_folder_below_the_top_has_the_rules_and_the_index_of_the_top(repository: Path) -> None:
    write(repository, "services/api/main.go", "services/api/kept.log", "services/web/a.ts")
    write(repository, ".gitignore", text="*.log\n/services/api/tmp\n")
    git_in(repository, "add", "-f", ".")
    write(repository, "services/api/new.go", "services/api/no.log", "services/api/tmp/x.go")
    assert listing(str(repository / "services/api")).paths == ("kept.log", "main.go", "new.go")
    assert listing(str(repository), "services/api").paths == (
        "services/api/kept.log",
        "services/api/main.go",
        "services/api/new.go",
    )


@needs_git
def test_a_folder_that_the_repository_around_ignores_is_a_project_of_its_own(repository: Path) -> None:
    write(repository, ".gitignore", text="scratch/\n")
    write(repository, "scratch/demo/main.go", "scratch/demo/x.log")
    write(repository, "scratch/demo/.gitignore", text="*.log\n")
    assert listing(str(repository / "scratch/demo")).paths == (".gitignore", "main.go")


@needs_git
def test_a_worktree_and_a_submodule(repository: Path, tmp_path: Path) -> None:
    write(repository, "a.go", "b.go")
    git_in(repository, "add", ".")
    git_in(repository, "commit", "-qm", "one")
    git_in(repository, "worktree", "add", "-q", str(tmp_path / "other"))
    (repository / ".git/info/exclude").write_text("local.*\n")
    write(tmp_path / "other", "c.go", "local.txt")
    assert listing(str(tmp_path / "other")).paths == ("a.go", "b.go", "c.go")

    git_in(repository, "submodule", "add", "-q", str(tmp_path / "other"), "lib/other")
    git_in(repository, "clone", "-q", str(tmp_path / "other"), "scratch")
    tree = listing(str(repository))
    assert tree.paths == (".gitmodules", "a.go", "b.go")
    assert tree.skipped == (("lib/other/", "a repository of its own"), ("scratch/", "a repository of its own"))
    assert listing(str(repository / "lib/other")).paths == ("a.go", "b.go")


@needs_git
def test_what_nobody_writes_by_hand(repository: Path) -> None:
    write(repository, "build/Dockerfile", "dist/index.js", "dist/run.sh", "cmd/build/main.go", "vendor/x/x.go")
    write(repository, "web/app.min.js", "web/app.js", "web/app.js.map", "go.sum", "logo.PNG", "png", "lib/target/a.rs")
    git_in(repository, "add", ".")
    write(
        repository, "node_modules/a/index.js", "app/build/out.js", "__pycache__/a.py", ".venv/lib/a.py", "target/x.rs"
    )
    tree = listing(str(repository))
    assert tree.paths == (
        "build/Dockerfile",
        "cmd/build/main.go",
        "dist/run.sh",
        "lib/target/a.rs",
        "png",
        "web/app.js",
    )
    assert tree.skipped == (
        ("app/build/", "build output"),
        ("dist/index.js", "build output"),
        ("go.sum", "lock file"),
        ("node_modules/", "vendored"),
        ("target/", "build output"),
        ("vendor/", "vendored"),
        ("web/app.js.map", "minified or generated"),
        ("web/app.min.js", "minified or generated"),
    )


def test_the_part_below_a_folder(tmp_path: Path) -> None:
    write(tmp_path, "api/a.go", "api/z/b.go", "api-docs/c.md", "api.md", "web/node_modules/x.js", "web/d.ts")
    tree = listing(str(tmp_path))
    assert tree.below("api").paths == ("api/a.go", "api/z/b.go")
    assert tree.below("api/").read("api/a.go") == b"x\n"
    assert tree.below("web").skipped == (("web/node_modules/", "vendored"),)
    assert tree.below("api").skipped == ()
    assert tree.below(".").paths == tree.below("").paths == tree.paths
    assert tree.below("ap").paths == ()


def test_reading(tmp_path: Path) -> None:
    write(tmp_path, "a/small.txt", text="é\n")
    write(tmp_path, "exact.txt", text="x" * 100)
    write(tmp_path, "empty.txt", text="")
    tree = listing(str(tmp_path))
    assert tree.read("a/small.txt") == "é\n".encode()
    assert tree.read("empty.txt") == b""
    assert tree.read("exact.txt", 100) == b"x" * 100
    assert tree.skipped == ()
    assert tree.read("exact.txt", 99) is None
    assert tree.skipped == (("exact.txt", "larger than 512 KiB"),)
    for other in ("a", "", ".", "no.txt", "a/no.txt", "a\0b", "x" * 5000):
        assert tree.read(other) is None


@posix
def test_links(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    write(outside, "secret.txt", "folder/f.txt")
    write(root, "real.txt", "deep/x.txt", ".hidden/target.txt", "vendor/v.txt", ".git/config")
    write(root, ".gitignore", text=".hidden/\n")
    links = {
        "escape.txt": outside / "secret.txt",
        "escape-folder": outside / "folder",
        "twin.txt": "real.txt",
        "deep/up.txt": "../.hidden/target.txt",
        "second-up.txt": ".hidden/target.txt",
        "loop": ".",
        "circle-a": "circle-b",
        "circle-b": "circle-a",
        "nothing": "gone.txt",
        "vendored.txt": "vendor/v.txt",
        "config": ".git/config",
        "absolute.txt": root / "real.txt",
    }
    for name, target in links.items():
        (root / name).symlink_to(target)
    tree = listing(str(root))
    assert tree.paths == (".gitignore", "deep/up.txt", "deep/x.txt", "real.txt")
    elsewhere = "a link that leads out of the project"
    assert [path for path, why in tree.skipped if why == elsewhere] == ["escape-folder", "escape.txt"]
    assert tree.read("deep/up.txt") == b"x\n"
    for path in ("escape.txt", "escape-folder/f.txt", "../outside/secret.txt", str(outside / "secret.txt"), "circle-a"):
        assert tree.read(path) is None
    # A listed file that became a link afterwards, and a folder that did.
    (root / "real.txt").unlink()
    (root / "real.txt").symlink_to(outside / "secret.txt")
    assert tree.read("real.txt") is None


@posix
def test_pipes_and_sparse_files_neither_hang_nor_fill_the_memory(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with open(tmp_path / "huge.txt", "wb") as file:
        file.truncate(4 << 30)
    tree = listing(str(tmp_path))
    assert tree.paths == ("huge.txt",)
    assert tree.read("pipe") is None
    assert tree.read("huge.txt") is None


@posix
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read(tmp_path: Path) -> None:
    write(tmp_path, "closed/a.txt", "b.txt")
    (tmp_path / "b.txt").chmod(0)
    (tmp_path / "closed").chmod(0)
    tree = listing(str(tmp_path))
    (tmp_path / "closed").chmod(0o700)
    assert tree.paths == ("b.txt",)
    assert tree.skipped == (("closed/", "cannot be listed"),)
    assert tree.read("b.txt") is None


@posix
def test_a_name_that_is_no_text_is_left_out_and_said(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    try:
        os.close(os.open(os.fsencode(tmp_path) + b"/b\xff.txt", os.O_CREAT | os.O_WRONLY))
    except OSError:
        pytest.skip("this file system takes UTF-8 only")
    tree = listing(str(tmp_path))
    assert tree.paths == ("a.txt",)
    assert tree.skipped == (("b\ufffd.txt", "its name is not UTF-8"),)


def test_the_signature_tells_of_every_change(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.txt")
    seen = {listing(str(tmp_path)).signature()}
    assert listing(str(tmp_path)).signature() in seen
    for change in (
        lambda: write(tmp_path, "c.txt"),
        lambda: write(tmp_path, "a.txt", text="longer"),
        lambda: os.utime(tmp_path / "b.txt", ns=(1, 1)),
        lambda: (tmp_path / "c.txt").rename(tmp_path / "d.txt"),
    ):
        change()
        signature = listing(str(tmp_path)).signature()
        assert signature not in seen
        seen.add(signature)


@pytest.mark.parametrize("broken", ["", "gitdir: /nowhere/at/all", "gitdir: .", "\0\0", "gitdir: " + "x" * 5000])
def test_a_repository_that_is_none(tmp_path: Path, broken: str) -> None:
    write(tmp_path, "a.txt", "b.log")
    write(tmp_path, ".gitignore", text="*.log\n")
    (tmp_path / ".git").write_text(broken)
    assert listing(str(tmp_path)).paths == (".gitignore", "a.txt")


def test_a_deep_nest_is_walked_as_far_as_the_system_goes(tmp_path: Path) -> None:
    here = os.getcwd()
    try:
        os.chdir(tmp_path)
        for _ in range(60):
            os.mkdir("n" * 100)
            os.chdir("n" * 100)
        write_here = os.open("f.txt", os.O_CREAT | os.O_WRONLY)
        os.close(write_here)
    finally:
        os.chdir(here)
    tree = listing(str(tmp_path))
    assert [why for _, why in tree.skipped] == ["cannot be listed"]


def test_hostile_ignore_rules_take_no_time(tmp_path: Path) -> None:
    write(tmp_path, ".gitignore", text="*a" * 30 + "b\n" + "**/" * 200 + "x\n" + "[" * 50 + "\n")
    write(tmp_path, "a" * 200)
    assert len(listing(str(tmp_path)).paths) == 2


@given(st.lists(st.text("ab*?[]!\\/# -^.", max_size=12), max_size=6))
def test_any_rules_have_an_answer(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    root = tmp_path_factory.mktemp("rules")
    write(root, ".gitignore", text="\n".join(lines))
    assert Ignored(str(root))("a/b") in (True, False)


@needs_git
@pytest.mark.parametrize("digest", ["sha1", "sha256"])
@pytest.mark.parametrize("version", ["2", "4"])
def test_entries_of_an_index(tmp_path: Path, digest: str, version: str) -> None:
    git_in(tmp_path, "init", "-q", f"--object-format={digest}")
    write(tmp_path, "a.txt", "long/" + "n" * 200 + "/b.txt", text="12345")
    os.utime(tmp_path / "a.txt", ns=(0, 1_600_000_000_123_456_789))
    git_in(tmp_path, "add", ".")
    git_in(tmp_path, "update-index", "--index-version", version)
    first, _ = git_index.entries((tmp_path / ".git/index").read_bytes())
    blob = git_in(tmp_path, "hash-object", "a.txt").strip()
    assert first == (b"a.txt", 5, 1_600_000_000_123_456_789, blob)


@needs_git
def test_a_path_too_long_for_its_flags(tmp_path: Path) -> None:
    git_in(tmp_path, "init", "-q")
    names = ["a", *("d/" * half + "f" for half in (2046, 2047, 2048, 2060)), "z"]
    for name in names:
        git_in(tmp_path, "update-index", "--add", "--cacheinfo", f"100644,{'1' * 40},{name}")
    index = (tmp_path / ".git/index").read_bytes()
    assert sorted(git_index.files(index)) == sorted(name.encode() for name in names)
    assert git_index.tracks(index, names[3].encode())


@given(st.binary(max_size=300), st.sampled_from([2, 3, 4, 5]), st.integers(0, 2**32 - 1))
def test_any_bytes_are_an_index_of_some_files_or_none(rest: bytes, version: int, count: int) -> None:
    index = b"DIRC" + version.to_bytes(4, "big") + count.to_bytes(4, "big") + rest
    assert len(list(git_index.entries(index))) <= len(git_index.files(index)) <= len(rest)
