"""Hold the Compose source against Docker Compose itself, on every Compose file below a folder.

    python benchmarks/compose_oracle.py FOLDER

Each entry of the folder is taken for one repository. It is copied, and where Docker Compose wants a variable or an
env file that the repository does not hold, both sides are given an invented one. Docker Compose is
``.venv/oracles/docker-compose`` below this repository, or the program of that name on the search path.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from envlint.core.environment import Environment  # noqa: E402
from envlint.core.errors import EnvlintError  # noqa: E402
from envlint.sources import compose, compose_files  # noqa: E402

REQUIRED = re.compile(r"required variable (\w+) is missing a value")
NO_ENV_FILE = re.compile(r"(?:env file (/\S+) not found|couldn't find env file: (/\S+)|stat (/\S+): no such file)")
if TYPE_CHECKING:
    from envlint.core.source import Reading

NAMED = re.compile(r"(?:^|[-.])compose(?:[-.].*)?\.ya?ml$", re.IGNORECASE)
ATTEMPTS = 60
BASE = {"PATH": "/usr/bin:/bin", "HOME": "/nowhere", "FROM_SHELL": "shell's $value"}
STUB = "STUB_ONE=1\nSTUB_TWO=${STUB_ONE}2\n"


def oracle() -> str:
    """Return the path of Docker Compose.

    Raises:
        SystemExit: it is not there.
    """
    own = ROOT / ".venv" / "oracles" / "docker-compose"
    found = str(own) if own.exists() else shutil.which("docker-compose")
    if not found:
        sys.exit("docker-compose is not there")
    return found


def wanted(program: str, files: list[str], folder: Path, env: dict[str, str]) -> dict[str, dict[str, str]] | str:
    """Return each service's variables as Docker Compose has them, without those that are unset, or its complaint."""
    named = [part for file in files for part in ("-f", file)]
    # Whether networks, images and volumes are there is of no interest here.
    command = [program, *named, "--profile", "*", "config", "--no-consistency", "--format", "json"]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode:
        lines = [line for line in done.stderr.strip().splitlines() if not line.startswith("time=")]
        return "\n".join(lines) or done.stderr
    services = json.loads(done.stdout).get("services") or {}
    return {
        name: {plain(key): plain(value) for key, value in (one.get("environment") or {}).items() if value is not None}
        for name, one in services.items()
    }


def plain(text: str) -> str:
    """Undo what Docker Compose does to dollar signs where it prints a file."""
    return text.replace("$$", "$")


def ours(ref: str, root: Path, folder: Path, env: dict[str, str]) -> dict[str, str] | EnvlintError:
    """Return what envlint reads for one service, or why it does not."""
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(env)
    try:
        found = Environment(map(without_image, compose.read(ref, str(root), str(folder))))
    except EnvlintError as error:
        return error
    finally:
        os.environ.clear()
        os.environ.update(before)
    return {name: binding.value.raw for name, binding in found.winners.items()}


def without_image(reading: Reading) -> Reading:
    """Return a layer without what a Dockerfile sets: Docker Compose looks into none to print its configuration."""
    return reading.replace(bindings=tuple(one for one in reading.bindings if one.layer != "image"))


def supplied(program: str, files: list[str], folder: Path, env: dict[str, str], top: Path) -> dict | str:
    """Ask Docker Compose until nothing is missing that can be invented."""
    answer: dict[str, dict[str, str]] | str = ""
    for _ in range(ATTEMPTS):
        answer = wanted(program, files, folder, env)
        if isinstance(answer, dict):
            return answer
        variable, file = REQUIRED.search(answer), NO_ENV_FILE.search(answer)
        if variable and variable[1] not in env:
            env[variable[1]] = f"stub-{variable[1].lower()}"
        elif file and not (path := Path(next(filter(None, file.groups())))).exists() and top in path.parents:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(STUB)
        else:
            return answer
    return answer


class Tally:
    """What was found, file by file."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.differing: list[str] = []
        self.refused: Counter[str] = Counter()

    def project(self, program: str, files: list[str], folder: Path, root: Path, top: Path) -> None:
        """Compare one project."""
        env = dict(BASE)
        shown = f"{folder.relative_to(top)}: {','.join(files) or '(as found)'}"
        want = supplied(program, files, folder, env, top)
        self.counts["files"] += 1
        ref = ",".join(files)
        if isinstance(want, str):
            self.refusal(want, ours(f"{ref}#", root, folder, env), shown)
            return
        self.counts["comparable files"] += 1
        equal = True
        for name, variables in want.items():
            got = ours(f"{ref}#{name}", root, folder, env)
            self.counts["services"] += 1
            self.counts["variables"] += len(variables)
            if got == variables:
                continue
            if isinstance(got, EnvlintError) and "leads out of the project" in got.message:
                self.counts["services that lead out of the repository: refused"] += 1
                continue
            equal = False
            self.differing.append(f"{shown}#{name}: {difference(got, variables)}")
        self.counts["equal files" if equal else "differing files"] += 1

    def refusal(self, want: str, got: dict[str, str] | EnvlintError, shown: str) -> None:
        """Count a project that Docker Compose refuses."""
        refused = isinstance(got, EnvlintError) and "services in it could be meant" not in got.message
        kind = "refused by both" if refused else "refused by Docker Compose alone"
        self.counts[kind] += 1
        if refused and "-v" in sys.argv:
            print("BOTH", want.splitlines()[-1][-150:], "|", got)
        if not refused:
            self.refused[f"{want.splitlines()[-1][-150:]}   [{shown}]"] += 1


def difference(got: dict[str, str] | EnvlintError, want: dict[str, str]) -> str:
    """Say which names differ; the values are public files', so they may be seen here."""
    if isinstance(got, EnvlintError):
        return f"envlint refuses it: {got}"
    names = sorted(name for name in {*got, *want} if got.get(name) != want.get(name))
    return "; ".join(f"{name}: {got.get(name)!r} for {want.get(name)!r}" for name in names[:4])


def pairs(folder: Path, files: list[Path]) -> list[tuple[str, str]]:
    """Return the usual file of a folder with each other one there: most are written to be laid over it."""
    names = [path.name for path in files if path.parent == folder]
    usual = [name for name in compose_files.NAMES if name in names][:1]
    return [(first, name) for first in usual for name in names if name not in compose_files.NAMES]


def main() -> None:
    """Compare, and print the figures."""
    program, given = oracle(), Path(sys.argv[1]).resolve()
    tally, began = Tally(), time.monotonic()
    for repository in sorted(path for path in given.iterdir() if path.is_dir()):
        with tempfile.TemporaryDirectory() as scratch:
            top = Path(scratch).resolve()
            root = top / repository.name
            shutil.copytree(repository, root, symlinks=True)
            files = sorted(path for path in root.rglob("*") if NAMED.search(path.name))
            for path in files:
                if path.is_file():
                    tally.project(program, [path.name], path.parent, root, top)
            folders = {path.parent for path in files if path.name in {"compose.yaml", "compose.yml"}}
            folders |= {path.parent for path in files if path.name in {"docker-compose.yml", "docker-compose.yaml"}}
            for folder in sorted(folders):
                for first, second in pairs(folder, files):
                    tally.counts["pairs of files"] += 1
                    tally.project(program, [first, second], folder, root, top)
                if any(path.parent == folder and ".override." in path.name for path in files):
                    tally.counts["folders with an override"] += 1
                    tally.project(program, [], folder, root, top)
    for line in tally.differing:
        print("DIFFERS", line)
    for line, count in tally.refused.most_common():
        print("REFUSED BY DOCKER COMPOSE ALONE", count, line)
    for name, count in sorted(tally.counts.items()):
        print(f"{count:6} {name}")
    print(f"{time.monotonic() - began:6.0f} seconds")


if __name__ == "__main__":
    main()
