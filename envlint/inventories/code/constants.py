"""The values of constants that another file defines, found by what its path says."""

from __future__ import annotations

import re

from envlint.inventories.code.keys import Resolver
from envlint.inventories.code.visible import leads_to

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from tree_sitter import Node

    from envlint.inventories.code.texts import Texts
    from envlint.inventories.code.unit import Unit

MOST: Final = 60
CONSTANT: Final = re.compile(r"[A-Z][A-Z0-9_]{2,}")
SEARCHES: Final = 40
"""Constants that are looked for in all files, because no path says where they are."""


class Constants:
    """Looks constants up, each once."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._known: dict[tuple[str, str], list[tuple[Unit, Node]]] = {}
        self._searches = SEARCHES

    def elsewhere(self, unit: Unit, name: str) -> list[tuple[Unit, Node]]:
        """Return the values of a constant, a dotted name in a file, that other files define."""
        key = (unit.path if unit.language.scope == "import" else unit.path.rpartition("/")[0], name)
        if key not in self._known:
            self._known[key] = []  # a constant that is defined by itself ends here
            self._known[key] = self._find(unit, name)
        return [(other, value) for other, value in self._known[key] if other.path != unit.path]

    def _find(self, unit: Unit, name: str) -> list[tuple[Unit, Node]]:
        owner, _, word = name.rpartition(".")
        if not re.fullmatch(r"\w+", word):
            return []
        original = unit.imported.get(name.partition(".")[0], ("", ""))[1]
        if not owner and original not in ("", "*", "default"):
            word = original
        elif owner and "." not in owner and original not in ("", "*", "default"):
            owner = original
        found = []
        for path in self._where(unit, owner, word)[:MOST]:
            other = self._texts.unit(path)
            if other is not None:
                found += self._defined(other, owner, word)
        near = [each for each in found if _near(each[0], unit, owner)]
        return near or found

    def _where(self, unit: Unit, owner: str, word: str) -> list[str]:
        """Return the files that may define a constant: those with its name, where its import or owner points."""
        texts, scope = self._texts, unit.language.scope
        first = (owner or word).partition(".")[0]
        known = unit.imported.get(first)
        paths: list[str] = []
        if scope == "package":
            folder = known[0].rstrip("/").rpartition("/")[2] if known else owner
            paths = texts.called(folder) if owner else texts.in_folder(unit.path.rpartition("/")[0])
        elif known is not None:
            words = [each for each in re.split(r"::|[./\\]", known[0]) if each][-2:]
            paths = [path for each in (*words, known[1]) for path in texts.called(each)]
            paths = [path for path in paths if scope != "import" or leads_to(known[0], unit, path)]
        elif scope != "import":
            paths = texts.called(owner.rpartition(".")[2]) if owner else texts.in_folder(unit.path.rpartition("/")[0])
        paths = texts.with_any((unit.language.defining.format(word).encode(),), dict.fromkeys(paths))
        if not paths and scope not in ("import", "package") and CONSTANT.fullmatch(word) and self._searches:
            self._searches -= unit.language.defining == "{}"
            paths = texts.holding(unit.language.defining.format(word).encode())
        return paths

    def _defined(self, unit: Unit, owner: str, word: str) -> list[tuple[Unit, Node]]:
        resolver = Resolver(unit)
        found = []
        for node in unit.mentions(word):
            value = resolver.value_of(node) if unit.function_of(node) is None else None
            if value is not None and (not owner or _can_own(unit, owner) or resolver.owned_by(node, owner)):
                found.append((unit, value))
        return found


def _can_own(unit: Unit, owner: str) -> bool:
    last = owner.rpartition(".")[2]
    folder, _, name = unit.path.rpartition("/")
    return last in (name.partition(".")[0], folder.rpartition("/")[2], unit.package)


def _near(other: Unit, unit: Unit, owner: str) -> bool:
    if owner:
        return _can_own(other, owner)
    return other.path.rpartition("/")[0] == unit.path.rpartition("/")[0]
