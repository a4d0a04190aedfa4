"""Files as they are to become, read before they are written."""

from __future__ import annotations

from envlint.inventories.tree import LARGEST, Tree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class Proposed(Tree):
    """A tree of nothing but texts that nobody has written yet, by their paths from the root."""

    def __init__(self, root: str, texts: Mapping[str, str]) -> None:
        super().__init__(root, tuple(sorted(texts)))
        self._texts = texts

    def read(self, path: str, largest: int = LARGEST) -> bytes | None:
        """Return a text as the bytes of a file, None if it is larger than ``largest`` bytes or not there."""
        data = self._texts[path].encode() if path in self._texts else None
        return data if data is None or len(data) <= largest else None
