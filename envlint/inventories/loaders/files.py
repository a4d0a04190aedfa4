"""The files of a project by their names, each read and decoded once."""

from __future__ import annotations

from bisect import bisect_right
from stat import S_ISREG

from envlint.core.loader import untemplated
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
        self._starts: dict[str, list[int]] = {}
        self._looked_at: set[str] = set()
        self._templated: dict[str, set[str]] | None = None

    @property
    def evidence(self) -> tuple[str, ...]:
        """The files that were read so far, sorted, there or not, with those that say what git ignores."""
        return tuple(sorted({*self._texts, *self._looked_at, *self.named(".gitignore")}))

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders that hold the files, sorted; empty = the root. A file that is new changes its folder."""
        found = {""}
        for path in self.tree.paths:
            folder = path.rpartition("/")[0]
            while folder not in found:
                found.add(folder)
                folder = folder.rpartition("/")[0]
        return tuple(sorted(found))

    def folders_in(self, folder: str) -> tuple[str, ...]:
        """Return the folders directly in a folder, sorted."""
        return tuple(each for each in self.folders if each and each.rpartition("/")[0] == folder)

    def named(self, *names: str) -> list[str]:
        """Return the paths of the files with one of these names, sorted."""
        return sorted(path for name in names for path in self._by_name.get(name, ()))

    def ending(self, *endings: str) -> list[str]:
        """Return the paths that end with one of these texts, sorted."""
        return [path for path in self.tree.paths if path.endswith(endings)]

    def holding(self, path: str, words: tuple[bytes, ...]) -> list[bytes]:
        """Return which of some words stand in a file; its text is not kept."""
        self._looked_at.add(path)
        data = self.tree.read(path) or b""
        return [word for word in words if word in data]

    def has(self, path: str) -> bool:
        """Whether there is a file, listed or not, or a template that is copied to it."""
        self._looked_at.add(path)
        return path in self._copied(path.rpartition("/")[2]) or _is_regular(self.tree.stamp_of(path))

    def _copied(self, name: str) -> set[str]:
        """Return the paths of the files of a name that the templates of the project are copied to."""
        if self._templated is None:
            self._templated = {}
            for path in self.tree.paths:
                if (copied := untemplated(path)) != path:
                    self._templated.setdefault(copied.rpartition("/")[2], set()).add(copied)
        return self._templated.get(name, set())

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
        if path not in self._starts:
            self._starts[path] = line_starts(self.text(path))
        starts = self._starts[path]
        first, last = bisect_right(starts, start), bisect_right(starts, max(start, end))
        return Location(path, path, first, start - starts[first - 1] + 1, last, max(start, end) - starts[last - 1] + 1)


def _is_regular(stamp: bytes) -> bool:
    """Whether a stamp of the tree is that of a regular file; its last word is the mode."""
    return bool(stamp) and S_ISREG(int(stamp.split()[-1]))
