"""What files set for others, joined with who wants it: ``env_file``, ``envFrom``, ``EnvironmentFile``."""

from __future__ import annotations

import posixpath
import re

from envlint.core.declaration import Declaration, Read
from envlint.formats.encoding import decode
from envlint.inventories.configs.page import Page, Runs, Wanted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

    from envlint.core.location import Location
    from envlint.inventories.configs.page import Item
    from envlint.inventories.tree import Tree

ASSIGNMENT: Final = re.compile(r"^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)[ \t]*=", re.MULTILINE)

# Such a file is the project's template: what is said of its entries is said there.
TEMPLATE: Final = re.compile(r"(?:example|sample|template|dist)[^/]*$")


class Supply:
    """Everything that the files of a tree say, until who wants what is known."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.not_covered: list[str] = []
        self._said: list[Declaration] = []
        self._wanted: dict[tuple[str, str], Location] = {}
        self._offered: dict[tuple[str, str], tuple[Declaration, ...]] = {}
        self._running: dict[str, None] = {}

    @property
    def running(self) -> tuple[str, ...]:
        """The files that run the project's own program."""
        return tuple(self._running)

    def add(self, path: str, items: Iterable[Item]) -> None:
        """Take in what one file says."""
        for item in items:
            if isinstance(item, Declaration):
                self._said.append(item)
            elif isinstance(item, Runs):
                self._running.setdefault(path)
            elif isinstance(item, Wanted):
                name = _resolved(path, item.name) if item.kind == "file" else item.name
                self._wanted.setdefault((item.kind, name), item.at)
            else:
                key = item.kind, item.name
                self._offered[key] = self._offered.get(key, ()) + item.declarations

    def joined(self) -> tuple[list[Declaration], list[Declaration]]:
        """Return what is read, and what is set."""
        reads: list[Declaration] = [one for one in self._said if isinstance(one, Read)]
        return reads, [one for one in self._said if not isinstance(one, Read)] + list(self._supplied())

    def _supplied(self) -> Iterator[Declaration]:
        for (kind, name), at in self._wanted.items():
            found = self._file(name) if kind == "file" else self._offered.get((kind, name))
            if found is None:
                self.not_covered.append(f"{at}: the variables of {kind} {name} are not in the tree")
            else:
                yield from found

    def _file(self, path: str) -> tuple[Declaration, ...] | None:
        data = self.tree.read(path) if path in self.tree else None
        if data is None:
            return None
        page = Page(path, decode(data)[0], "dotenv")
        ours = not TEMPLATE.search(path)
        return tuple(page.write(match[1], match.start(1), ours=ours) for match in ASSIGNMENT.finditer(page.text))


def _resolved(path: str, name: str) -> str:
    """Return the path of a file named in another, relative to the root; what leads out of it is in no tree."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
