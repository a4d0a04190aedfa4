"""Dependencies as manifests declare them: where they stand, which version is meant, and for which folders they hold."""

from __future__ import annotations

import json
import re
from posixpath import dirname

from envlint.core.errors import EnvlintError
from envlint.core.loader import Loader
from envlint.core.record import Record
from envlint.rules import document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, Final

    from envlint.core.location import Location
    from envlint.inventories.loaders.files import Files

NUMBERS: Final = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})*")
ALLOWED: Final = re.compile(r"(?P<bound><=?|!=)?[\s^~>=v]*(?P<version>[0-9]{1,6}(?:\.[0-9]{1,6})*)")
VERSION: Final = re.compile(r"[0-9][\w.+!-]{0,60}")
PLAIN: Final = re.compile(r"[\w.^~<>=!*|, -]{1,40}")
"""A range of versions that can be printed: no address, which might hold a password."""
NEWEST: Final = (1 << 30,)


class Dependency(Record):
    """A package that a manifest asks for: ``wanted`` is the range as it is written, ``at`` where it stands."""

    name: str
    wanted: str
    at: Location


class Area(Record):
    """Where the word of a manifest holds: its folder and what is below, but not below the folders of ``without``."""

    folder: str
    without: tuple[str, ...] = ()

    def holds(self, path: str) -> bool:
        """Whether a file stands there."""
        return below(path, self.folder) and not any(below(path, other) for other in self.without)

    def loader(self, dialect: str, dependency: Dependency, version: str = "", name: str = "") -> Loader:
        """Return the loader that a dependency is, ``name`` being the package where it is known by another one."""
        what = titled(name or dependency.name, version, dependency.wanted)
        why = f"{what} is a dependency"
        return Loader(dialect, why, dependency.at, version=version, folder=self.folder, without=self.without)


def areas(folders: Iterable[str]) -> dict[str, Area]:
    """Return the area of each folder that has a manifest."""
    ordered = sorted({f"{folder}/" for folder in folders if folder})
    found = {"": Area("", tuple(folder[:-1] for folder in _outermost(ordered)))}
    for number, folder in enumerate(ordered):
        inner: list[str] = []
        following = number + 1
        while following < len(ordered) and ordered[following].startswith(folder):
            inner.append(ordered[following])
            following += 1
        found[folder[:-1]] = Area(folder[:-1], tuple(each[:-1] for each in _outermost(inner)))
    return found


def _outermost(folders: list[str]) -> Iterator[str]:
    """Yield of sorted folders those that lie in none of the others."""
    last = "\n"
    for folder in folders:
        if not folder.startswith(last):
            last = folder
            yield folder


def below(path: str, folder: str) -> bool:
    """Whether a path is a folder or lies in it; the root is the empty text."""
    return not folder or path == folder or path.startswith(f"{folder}/")


def upward(folder: str) -> Iterator[str]:
    """Yield a folder and those above it, the root last."""
    while folder:
        yield folder
        folder = dirname(folder)
    yield ""


def joined(folder: str, name: str) -> str:
    """Return the path of a file in a folder."""
    return f"{folder}/{name}" if folder else name


def titled(name: str, version: str, wanted: str = "") -> str:
    """Return what to call a package: with its version, else the range that is asked for, if that can be printed."""
    said = version or (wanted.strip() if PLAIN.fullmatch(wanted) and wanted.strip(" *") else "")
    return f"{name} {said}" if said else name


def told(version: object) -> str:
    """Return what a lock says is a version, without the ``v`` or ``=`` before some; empty if it looks like none."""
    text = version.lstrip("v=") if isinstance(version, str) else ""
    return text if VERSION.fullmatch(text) else ""


def numbers(version: str) -> tuple[int, ...]:
    """Return the numbers of a version, empty without any."""
    found = NUMBERS.search(version)
    return tuple(int(part) for part in found[0].split(".")) if found else ()


def meant(version: str, wanted: str) -> tuple[int, ...]:
    """Return the numbers of the version in use: of the lock's, else the range's lowest major, else ``NEWEST``.

    Of a range only the major is told: what is installed of it is the newest.
    """
    if version:
        return numbers(version) or NEWEST
    bounds = [each for each in ALLOWED.finditer(wanted) if not each["bound"]] if PLAIN.fullmatch(wanted) else []
    if not bounds:
        return NEWEST
    return (min(int(each["version"].partition(".")[0]) for each in bounds), *NEWEST)


def parsed_json(files: Files, path: str) -> dict[str, Any]:
    """Return the object of a JSON file, empty where it has none; a broken file is noted."""
    try:
        found = json.loads(files.text(path))
    except (ValueError, RecursionError):
        files.broken.add(path)
        return {}
    return found if isinstance(found, dict) else {}


def parsed_toml(files: Files, path: str) -> dict[str, Any]:
    """Return the tables of a TOML file; a broken file is noted."""
    try:
        return document.parse(path, files.text(path).encode("utf-8", "replace")).tables
    except EnvlintError:
        files.broken.add(path)
        return {}


def table(found: Any, *keys: str) -> dict[str, Any]:
    """Return the table that keys lead to, empty if there is none."""
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else {}


def texts(found: Any) -> list[tuple[int, str]]:
    """Return the texts of a list with their places in it."""
    return (
        [(index, each) for index, each in enumerate(found) if isinstance(each, str)] if isinstance(found, list) else []
    )
