"""Runs envlint on small projects, in this process or in one of its own, and keeps all that it wrote anywhere."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unittest import mock

from envlint.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT = Path(__file__).parent.parent.parent
HANG = 60
"""Seconds after which a process counts as hanging: a guard, far above what anything takes."""


class Said(NamedTuple):
    """What one command said."""

    code: int
    out: bytes
    err: bytes

    @property
    def text(self) -> str:
        """Both streams together."""
        return (self.out + self.err).decode("utf-8")


class Project:
    """A folder with a project, and beside it the home, the cache and the folder for temporary files of its user."""

    def __init__(self, folder: Path, files: Mapping[str, str | bytes] | None = None) -> None:
        self.folder = folder / "project"
        self.cache = folder / "cache"
        self.temporary = folder / "tmp"
        for each in (self.folder, self.cache, self.temporary, folder / "home"):
            each.mkdir(parents=True)
        self.environ = {
            "HOME": str(folder / "home"),
            "LC_ALL": "C.UTF-8",
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "TMPDIR": str(self.temporary),
            "XDG_CACHE_HOME": str(self.cache),
        }
        self.write(files or {})

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files of the project, by their path in it."""
        for name, content in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content)

    def call(self, *words: str, environ: Mapping[str, str] | None = None, stdin: bytes = b"") -> Said:
        """Run a command in this process: the same answer in a fraction of the time."""
        streams = [io.TextIOWrapper(io.BytesIO(given), encoding="utf-8") for given in (stdin, b"", b"")]
        with (
            _in(self.folder),
            mock.patch.dict(os.environ, {**self.environ, **(environ or {})}, clear=True),
            mock.patch.multiple(sys, stdin=streams[0], stdout=streams[1], stderr=streams[2]),
        ):
            code = main(words)
            out, err = (stream.buffer.getvalue() for stream in streams[1:])
        return Said(code, out, err)

    def start(
        self, *words: str, environ: Mapping[str, str] | None = None, stdin: bytes = b"", before: Sequence[str] = ()
    ) -> Said:
        """Run a command in a process of its own, behind the words of ``before``."""
        done = subprocess.run(
            [*before, sys.executable, "-m", "envlint", *words],
            cwd=self.folder,
            env={**self.environ, **(environ or {})},
            input=stdin,
            capture_output=True,
            timeout=HANG,
            check=False,
        )
        return Said(done.returncode, done.stdout, done.stderr)

    def written(self, given: Mapping[str, str | bytes], *, cache: bool = True) -> dict[str, bytes]:
        """Return every file that was not given: reports, the baseline, the cache, what lies among temporary files."""
        found = {}
        for folder in (self.folder, self.temporary, *([self.cache] if cache else [])):
            for path in sorted(folder.rglob("*")):
                if path.is_file() and not (folder is self.folder and str(path.relative_to(folder)) in given):
                    found[str(path)] = path.read_bytes()
        return found


@contextmanager
def _in(folder: Path) -> Iterator[None]:
    before = os.open(".", os.O_RDONLY)
    os.chdir(folder)
    try:
        yield
    finally:
        os.fchdir(before)
        os.close(before)
