"""Where a name stands that nobody was seen to read: in files that could not be understood, and in quotes in code."""

from __future__ import annotations

from functools import cached_property

from envlint.core.declaration import MENTIONED, Declaration, Inventory
from envlint.core.location import Location
from envlint.formats.patterns import Words
from envlint.inventories.paths import is_test
from envlint.inventories.remembered import remembered

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

    from envlint.commands.survey import Survey

QUOTES: Final = "\"'`"
SETTINGS: Final = (".yml", ".yaml", ".json", ".jsonc", ".toml", ".ini", ".xml", ".properties")
"""Files that quote a name where they set a variable."""


class Suspicion:
    """Tells of a name whether code may read it although no read was seen.

    A name in quotes is handed to somebody, is set for a child process, or is looked up in a table of them: whoever has
    an entry for it is not told that it is dead. One that the code was seen to set is no such case.
    """

    def __init__(self, survey: Survey) -> None:
        self._survey = survey

    def __call__(self, name: str) -> bool:
        """Whether the name stands in such a place."""
        return name in self._quoted or any(data is None or name.encode() in data for data in self._unparsed)

    @cached_property
    def _unparsed(self) -> list[bytes | None]:
        places = {at.path for inventory in self._survey.inventories for at in inventory.unparsed}
        return [self._survey.tree.read(path) for path in sorted(places)]

    @cached_property
    def _quoted(self) -> frozenset[str]:
        names = tuple(self._unseen())
        if not names:
            return frozenset()
        (found,) = remembered(self._survey.tree, "quoted", names, lambda: (self._mentions(names),))
        return frozenset(said.name for said in found.declarations)

    def _mentions(self, names: Iterable[str]) -> Inventory:
        """Return the files of the program that hold one of some names in quotes, as mentions of it."""
        spelt = {f"{quote}{name}{quote}".encode(): name for name in names for quote in QUOTES}
        search = Words(spelt)
        found: dict[Declaration, None] = {}
        for path in self._survey.files("code"):
            if path.endswith(SETTINGS) or is_test(path):
                continue
            data = self._survey.tree.read(path)
            if data is not None and search.within(data):
                held = (name for word, name in spelt.items() if word in data)
                found.update((Declaration(name, "code", Location(path, path), MENTIONED), None) for name in held)
        return Inventory("code", tuple(found))

    def _unseen(self) -> Iterator[str]:
        """Yield the names that have an entry somewhere, and of which no code was seen to say anything."""
        inventories = self._survey.inventories
        seen = {said.name for each in inventories if each.kind == "code" for said in each.declarations}
        others = {said.name for each in inventories if each.kind != "code" for said in each.declarations}
        yield from sorted(others - seen)
