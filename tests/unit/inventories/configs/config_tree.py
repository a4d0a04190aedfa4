"""A tree of a few files, and what is read and set in it, in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from envlint.inventories import configs
from envlint.inventories.tree import Tree

if TYPE_CHECKING:
    from pathlib import Path

    from envlint.core.declaration import Declaration, Inventory, Read


class Files:
    """The inventories of some files below a folder."""

    def __init__(self, folder: Path, files: dict[str, str]) -> None:
        for path, text in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        self.texts = files
        tree = Tree(str(folder), tuple(sorted(files)))
        self.code, self.manifests = configs.read(tree)

    @property
    def reads(self) -> dict[str, str | None]:
        """The names that are read, each with its default; of several the first."""
        return {one.name: one.default for one in reversed(self.code.declarations) if one.evidence == "read"}

    @property
    def mentions(self) -> set[str]:
        return {one.name for one in self.code.declarations if one.evidence == "mentioned"}

    @property
    def written(self) -> set[str]:
        """What is set for the project's own program."""
        return {one.name for one in self.manifests.declarations if one.evidence == "written"}

    @property
    def supplied(self) -> set[str]:
        """What is set for whatever runs there."""
        return {one.name for one in self.manifests.declarations if one.evidence == "mentioned"}

    def read(self, name: str) -> Read:
        """The first read of a name."""
        return next(one for one in self.code.declarations if one.name == name)  # type: ignore[return-value]

    def places_hold_their_names(self) -> bool:
        """Whether every declaration's place, in line and column, is where the name stands."""
        return all(self._there(one) for inventory in (self.code, self.manifests) for one in inventory.declarations)

    def _there(self, one: Declaration) -> bool:
        line = self.texts[one.at.path].split("\n")[one.at.line - 1]
        return line[one.at.column - 1 : one.at.end_column - 1] == one.name


def found(inventory: Inventory) -> list[tuple[str, int, int]]:
    """Name, line and column of each declaration."""
    return [(one.name, one.at.line, one.at.column) for one in inventory.declarations]
