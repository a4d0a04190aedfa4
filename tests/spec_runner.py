r"""Runs Markdown: every ``console`` block of a page is a test, in a project made of the file blocks above it.

A file is a fenced block with a language and a path; an envlint command and all it says is a ``console`` block::

    ```dotenv .env.production
    PORT=http
    ```

    ```console
    $ envlint check --env production
    error[ENV102] ...
    [stderr]
    a line of stderr
    [exit 1]
    ```

- Each console block gets a new folder. It holds the files of its own section and of the sections around it, as far as
  they stand above it; a later block with the same path replaces an earlier one.
- After ``$ envlint`` come the lines of stdout, then ``[stderr]`` and the lines of stderr if there are any, then
  ``[exit CODE]``. ``$ NAME=value envlint ...`` sets a variable for one command. The environment holds nothing but what
  ``environment`` below gives.
- Any other command (``$ git init -q``, ``$ rm .env``) prepares the folder for the next: it is run by ``sh``, must
  succeed, and its output is not kept.
- Behind the path may stand ``escapes``: in this block ``\r \n \t \0 \\ \xff \u200b`` mean the character, or the byte,
  that Markdown cannot show; a lone backslash at the end takes the last newline away. ``mode=644`` sets permissions.
- A block ``sql database.sql`` is no file of the project: it is what a real database holds while the commands run. Each
  console block gets a new one, on a server of the test session. In the files of the project, ``/run/postgresql`` stands
  for the folder of that server's socket and ``shop``, where it is a database's name, for the database:
  ``DATABASE_URL=postgresql:///shop?host=/run/postgresql``, or ``PGHOST=/run/postgresql`` and ``PGDATABASE=shop``. The
  user, of whom nothing need be said, may read all tables and may create databases. Output holds neither name, and the
  server's version is written as 15.4 or 15, whatever it is.
  Where PostgreSQL is not installed, such a page is skipped, in CI it is an error.

``pytest --update-specs`` writes what the commands say now into the pages. Read the diff: it is the review.
"""

from __future__ import annotations

import getpass
import io
import os
import re
import shlex
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unittest import mock

from envlint.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postgres_server import Server

ROOT = Path(__file__).parent.parent
CHECKS = ROOT / "envlint" / "checks"
SPECS = ROOT / "tests" / "specs"
HEADING = re.compile(r"(#{1,6}) (.+)")
FENCE = re.compile(r"(`{3,})([^`]*)")
ASSIGNMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*=")
ESCAPE = re.compile(r"\\(x[0-9a-f]{2}|u[0-9a-f]{4}|[rnt0\\])")
DATABASE = "database.sql"
VERSION = re.compile(r"\bPostgreSQL [0-9]+(\.[0-9]+)?")
FOLDER_THERE = "/run/postgresql"
NAME_THERE = re.compile(r"(?<=:///)shop\b|(?<=PGDATABASE=)shop\b|(?<=dbname=)shop\b")
SIMPLE = {"r": b"\r", "n": b"\n", "t": b"\t", "0": b"\0", "\\": b"\\"}


class File(NamedTuple):
    """A file of a project: its bytes, and its permissions where they matter."""

    content: bytes
    mode: int | None = None


class Said(NamedTuple):
    """What one command said."""

    stdout: str
    stderr: str
    code: int

    def __str__(self) -> str:
        marked = f"[stderr]\n{self.stderr}" if self.stderr else ""
        return f"{self.stdout}{marked}[exit {self.code}]\n"


@dataclass(frozen=True)
class Case:
    """One console block, the lines it takes up in its page, and the files above it."""

    page: Path
    headings: tuple[str, ...]
    number: int
    start: int
    end: int
    transcript: str
    files: dict[str, File] = field(hash=False)

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT).as_posix()}:{self.headings[-1]}:{self.number}"

    @property
    def commands(self) -> list[str]:
        """The command lines, without their prompt."""
        return [line.removeprefix("$ ") for line in self.transcript.splitlines() if line.startswith("$ ")]

    @property
    def needs_a_server(self) -> bool:
        """Whether a database must be there while the commands run."""
        return DATABASE in self.files


def pages() -> list[Path]:
    """Return every page that is run."""
    return sorted([ROOT / "README.md", *CHECKS.rglob("*.md"), *SPECS.rglob("*.md")])


def cases(page: Path) -> list[Case]:
    """Return the console blocks of a page, in order."""
    found: list[Case] = []
    scopes: list[tuple[int, str, dict[str, File]]] = [(0, page.stem, {})]
    for heading, info, start, body in _parts(page.read_text(encoding="utf-8").splitlines()):
        if heading:
            while scopes[-1][0] >= len(heading):
                scopes.pop()
            scopes.append((len(heading), info, {}))
        elif info == "console":
            files = {path: file for _, _, scope in scopes for path, file in scope.items()}
            titles = tuple(title for _, title, _ in scopes)
            text = "".join(f"{line}\n" for line in body)
            found.append(Case(page, titles, len(found), start, start + len(body), text, files))
        elif len(words := info.split()) > 1:
            scopes[-1][2][words[1]] = _file(body, words[2:])
    return found


def _parts(lines: list[str]) -> Iterator[tuple[str, str, int, list[str]]]:
    """Yield headings (marks, title) and fenced blocks (no marks, info string, index of the first line, lines)."""
    index = 0
    while index < len(lines):
        if heading := HEADING.fullmatch(lines[index]):
            yield heading[1], heading[2], index, []
        elif fence := FENCE.fullmatch(lines[index]):
            start = index + 1
            index = lines.index(fence[1], start)
            yield "", fence[2].strip(), start, lines[start:index]
        index += 1


def _file(lines: list[str], flags: list[str]) -> File:
    content = "".join(f"{line}\n" for line in lines).encode()
    if "escapes" in flags:
        content = decoded(content.decode())
    mode = next((int(flag.removeprefix("mode="), 8) for flag in flags if flag.startswith("mode=")), None)
    return File(content, mode)


def decoded(text: str) -> bytes:
    """Return a text with its escapes turned into what they stand for."""
    parts = ESCAPE.split(text.removesuffix("\\\n"))
    return b"".join(_meant(part) if index % 2 else part.encode() for index, part in enumerate(parts))


def _meant(escape: str) -> bytes:
    if escape in SIMPLE:
        return SIMPLE[escape]
    return chr(int(escape[1:], 16)).encode() if escape[0] == "u" else bytes.fromhex(escape[1:])


def environment(folder: Path) -> dict[str, str]:
    """Return the whole environment of a command: nothing of the machine's but the programs."""
    return {
        "HOME": str(folder / "home"),
        "LC_ALL": "C.UTF-8",
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "XDG_CACHE_HOME": str(folder / "cache"),
    }


def perform(case: Case, folder: Path, *, in_process: bool = True, server: Server | None = None) -> str:
    """Run the commands of a console block in a new project below ``folder`` and return the transcript.

    ``server`` is that of the database, where the page needs one.
    """
    project = folder / "project"
    (folder / "home").mkdir(parents=True)
    project.mkdir()
    files = case.files if server is None else _with_database(case, server)
    for path, file in files.items():
        target = project / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.content)
        if file.mode is not None:
            target.chmod(file.mode)
    lines = []
    for command in case.commands:
        words = shlex.split(command)
        variables = dict(word.split("=", 1) for word in words if ASSIGNMENT.match(word) and words[0] != "envlint")
        rest = words[len(variables) :]
        environ = {**environment(folder), **variables}
        lines.append(f"$ {command}\n")
        if not rest or rest[0] != "envlint":
            subprocess.run(["sh", "-c", command], cwd=project, env=environ, check=True, capture_output=True)
        elif in_process and rest[1] != "run":
            lines.append(str(_called(rest[1:], project, environ)))
        else:
            lines.append(str(_started(rest[1:], project, environ)))
    transcript = "".join(lines)
    return VERSION.sub(_one_version, transcript) if case.needs_a_server else transcript


def _one_version(said: re.Match[str]) -> str:
    return "PostgreSQL 15.4" if said[1] else "PostgreSQL 15"


def _with_database(case: Case, server: Server) -> dict[str, File]:
    """Make a new database, and return the files of the project with its name and place in them."""
    name, user = server.create(), getpass.getuser()
    if user != server.ask(name, "SELECT current_user").strip():
        may = (
            f"IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{user}') THEN CREATE ROLE \"{user}\" LOGIN CREATEDB"
        )
        server.ask(name, f"DO $$ BEGIN {may}; END IF; END $$")
        server.ask(name, f'ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO "{user}"')
    server.ask(name, case.files[DATABASE].content.decode())
    return {
        path: file._replace(content=_placed(file.content.decode("latin-1"), server.folder, name).encode("latin-1"))
        for path, file in case.files.items()
        if path != DATABASE
    }


def _placed(text: str, folder: str, name: str) -> str:
    return NAME_THERE.sub(name, text).replace(FOLDER_THERE, folder)


def _started(words: list[str], project: Path, environ: dict[str, str]) -> Said:
    command = [sys.executable, "-m", "envlint", *words]
    done = subprocess.run(command, cwd=project, env=environ, capture_output=True, stdin=subprocess.DEVNULL, check=False)
    return Said(done.stdout.decode(), done.stderr.decode(), done.returncode)


def _called(words: list[str], project: Path, environ: dict[str, str]) -> Said:
    """Call the entry point in this process: the same answer in a fraction of the time."""
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(3)]
    with (
        _folder(project),
        mock.patch.dict(os.environ, environ, clear=True),
        mock.patch.multiple(sys, stdin=streams[0], stdout=streams[1], stderr=streams[2]),
    ):
        code = main(words)
        stdout, stderr = (stream.buffer.getvalue().decode() for stream in streams[1:])  # type: ignore[attr-defined]
    return Said(stdout, stderr, code)


@contextmanager
def _folder(path: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(path)
    try:
        yield
    finally:
        os.chdir(before)


def rewrite(case: Case, transcript: str) -> None:
    """Put a transcript in the place of the one in the page."""
    now = next(other for other in cases(case.page) if other.number == case.number)
    lines = case.page.read_text(encoding="utf-8").splitlines()
    if lines[now.end] in transcript.splitlines():
        raise ValueError(f"{case}: the output would close its own fence; begin and end the block with more backticks")
    lines[now.start : now.end] = transcript.splitlines()
    case.page.write_text("\n".join(lines) + "\n", encoding="utf-8")
