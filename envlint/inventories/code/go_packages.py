"""Which Go packages no program of a module imports, not even through others: what they read is never read."""

from __future__ import annotations

import posixpath
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Final

MODULE: Final = re.compile(rb"(?m)^module\s+\"?([^\s\"]+)")
PACKAGE: Final = re.compile(rb"(?m)^package\s+(\w+)")
IMPORTS: Final = re.compile(rb'(?m)^import\s*\(([^)]*)\)|^import\s+(?:[\w.]+\s+)?"([^"]+)"')
PATH: Final = re.compile(rb'"([^"]+)"')


def unreached(paths: Iterable[str], read: Callable[[str], bytes], modules: Iterable[str]) -> set[str]:
    """Return the folders whose package no ``package main`` of its module reaches. ``modules`` are paths of go.mod.

    A module without a program is a library, and all of it is for others.
    """
    files = list(paths)
    found: set[str] = set()
    for module in modules:
        name = MODULE.search(read(module))
        root = posixpath.dirname(module)
        own = [path for path in files if (path.startswith(f"{root}/") or not root) and path.endswith(".go")]
        if name is not None:
            found |= _unreached_in(root, name[1].decode("utf-8", "replace"), own, read)
    return found


def _unreached_in(root: str, name: str, files: list[str], read: Callable[[str], bytes]) -> set[str]:
    imports: dict[str, set[str]] = {}
    programs: set[str] = set()
    for path in files:
        folder = posixpath.dirname(path)
        if path.endswith("_test.go"):
            continue
        text = read(path)
        package = PACKAGE.search(text)
        if package is not None and package[1] == b"main":
            programs.add(folder)
        imports.setdefault(folder, set()).update(_folders(text, root, name))
    reached, waiting = set(programs), list(programs)
    while waiting:
        for folder in imports.get(waiting.pop(), ()):
            if folder not in reached:
                reached.add(folder)
                waiting.append(folder)
    return set(imports) - reached if programs else set()


def _folders(text: bytes, root: str, name: str) -> set[str]:
    found = set()
    for block, single in IMPORTS.findall(text):
        for spelled in (single,) if single else PATH.findall(block):
            path = spelled.decode("utf-8", "replace")
            if path == name or path.startswith(f"{name}/"):
                found.add(posixpath.join(root, path[len(name) + 1 :]).rstrip("/"))
    return found
