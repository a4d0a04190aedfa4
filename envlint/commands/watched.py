"""A project's files, counted while they are read: for whoever waits."""

from __future__ import annotations

from envlint.inventories.tree import LARGEST, Tree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


class Watched(Tree):
    """The same files as another tree; ``tell`` hears of each that is read how many there are, and of what."""

    def __init__(self, tree: Tree, tell: Callable[[int, int, str], None], what: str) -> None:
        super().__init__(tree.root, tree.paths, tree.skipped)
        self.follow(tree)
        self._tell = tell
        self._what = what
        self._read_so_far = 0

    def read(self, path: str, largest: int = LARGEST) -> bytes | None:
        """Return a file's bytes, as ``Tree.read`` does."""
        self._read_so_far += 1
        self._tell(self._read_so_far, len(self.paths), self._what)
        return super().read(path, largest)
