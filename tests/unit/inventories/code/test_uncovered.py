"""What code is there that nobody looks at: other languages that ask for the environment, and absent submodules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from envlint.inventories.code.uncovered import not_covered
from envlint.inventories.tree import listing

if TYPE_CHECKING:
    from pathlib import Path


def told(root: Path, files: dict[str, str]) -> tuple[str, ...]:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return not_covered(listing(str(root)))


@pytest.mark.parametrize(
    ("path", "text", "language"),
    [
        ("a.pl", "print $ENV{HOME};\n", "Perl"),
        ("a.ps1", "Write-Host $env:HOME\n", "PowerShell"),
        ("a.lua", "os.getenv('A')\n", "Lua"),
        ("a.tcl", "puts $env(A)\n", "Tcl"),
        ("a.scala", 'sys.env("A")\n', "Scala"),
        ("a.dart", "String.fromEnvironment('A')\n", "Dart"),
        ("a.coffee", "process.env.A\n", "CoffeeScript"),
        ("a.hs", 'lookupEnv "A"\n', "Haskell"),
        ("a.swift", "ProcessInfo.processInfo.environment\n", "Swift"),
        ("a.r", "Sys.getenv('A')\n", "R"),
    ],
)
def test_a_language_that_asks_for_the_environment(tmp_path: Path, path: str, text: str, language: str) -> None:
    assert told(tmp_path, {path: text}) == (f"{language} (1 file)",)


@pytest.mark.parametrize(
    "path", ["build.bat", "build.cmd", "a.pl.txt", "tests/a.pl", "examples/a.lua", "a_test.go", "env.py"]
)
def test_other_files_hide_nothing(tmp_path: Path, path: str) -> None:
    assert told(tmp_path, {path: "%ENV{X} getenv\n"}) == ()


def test_a_file_without_a_word_of_the_environment_hides_nothing(tmp_path: Path) -> None:
    assert told(tmp_path, {"a.ps1": "Write-Host 'the inventory'\n", "b.lua": "print(1)\n"}) == ()


def test_submodules_that_are_not_checked_out(tmp_path: Path) -> None:
    modules = "".join(f'[submodule "{path}"]\n\tpath = {path}\n\turl = x\n' for path in ("api", "web", "docs/theme"))
    (tmp_path / "api").mkdir()
    found = told(tmp_path, {".gitmodules": modules, "web/main.go": "package main\n"})
    assert found == ("submodule api (not checked out)",)
