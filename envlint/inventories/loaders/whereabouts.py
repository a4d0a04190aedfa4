"""Which file of the project a path means that stands somewhere in it."""

from __future__ import annotations

import re
from posixpath import normpath

from envlint.core.loader import ENV_FILE, Loader
from envlint.inventories.loaders.shell_values import LEVEL, LEVELS, ROOT, UNKNOWN, joined

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.core.location import Location
    from envlint.inventories.loaders.files import Files

OF_SCRIPTS: Final = frozenset(
    ("scripts", "script", "bin", "sbin", "deploy", "deployment", "deployments", "ci", ".ci", "hack", "tools", "tool",
     "dev", "docker", ".docker", "build", "contrib", "devops", "ops", "infra", "infrastructure", "install", "installer",
     "lib", "shell", "sh", "containers", "container", "compose", "images", "etc", ".github", ".devcontainer", "utils",
     "run", "cmd")
)  # fmt: skip
"""Folders that hold what is started from the folder above them."""
MANIFESTS: Final = (
    "package.json", "pyproject.toml", "requirements.txt", "setup.py", "go.mod", "Cargo.toml", "composer.json",
    "Gemfile", "pom.xml", "build.gradle", "build.gradle.kts", "mix.exs", "Makefile", "Dockerfile", "docker-compose.yml",
    "docker-compose.yaml", "compose.yml", "compose.yaml",
)  # fmt: skip
"""Of a folder with one of these, people start the scripts below it from there."""
STDIN: Final = "-"
STARTED_ANYWHERE: Final = "/?/"
STRANGE: Final = re.compile(r"[\s<>|\"'`$(){}\x00-\x1f]")


def absolute(path: str, folder: str) -> str:
    """Return a path of the tree as ``shell_values`` writes it, seen from a folder of the tree."""
    return joined(f"{ROOT}/{folder}", path)


def loaders(
    files: Files, full: str, dialect: str, why: str, at: Location, script: str = "", version: str = ""
) -> Iterator[Loader]:
    """Yield the loader that reads an absolute path: none where it lies outside, or where nobody can tell which it is.

    ``script`` is the file that names it, for paths that count from where that is started.
    """
    path = _inside(files, full, script)
    if path is None:
        return
    folder, _, name = path.rpartition("/")
    if UNKNOWN in folder or name in ("", STDIN):
        return
    if UNKNOWN not in name:
        if not STRANGE.search(path):
            yield Loader(dialect, why, at, version, path)
    elif name.startswith(ENV_FILE) and not name.startswith(f"{ENV_FILE}rc"):
        # Which of the folder's own files it is, nobody can tell; those of the folders below it are none of them.
        below = tuple(each for each in files.folders if each and each.rpartition("/")[0] == folder)
        yield Loader(dialect, why, at, version, folder=folder, without=below)


def _inside(files: Files, full: str, script: str) -> str | None:
    """Return a path relative to the root."""
    if full.startswith(f"{ROOT}/"):
        return full[len(ROOT) + 1 :]
    parts = full.split("/")[2:]
    if not full.startswith(STARTED_ANYWHERE) or len(parts) < 2:
        return None
    known = parts.count(LEVEL)
    path = "/".join([".."] * (LEVELS - known) + parts[known:])
    paths = [normpath(_in(folder, path)) for folder in started_from(files, script)]
    inside = [each for each in paths if not each.startswith("..")]
    return next((each for each in inside if files.has(each)), inside[0] if inside else None)


def started_from(files: Files, script: str) -> list[str]:
    """Return the folders that a script may be started from, the likeliest first."""
    own = script.rpartition("/")[0]
    likely = own
    while likely.rpartition("/")[2] in OF_SCRIPTS:
        likely = likely.rpartition("/")[0]
    above = _upwards(likely)
    having = [folder for folder in above if any(_in(folder, name) in files.tree for name in MANIFESTS)]
    return list(dict.fromkeys((*having[:1], likely, "", *_upwards(own))))


def _upwards(folder: str) -> list[str]:
    """Return a folder and all those around it, with the root."""
    found = [folder]
    while found[-1]:
        found.append(found[-1].rpartition("/")[0])
    return found


def _in(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name
