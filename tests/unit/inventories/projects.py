"""Projects on disk, for what looks beside the files that are listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from envlint.inventories import loaders
from envlint.inventories.tree import Tree, listing

if TYPE_CHECKING:
    from pathlib import Path

    from envlint.core.loader import Loader, Loaders


class InMemory(Tree):
    """A tree of files that are on no disk."""

    def __init__(self, files: dict[str, str]) -> None:
        super().__init__("/project", tuple(sorted(files)))
        self._files = files

    def read(self, path: str, largest: int = 512 * 1024) -> bytes | None:
        return self._files[path].encode() if path in self._files else None

    def stamp_of(self, path: str) -> bytes:
        return b"1 1 33188" if path in self._files else b""


def written(root: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def found(root: Path, files: dict[str, str]) -> Loaders:
    return loaders.read(listing(str(written(root, files))))


def told(loader: Loader) -> str:
    """What a loader is, why, where that stands, and what it reads."""
    reads = loader.path or f"{loader.folder or '.'}/*"
    return f"{loader.dialect}: {loader.why} ({loader.at}) reads {reads}"


def loaders_of(root: Path, files: dict[str, str]) -> list[str]:
    return [told(loader) for loader in found(root, files).loaders]


def dialects_for(root: Path, files: dict[str, str], path: str) -> list[str]:
    """The dialects that read a file, by name."""
    return sorted({loader.dialect for loader in found(root, files).loaders if loader.reads(path)})
