"""Which loaders read a file of the project: those that the settings name, else those that the repository shows."""

from __future__ import annotations

from envlint.analysis.paths import fits
from envlint.commands.hearing import SHARED
from envlint.commands.recalled import recalled
from envlint.core.loader import SHELLS, WITHOUT_QUOTES, Loader, Loaders, untemplated
from envlint.core.location import Location

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.commands.contract import Contract

BEFORE: Final = SHELLS | {"bash-xargs", "direnv", "make"}
"""Dialects of what runs before the program, often only on a developer's machine."""
BESIDE: Final = "compose-project"
"""Compose reads it for its own file and hands nothing on."""


class Readers:
    """The loaders in use in one project. The repository is looked through once, and only if that is needed."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract

    @property
    def found(self) -> Loaders:
        """The loaders that the repository shows."""
        shared, root = self._contract.shared, self._contract.root
        if SHARED not in shared:
            shared[SHARED] = recalled(root, lambda: _looked_for(root))
        found: Loaders = shared[SHARED]
        return found

    def of(self, path: str) -> tuple[Loader, ...]:
        """Return the loaders that read a file, its path relative to the root; each dialect once.

        The first is the one whose reading is judged: what the settings name first, else what is given this very file,
        else what a dependency loads, and shells last; of several those first that know quotes.
        """
        if named := self._stated(path):
            return named
        if not path or path.startswith(("/", "../")):
            return ()
        reading = [loader for loader in self.found.loaders if loader.reads(path)]
        unique: dict[str, Loader] = {}
        for loader in sorted(reading, key=_rank):
            unique.setdefault(loader.dialect, loader)
        return tuple(unique.values())

    def _stated(self, path: str) -> tuple[Loader, ...]:
        settings = self._contract.settings
        at = Location(self._contract.found.path, self._contract.found.path)
        for pattern, names in settings.readers:
            if pattern == "*" or fits(path, pattern) or fits(untemplated(path), pattern):
                return tuple(Loader(name, "the settings name it", at) for name in names)
        return ()


def _looked_for(root: str) -> Loaders:
    # Imported only where it is not known from an earlier run.
    from envlint.inventories import loaders
    from envlint.inventories.tree import listing

    return loaders.read(listing(root))


def _rank(loader: Loader) -> tuple[int, bool, str, int, str]:
    late = 3 if loader.dialect == BESIDE else 2 if loader.dialect in BEFORE else 0 if loader.path else 1
    return late, loader.dialect in WITHOUT_QUOTES, loader.at.path, loader.at.line, loader.dialect
