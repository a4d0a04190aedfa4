"""The files of one family of languages: searched as bytes, parsed where something stands, kept in bounds."""

from __future__ import annotations

from collections import OrderedDict
from functools import cached_property

from envlint.formats.patterns import Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Final

    from envlint.inventories.code.unit import Unit

PARSED: Final = 16
"""Files whose trees are kept. A tree takes some thirty times the memory of its text."""
KEPT: Final = 8 * 1024 * 1024
"""Bytes of text that are kept from one search to the next."""
SMALL: Final = 3
"""So many times what is kept is little enough to be searched as often as anybody asks."""
SEARCHES: Final = 4
"""Times that all files are searched for one thing, where their texts are more than that."""
WIDEST: Final = 1500
"""Files of a package that are looked through for what it exports."""


class Texts:
    """Opens, searches and keeps files.

    ``raw`` reads a file's bytes, None where that cannot be done; ``room`` bytes of them are kept.
    """

    def __init__(
        self,
        paths: Iterable[str],
        open_unit: Callable[[str], Unit | None],
        raw: Callable[[str], bytes | None] | None = None,
        room: int = KEPT,
    ) -> None:
        self.paths = list(paths)
        self._open_unit = open_unit
        self._read = raw
        self._units: OrderedDict[str, Unit | None] = OrderedDict()
        self._kept: dict[str, bytes] = {}
        self._room = room
        self._unmeasured = SMALL * room
        self._measured: set[str] = set()
        self._found: dict[bytes, list[str]] = {}
        self._near: dict[tuple[bytes, str], list[str]] = {}
        self._searches = SEARCHES

    def unit(self, path: str) -> Unit | None:
        """Return a file with its tree, None if it cannot be read."""
        if path in self._units:
            self._units.move_to_end(path)
            return self._units[path]
        unit = self._units[path] = self._open_unit(path)
        if unit is not None:
            unit.everywhere = lambda needle: [each for each in map(self.unit, self.holding(needle)) if each is not None]
            unit.holding = lambda needle: [
                each for each in map(self.unit, self.holding(needle, unit)) if each is not None
            ]
            unit.anywhere = lambda needle: [each for each in map(self.unit, self.holding(needle)) if each is not None]
            unit.called = lambda name: [each for each in map(self.unit, self.called(name)) if each is not None]
        if len(self._units) > PARSED:
            self._units.popitem(last=False)
        return unit

    def raw(self, path: str) -> bytes:
        """Return the bytes of a file, none if it cannot be read."""
        if path in self._kept:
            return self._kept[path]
        if self._read is None:
            unit = self.unit(path)
            return unit.original if unit is not None else b""
        data = self._read(path) or b""
        if path not in self._measured:
            self._measured.add(path)
            self._unmeasured -= len(data)
        if len(data) < self._room:
            self._room -= len(data)
            self._kept[path] = data
        return data

    def with_any(self, words: Iterable[bytes], among: Iterable[str] | None = None) -> list[str]:
        """Return the files that hold any of some words, in order; of all files unless some are named."""
        search = Words(words)
        return [path for path in (self.paths if among is None else among) if search.within(self.raw(path))]

    def holding(self, needle: bytes, near: Unit | None = None) -> list[str]:
        """Return the files that hold some bytes.

        Those near a file (its folder, what it imports), if any of them does; where there is too much text, all
        files are searched only so many times.
        """
        if near is not None:
            key = (needle, near.path)
            if key not in self._near:
                self._near[key] = self.with_any((needle,), self.around(near, needle.decode("utf-8", "replace")))
            if any(path != near.path for path in self._near[key]) or _imports(near, needle):
                return self._near[key]
        if needle not in self._found:
            if self._unmeasured <= 0:
                self._searches -= 1
            self._found[needle] = self.with_any((needle,)) if self._searches > 0 else []
        return self._found[needle]

    # --- by their paths

    def around(self, unit: Unit, name: str = "") -> list[str]:
        """Return the files in a file's folder and those its imports may mean; of an imported name only its own."""
        found = dict.fromkeys(self.in_folder(unit.path.rpartition("/")[0]))
        own = [known for local, known in unit.imported.items() if name in (local, known[1])]
        for module, original in own or unit.imported.values():
            words = [word for word in module.replace("::", "/").replace("\\", "/").split("/") if word.strip(".")]
            if own and not module.startswith("."):
                inside = self._by_part.get(words[-1].casefold(), []) if words else []
                found.update(dict.fromkeys(inside if len(inside) <= WIDEST else ()))
            parts = [part for word in words[-2:] for part in word.split(".")[-2:]]
            for name_of_file in (*parts, original):
                found.update(dict.fromkeys(self.called(name_of_file)))
        return sorted(found)

    def in_folder(self, folder: str) -> list[str]:
        """Return the files directly in a folder."""
        return self._by_folder.get(folder, [])

    def called(self, name: str) -> list[str]:
        """Return the files that a module's name may mean: by their name, or that of their folder."""
        return self._by_name.get(name.casefold(), [])

    @cached_property
    def _by_folder(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in self.paths:
            found.setdefault(path.rpartition("/")[0], []).append(path)
        return found

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in self.paths:
            folder, _, name = path.rpartition("/")
            for word in {name.partition(".")[0].casefold(), folder.rpartition("/")[2].casefold()}:
                found.setdefault(word, []).append(path)
        return found

    @cached_property
    def _by_part(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in self.paths:
            for word in set(path.casefold().split("/")[:-1]):
                found.setdefault(word, []).append(path)
        return found


def _imports(unit: Unit, needle: bytes) -> bool:
    """Whether a file imports a name: what it means is then where the import points, and nowhere else."""
    name = needle.decode("utf-8", "replace")
    return any(name in (local, original) for local, (_, original) in unit.imported.items())
