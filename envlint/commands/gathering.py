"""Asking every reader, also where one of them cannot answer or breaks."""

from __future__ import annotations

from envlint.commands.watched import Watched
from envlint.core.bug import Bug
from envlint.core.declaration import Inventory
from envlint.core.errors import EnvlintError
from envlint.core.finding import Finding
from envlint.core.location import Location

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from envlint.inventories.tree import Tree

    Given = TypeVar("Given")


class Gathering:
    """Asks every reader. What one cannot read, or where one breaks, is kept, and the rest is asked all the same."""

    def __init__(self, progress: Callable[[int, int, str], None] | None = None) -> None:
        self.progress = progress
        self.unread: list[Finding] = []
        self.faults: list[Bug] = []

    def watched(self, tree: Tree, what: str) -> Tree:
        """Return the tree, counted while it is read if somebody wants to know."""
        return tree if self.progress is None else Watched(tree, self.progress, what)

    def take(self, kind: str, read: Callable[[], Inventory]) -> Inventory:
        """Return what a reader gives, an empty inventory where it cannot."""
        given = self.attempt(read, Inventory(kind), kind)
        self.faults += given.faults
        return given

    def look(self, tree: Tree) -> None:
        """Keep what of a tree could not be looked at."""
        for path, reason in tree.unreadable:
            self.unread.append(Finding("ENV901", "unreadable", f"cannot be read: {reason}", Location(path, path)))

    def attempt(self, read: Callable[[], Given], otherwise: Given, what: str) -> Given:
        """Return what a reader gives, or the substitute."""
        try:
            return read()
        except EnvlintError as error:
            at = error.at or Location(what)
            self.unread.append(Finding("ENV901", "unreadable", error.message, at, help=error.help))
        except Exception as fault:  # noqa: BLE001  a reader that breaks must not silence what the others gave
            self.faults.append(Bug(fault))
        return otherwise
