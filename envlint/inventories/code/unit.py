"""One file of code among the others of its project."""

from __future__ import annotations

import re
from functools import cached_property

from envlint.inventories.code.functions import Functions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tree_sitter import Node

    from envlint.inventories.code.language import Language


class Unit(Functions):
    """A file of code, with what it imports and a way to the other files."""

    def __init__(self, path: str, data: bytes, language: Language, *, test: bool = False) -> None:
        super().__init__(path, data, language)
        self.test = test
        self._spoken: dict[str, bool] = {}
        self.uses: dict[int, Any] = {}
        """What becomes of the values of expressions, as far as it was asked before."""
        self.defined: dict[tuple[str, int], list[Node]] = {}
        """The values that names are given in functions, as far as it was asked before."""
        self.everywhere: Callable[[bytes], list[Unit]] = lambda _needle: []
        """Return all files of the project in the same language that hold some bytes (a class that others inherit)."""
        self.holding: Callable[[bytes], list[Unit]] = lambda _needle: []
        """Return the files of the project in the same language that hold some bytes (a class, a constant)."""
        self.anywhere: Callable[[bytes], list[Unit]] = lambda _needle: []
        """Return all files of the project that hold some bytes."""
        self.called: Callable[[str], list[Unit]] = lambda _name: []
        """Return the files whose name, or whose folder's, is a module's name."""

    def speaks_of(self, word: str) -> bool:
        """Whether a word stands anywhere in the file."""
        if word not in self._spoken:
            self._spoken[word] = re.search(rf"(?<!\w){re.escape(word)}(?!\w)".encode(), self.data) is not None
        return self._spoken[word]

    @cached_property
    def imported(self) -> dict[str, tuple[str, str]]:
        """What the file imports: local name -> (module, original name)."""
        return dict(self.language.imported(self))

    @cached_property
    def package(self) -> str:
        """The name under which other files speak of this one."""
        return self.language.package(self)
