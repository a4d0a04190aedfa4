"""Versions that the lock files of npm, Yarn, pnpm and Bun hold.

Sources: npm's documentation of package-lock.json, Yarn's of yarn.lock, pnpm's of pnpm-lock.yaml (versions 5 to 9),
Bun's of bun.lock. The last three are written by machines in one layout, and are searched by their lines.
"""

from __future__ import annotations

import re
from posixpath import relpath

from envlint.inventories.loaders.manifests import joined, numbers, parsed_json, table, told, upward

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final

    from envlint.inventories.loaders.files import Files

YARN_ENTRY: Final = re.compile(r"(?m)^([^\s#].*):\r?\n  version:? \"?(\d[^\s\"]*)")
NAMES: Final = ("package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "yarn.lock", "bun.lock")
BUN_NAMES: Final = ("bun.lock", "bun.lockb")


class Locks:
    """The lock files of a project, each read when it is needed."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._parsed: dict[str, dict[str, Any]] = {}
        self._yarn_entries: dict[str, dict[str, dict[str, str]]] = {}
        self._readers: dict[str, Callable[[str, str, str, str], str]] = {
            "package-lock.json": self._npm,
            "npm-shrinkwrap.json": self._npm,
            "pnpm-lock.yaml": self._pnpm,
            "yarn.lock": self._yarn,
            "bun.lock": self._bun,
        }

    def version(self, folder: str, name: str, wanted: str = "") -> str:
        """Return the version of a package in a folder, from the nearest lock file that has it; empty without one."""
        for above in upward(folder):
            for lock in NAMES:
                path = joined(above, lock)
                if self._files.text(path) and (
                    found := told(self._readers[lock](path, _from(above, folder), name, wanted))
                ):
                    return found
        return ""

    def _npm(self, path: str, folder: str, name: str, _wanted: str) -> str:
        if path not in self._parsed:
            self._parsed[path] = parsed_json(self._files, path)
        lock = self._parsed[path]
        packages = table(lock, "packages")
        for above in upward(folder):
            if version := told(table(packages, joined(above, f"node_modules/{name}")).get("version")):
                return version
        return told(table(lock, "dependencies", name).get("version"))

    def _pnpm(self, path: str, folder: str, name: str, _wanted: str) -> str:
        text, quoted = self._files.text(path), re.escape(name)
        importer = re.search(rf"(?m)^  ['\"]?{re.escape(folder or '.')}['\"]?:\n((?:(?:    .*)?\n)*+)", text)
        for part, indent in ((importer[1] if importer else "", 6), (text, 2)):
            line = rf"(?m)^ {{{indent}}}['\"]?{quoted}['\"]?:(?:\n +specifier: .*\n +version:)? ['\"]?(\d[^\s(_'\"]*)"
            if found := re.search(line, part):
                return found[1]
        every = re.findall(rf"(?m)^  ['\"]?/?{quoted}[@/](\d[^\s(_'\":]*)", text)
        return max(every, key=numbers, default="")

    def _yarn(self, path: str, _folder: str, name: str, wanted: str) -> str:
        if path not in self._yarn_entries:
            self._yarn_entries[path] = _entries(self._files.text(path))
        entries = self._yarn_entries[path].get(name, {})
        return entries.get(wanted) or max(entries.values(), key=numbers, default="")

    def _bun(self, path: str, _folder: str, name: str, _wanted: str) -> str:
        quoted = re.escape(name)
        found = re.search(rf"\"{quoted}\": \[\"{quoted}@(\d[^\"]*)\"", self._files.text(path))
        return found[1] if found else ""


def _from(above: str, folder: str) -> str:
    """Return a folder's path from one above it, empty for the same."""
    return "" if above == folder else relpath(folder, above or ".")


def _entries(text: str) -> dict[str, dict[str, str]]:
    """Return the versions in a yarn.lock, by the name of the package and the range that is asked for."""
    found: dict[str, dict[str, str]] = {}
    for head, version in YARN_ENTRY.findall(text):
        for each in head.split(","):
            name, _, wanted = each.strip(' "')[1:].partition("@")
            name = each.strip(' "')[:1] + name
            found.setdefault(name, {})[wanted.removeprefix("npm:")] = version
    return found
