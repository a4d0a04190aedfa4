"""The files of a project by their names, each read and decoded once."""

from __future__ import annotations

from bisect import bisect_right

from envlint.core.location import Location, line_starts
from envlint.formats.encoding import decode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.inventories.tree import Tree

LARGEST: Final = 16 << 20
"""Bytes of the largest file that is read: lock files are large."""


class Files:
    """Finds and reads what evidence is looked for in. ``broken`` collects the paths of what cannot be parsed."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.broken: set[str] = set()
        self._by_name: dict[str, list[str]] = {}
        for path in tree.paths:
            self._by_name.setdefault(path.rpartition("/")[2], []).append(path)
        self._texts: dict[str, str] = {}

    def named(self, *names: str) -> list[str]:
        """Return the paths of the files with one of these names, sorted."""
        return sorted(path for name in names for path in self._by_name.get(name, ()))

    def ending(self, *endings: str) -> list[str]:
        """Return the paths that end with one of these texts, sorted."""
        return [path for path in self.tree.paths if path.endswith(endings)]

    def text(self, path: str) -> str:
        """Return the text of a file, empty where it cannot be read; it need not be listed."""
        if path not in self._texts:
            data = self.tree.read(path, LARGEST)
            self._texts[path] = decode(data)[0] if data else ""
        return self._texts[path]

    def at(self, path: str, start: int = -1, end: int = -1) -> Location:
        """Return the place of ``text[start:end]`` of a file; of the whole file when ``start`` is negative."""
        if start < 0:
            return Location(path, path)
        starts = line_starts(self.text(path))
        first, last = bisect_right(starts, start), bisect_right(starts, max(start, end))
        return Location(path, path, first, start - starts[first - 1] + 1, last, max(start, end) - starts[last - 1] + 1)
