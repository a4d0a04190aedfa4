"""Code that means harm, or on which envlint breaks: it takes no more time than other code, and hides no other file."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest
from harness import Project

from envlint.inventories.code.unit import Unit

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = 20
"""Of processor time: far above what any of these takes, far below what it took when it did not grow evenly."""
SIZE = 64 * 1024
PYTHON = 'import os\nos.getenv("GOOD")\n'


def _deep(left: str, right: str = "", read: str = 'os.getenv("A")') -> str:
    count = SIZE // len(left + right)
    return PYTHON + "x = " + left * count + read + right * count + "\n"


CODE = {
    "parentheses": ("py", _deep("(", ")")),
    "calls": ("py", _deep("os.getenv(", ")")),
    "brackets that nobody closes": ("py", _deep("[{(")),
    "assignments": ("py", _deep("x = ")),
    "alternatives": ("py", _deep("os.getenv('B') or ")),
    "members": ("py", _deep("a.")),
    "minus signs": ("py", _deep("-")),
    "one line": ("py", PYTHON + ";".join(f'os.getenv("A{n}")' for n in range(SIZE // 16))),
    "constants in a chain": (
        "py",
        PYTHON + "".join(f"X{n} = X{n + 1}\ny = os.getenv(X{n})\n" for n in range(SIZE // 32)),
    ),
    "constants in a circle": ("py", PYTHON + "A = B\nB = A\nC = A + B\n" * (SIZE // 20) + "os.getenv(C)\n"),
    "a name that is defined by itself": (
        "ex",
        'System.get_env("GOOD")\nEnum.map([' + "x = " * 300 + '"A"], fn x -> System.get_env(x) end)\n',
    ),
    "names that multiply": (
        "py",
        PYTHON + "".join(f"N{n} = N{n + 1}\n" * 20 for n in range(30)) + "os.getenv(N0)\n",
    ),
    "wrappers in a circle": (
        "py",
        PYTHON + "".join(f"def f{n}(k):\n    return os.getenv(k) or f{(n + 1) % 500}(k)\n" for n in range(500)),
    ),
    "calls of one wrapper": (
        "py",
        PYTHON + "def get(k):\n    return os.getenv(k)\n" + "".join(f'get("A{n}")\n' for n in range(SIZE // 13)),
    ),
    "template strings": (
        "js",
        "process.env.GOOD;\nprocess.env[" + "`${" * (SIZE // 6) + "x" + "}`" * (SIZE // 6) + "]\n",
    ),
    "quotes": ("go", 'package main\nimport "os"\nvar g = os.Getenv("GOOD")\nvar x = ' + '"' * SIZE + "\n"),
}


@pytest.mark.parametrize("name", CODE)
def test_time(name: str, tmp_path: Path) -> None:
    suffix, text = CODE[name]
    good = {"py": PYTHON, "ex": 'System.get_env("GOOD")\n', "js": "process.env.GOOD\n", "go": CODE["quotes"][1][:60]}
    project = Project(tmp_path, {f"bad.{suffix}": text, f"good.{suffix}": good[suffix]})
    start = time.process_time()
    said = project.call("scan", "--format=json")
    assert time.process_time() - start < SECONDS
    assert (said.code, b"envlint bug" in said.err) == (0, False), said.err
    places = [read["path"] for read in json.loads(said.out)["reads"] if read["name"] == "GOOD"]
    assert f"good.{suffix}" in places
    assert f"bad.{suffix}" in places or f"bad.{suffix}" in json.loads(said.out)["files"]["unparsed"]


def test_modules_that_import_each_other(tmp_path: Path) -> None:
    files = {
        f"m{n}.ts": f"export * from './m{(n + 1) % 40}';\nexport {{ get as g{n} }} from './m0';\n" for n in range(40)
    }
    files["m0.ts"] += "export const get = (k: string) => process.env[k];\n"
    files["main.ts"] = "import { get } from './m36';\nget('GOOD');\n"
    start = time.process_time()
    said = Project(tmp_path, files).call("scan")
    assert time.process_time() - start < SECONDS
    assert b"GOOD" in said.out


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project of two files, one of which breaks envlint."""
    arguments = Unit.arguments

    def breaking(self: Unit, call: object) -> object:
        if self.path.startswith("bad"):
            raise ValueError("cannot digest it")
        return arguments(self, call)  # type: ignore[arg-type]

    monkeypatch.setattr(Unit, "arguments", breaking)
    return Project(
        tmp_path, {"bad.py": PYTHON, "good.py": PYTHON, "good.js": "process.env.OTHER\n", ".env.example": ""}
    )


def test_a_fault_in_one_file_hides_no_other(broken: Project) -> None:
    said = broken.call("scan")
    assert said.code == 2
    assert b"good.py:2" in said.out
    assert b"OTHER" in said.out
    assert b"bad.py: envlint bug: ValueError at envlint/" in said.err
    said = broken.call("scan", "--format=json")
    assert [read["path"] for read in json.loads(said.out)["reads"]] == ["good.js", "good.py"]
    assert "bad.py: envlint bug" in json.loads(said.out)["errors"][0]


def test_a_fault_in_one_file_is_no_pass(broken: Project) -> None:
    said = broken.call("drift", "--format=json")
    report = json.loads(said.out)
    assert (said.code, report["verdict"]) == (2, "none")
    assert {finding["variable"] for finding in report["findings"]} == {"GOOD", "OTHER"}
    assert "envlint bug" in report["errors"][0]["message"]
    assert report["errors"][0]["location"]["path"] == "bad.py"
    for command in ("docs", "template", "fix", "init"):
        assert broken.call(command).code == 2
    assert (broken.folder / ".env.example").read_bytes() == b""
    assert not (broken.folder / "rules").exists()
