"""Projects that exist in memory only."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from envlint.inventories.tree import Tree


class Files:
    """Answers as a ``Tree`` does; a text of None is a file that cannot be read."""

    root = "/project"

    def __init__(self, files: dict[str, str | None]) -> None:
        self._files = files
        self.paths = tuple(sorted(files))

    def read(self, path: str, largest: int = 512 * 1024) -> bytes | None:
        text = self._files.get(path)
        return None if text is None else text.encode()


def tree(files: dict[str, str | None]) -> Tree:
    return cast("Tree", Files(files))
