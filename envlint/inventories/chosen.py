"""The files that settings name, among those of the project."""

from __future__ import annotations

from fnmatch import fnmatchcase

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from envlint.inventories.tree import Tree


def chosen(tree: Tree, named: tuple[str, ...], belongs: Callable[[str], bool]) -> tuple[list[str], list[str]]:
    """Return the paths that ``named`` means, in its order, and what it names that is not there.

    A name is a path relative to the tree's root, a pattern with ``*``, or a folder, of which all files count that
    ``belongs`` takes. A file that is named counts whatever it is called, and though it may be ignored by git.
    """
    found: dict[str, None] = {}
    missing = []
    for name in named:
        path = name.removeprefix("./").rstrip("/")
        if any(mark in path for mark in "*?["):
            hits = [other for other in tree.paths if fnmatchcase(other, path)]
        elif path in tree.paths or tree.read(path) is not None:
            hits = [path]
        else:
            folder = "" if path in ("", ".") else f"{path}/"
            hits = [other for other in tree.paths if other.startswith(folder) and belongs(other)]
        found.update(dict.fromkeys(hits))
        if not hits:
            missing.append(name)
    return list(found), missing
