"""Looking for files never leaves the project, whatever its links say, and stays quick however many there are."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from envlint.inventories.tree import listing

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name != "posix", reason="POSIX links and file kinds")

# What is opened once the modules are loaded; the interpreter itself tells.
WATCHED = """
import os, sys
from envlint.inventories.tree import listing
listing(sys.argv[2]).read("a")  # loads what is loaded late
opened = []
sys.addaudithook(lambda event, args: opened.append(args[0]) if event in ("open", "os.scandir", "os.listdir") else None)
tree = listing(sys.argv[1])
for path in (*tree.paths, *sys.argv[3:]):
    tree.read(path)
tree.signature()
print(*(os.path.realpath(path) for path in opened), sep="\\n")
"""


def test_nothing_outside_the_root_is_opened(tmp_path: Path) -> None:
    root, outside, warm = tmp_path / "root", tmp_path / "outside", tmp_path / "warm"
    for folder in (root / "sub", outside / "folder", warm):
        folder.mkdir(parents=True)
    for path in (root / "sub/a.txt", outside / "secret", outside / "folder/.gitignore", warm / "a"):
        path.write_text("x\n")
    (warm / ".gitignore").write_text("*.log\n")
    for name, target in {
        "file": outside / "secret",
        "folder": outside / "folder",
        "loop": root,
        "sub/up": "../..",
        "sub/.gitignore": outside / "secret",
        ".gitignore": outside / "secret",
        "chain": "link",
        "link": outside / "secret",
        "circle": "circle",
        "null": "/dev/null",
        "passwd": "/etc/passwd",
    }.items():
        (root / name).symlink_to(target)
    os.mkfifo(root / "pipe")
    asked = [
        "../outside/secret",
        str(outside / "secret"),
        "folder/.gitignore",
        "chain",
        "sub/up/outside/secret",
        "pipe",
    ]
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(root), str(warm), *asked, "null", "circle", "file", "passwd"],
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    opened = done.stdout.split()
    assert str(root / "sub/a.txt") in opened
    assert [path for path in opened if not f"{path}/".startswith(f"{root}/")] == []


def test_a_hundred_thousand_files(tmp_path: Path) -> None:
    root = tmp_path / "many"
    for folder in range(100):
        (root / str(folder)).mkdir(parents=True)
        first = root / f"{folder}/0.py"
        first.touch()
        for number in range(1, 1000):
            os.link(first, f"{root}/{folder}/{number}.py")  # ten times as fast as new files
    (root / ".gitignore").write_text("*.log\nout/\n")
    start = time.process_time()
    tree = listing(str(root))
    assert time.process_time() - start < 10
    assert len(tree.paths) == 100_001
    shutil.rmtree(root)
