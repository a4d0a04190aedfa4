"""Other tools that validate ``.env`` files: where they are, which version, and how each is asked.

None of them is a dependency of envlint; install them in a folder of their own (``pip install dotenv-linter``,
``pip install envdrift``, ``npm install varlock``) and put it on PATH or pass the program's path.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from measure import Command

if TYPE_CHECKING:
    import argparse

WORDS = {
    "dotenv-linter": ("lint",),
    "envdrift": ("validate", ".env", "--schema", "shop_settings:Settings", "--ci", "--no-check-encryption"),
    "varlock": ("load",),
}
"""How each tool is asked about the ``.env`` of a folder; dotenv-linter takes the file as one more word."""


@dataclass(frozen=True)
class Peer:
    """An installed tool. ``folder`` is where its program lies: the interpreter it needs may lie beside it."""

    name: str
    program: Path
    version: str

    def command(self, folder: Path, *words: str, expected: tuple[int, ...] = (0,)) -> Command:
        """Return the command that asks the tool about the environment in a folder."""
        argv = [str(self.program), *WORDS[self.name], *words]
        return Command(argv, folder, {"PATH": _path(self.program)}, expected)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add an option for the path of each tool."""
    for name in WORDS:
        parser.add_argument(f"--{name}", metavar="PROGRAM", help=f"path of {name} (default: the one on PATH)")


def installed(options: argparse.Namespace) -> tuple[list[Peer], list[str]]:
    """Return the tools that are there and the names of those that are not."""
    given = {name: getattr(options, name.replace("-", "_")) or shutil.which(name) for name in WORDS}
    there = [Peer(name, Path(path).absolute(), _version(Path(path).absolute())) for name, path in given.items() if path]
    return there, [name for name, path in given.items() if not path]


def _path(program: Path) -> str:
    return f"{program.parent}{os.pathsep}{os.environ.get('PATH', '')}"


def _version(program: Path) -> str:
    """Return the version a tool gives of itself."""
    environ = {**os.environ, "PATH": _path(program), "NO_COLOR": "1"}
    done = subprocess.run([str(program), "--version"], env=environ, capture_output=True, text=True, check=False)
    found = re.search(r"\d+(\.\d+)+", done.stdout + done.stderr)
    return found.group() if found else "?"
