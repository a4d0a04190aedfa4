"""Which folders of a project hold numbered migrations for PostgreSQL: those that are named, or that are called so."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import Final, NamedTuple

from envlint.inventories.migrations import layouts
from envlint.inventories.sql.migrations import DIALECT, OTHERS, provider

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from envlint.inventories.tree import Tree

CALLED: Final = frozenset(("migrations", "migration"))
# A folder that is one step or version, or holds what other folders have a part in, is no series of its own.
TOGETHER: Final = re.compile(r"^v?[0-9]|^(?:common|data|pg|postgres|postgresql|schemas?|seeds?|shared)$", re.IGNORECASE)
DUMP: Final = "schema.sql"


class Chosen(NamedTuple):
    """Folders, and in words what is not looked at and why. ``named`` are those that somebody asked for by name.

    ``missing`` are names at which there is nothing.
    """

    folders: tuple[str, ...]
    named: tuple[str, ...] = ()
    not_covered: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def choose(tree: Tree, named: Iterable[str], asked: str = "") -> Chosen:
    """Return the folders that the settings name, else those that are called as such folders are.

    ``asked`` is a folder or file: then those in it, else the one that it belongs to, else itself.
    """
    by_name = list(dict.fromkeys(folder for name in named for folder in _meant(tree, name)))
    by_shape, said = _found(tree)
    if not asked:
        missing = tuple(name for name in named if not list(_meant(tree, name)))
        known = by_name or by_shape or _at_the_root(tree)
        inner = [each for each in known if _outer(each, known)]
        return Chosen(tuple(each for each in known if each not in inner), tuple(by_name), tuple(said), missing)
    known = sorted({*by_name, *by_shape})
    below = [each for each in known if each == asked or each.startswith(f"{asked}/")]
    if not below:
        around = _outer(asked, known) if asked in tree or _is_part(tree, asked) else ""
        below = [around or _whole(tree, asked)]
    told = tuple(words for words in said if any(f" {each}/" in words for each in (asked, *below)))
    return Chosen(tuple(each for each in below if not _outer(each, below)), tuple(below), told)


def foreign(path: str, folder: str = "") -> str:
    """Return the dialect that a path names behind ``folder``, if it is another one than PostgreSQL."""
    folders, _, name = path[len(folder) :].rpartition("/")
    endings = (DIALECT.fullmatch(part) for part in name.split(".")[1:])
    found = DIALECT.search(folders) or next(filter(None, endings), None)
    return OTHERS[found[1].lower()] if found else ""


def _found(tree: Tree) -> tuple[list[str], list[str]]:
    """Return the folders that are called so and hold SQL, and what is said of other dialects and of dumps."""
    found: dict[str, None] = {}
    said: dict[str, None] = {}
    for path in tree.paths:
        if not path.endswith(".sql"):
            continue
        *folders, name = path.split("/")
        depth = next((index for index, each in enumerate(folders, 1) if each.lower() in CALLED), 0)
        if depth and (dialect := foreign(path)):
            said[f"SQL: {_place(path)} holds {dialect}, not PostgreSQL"] = None
        elif depth:
            found["/".join(folders[:depth])] = None
        elif name == DUMP:
            said[f"SQL: {path} is no migration, it has no number"] = None
    for folder in list(found):
        if dialect := provider(tree, folder):
            del found[folder]
            said[f"SQL: {folder}/ holds {dialect}, not PostgreSQL"] = None
    return [each for folder in found for each in _series(tree, folder) or [folder]], list(said)


def _series(tree: Tree, folder: str) -> list[str]:
    """Return the folders right below a folder of migrations, if each of them holds a series of its own."""
    tops: set[str] = set()
    for path in tree.paths:
        if (
            not path.startswith(f"{folder}/")
            or foreign(path, folder)
            or layouts.read(path, f"{folder}/").way != layouts.UP
        ):
            continue
        top, *rest = path[len(folder) + 1 :].split("/")
        if len(rest) != 1 or layouts.FLYWAY.fullmatch(rest[0]) or TOGETHER.search(top):
            return []
        tops.add(f"{folder}/{top}")
    return sorted(tops) if len(tops) > 1 else []


def _place(path: str) -> str:
    """Return the folder that names a dialect, or the file that does."""
    found = DIALECT.search(path)
    return path[: path.find("/", found.end()) + 1] or path if found else path


def _meant(tree: Tree, name: str) -> Iterator[str]:
    """Yield the folders that a name of the settings means: itself, or those of its files."""
    path = name.removeprefix("./").rstrip("/")
    if any(mark in path for mark in "*?["):
        hits = [other for other in tree.paths if fnmatchcase(other, path) and other.endswith(".sql")]
        yield from dict.fromkeys(_whole(tree, other) for other in hits)
    elif path in tree:
        yield _whole(tree, path)
    elif path in ("", ".") or any(other.startswith(f"{path}/") for other in tree.paths):
        yield "" if path == "." else path


def _at_the_root(tree: Tree) -> list[str]:
    """Return the root itself if it holds migrations, as it does where nothing else is known of a project."""
    tops = (path for path in tree.paths if "/" not in path or (path.count("/") == 1 and path.endswith("/up.sql")))
    return [""] if any(path.endswith(".sql") and layouts.read(path).way == layouts.UP for path in tops) else []


def _outer(path: str, known: Iterable[str]) -> str:
    """Return the folder among some that a path lies in, empty if there is none."""
    return max((each for each in known if path.startswith(f"{each}/")), key=len, default="")


def _is_part(tree: Tree, folder: str) -> bool:
    """Whether a folder holds no migrations of its own: what takes others back, or a single one."""
    return _whole(tree, folder) != folder


def _whole(tree: Tree, path: str) -> str:
    """Return the folder whose migrations a file or folder belongs to."""
    folder = path.rpartition("/")[0] if path in tree else path
    while folder:
        above, _, name = folder.rpartition("/")
        single = layouts.FOLDER.fullmatch(name) and any(f"{folder}/{each}" in tree for each in layouts.IN_FOLDER)
        if name.lower() not in layouts.BACK and not single:
            break
        folder = above
    return folder
