"""Files of configuration and operation: what they read, and what they set for the project's program.

One small module a kind of file; only those are imported whose files are there. A module's ``read`` takes a ``Page``
and yields what it finds, in any order.
"""

from __future__ import annotations

from importlib import import_module

from envlint.core.declaration import Declaration, Inventory
from envlint.core.location import Location
from envlint.formats.encoding import decode
from envlint.formats.unparsed import Unparsed
from envlint.inventories.configs.images import MANIFESTS, of_project
from envlint.inventories.configs.kinds import kinds_of
from envlint.inventories.configs.page import Page
from envlint.inventories.configs.supply import Supply
from envlint.inventories.paths import is_test

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, Final

    from envlint.inventories.configs.kinds import Kind
    from envlint.inventories.configs.page import Item
    from envlint.inventories.tree import Tree

# Kinds that may give the program variables: where one is broken, nobody can tell what is never supplied.
DEPLOYING: Final = frozenset(("compose", "kubernetes", "render", "serverless"))


def read(tree: Tree) -> tuple[Inventory, Inventory]:
    """Return what such files read (kind ``code``), and what they set (kind ``manifests``).

    A read has ``how`` ``ops``, or ``framework`` where the program itself resolves the reference. What is set for the
    project's own program is WRITTEN; MENTIONED is what is set for whatever runs there, so that nobody can tell that
    it is not read. The ``files`` of the manifests are those that run the project's program, and their ``not_covered``
    tells from where else it is given variables that the tree does not show.
    """
    images = _images(tree)
    supply, unparsed, files = Supply(tree), list[Location](), list[str]()
    for path, kind, data in _candidates(tree):
        page = Page(path, decode(data)[0], kind.name, test=is_test(path), images=images)
        files.append(path)
        try:
            supply.add(path, _read(kind, page))
        except Unparsed as error:
            place = Location(path, path, error.line, error.column)
            unparsed.append(place)
            supply.not_covered += [f"{place}: {kind.name} file that cannot be read"] if kind.name in DEPLOYING else []
    code, manifests = supply.joined()
    return (
        Inventory("code", _sorted(code), files=tuple(files), unparsed=tuple(unparsed)),
        Inventory("manifests", _sorted(manifests), files=supply.running, not_covered=tuple(supply.not_covered)),
    )


def _candidates(tree: Tree) -> Iterable[tuple[str, Kind, bytes]]:
    for path in tree.paths:
        kinds = kinds_of(path)
        data = tree.read(path) if kinds else None
        kind = next((kind for kind in kinds if kind.holds(data)), None) if data else None
        if kind and data:
            yield path, kind, data


def _read(kind: Kind, page: Page) -> list[Item]:
    """Return all that a file says.

    Raises:
        Unparsed: it is broken.
    """
    module, _, function = kind.reader.partition(":")
    reader: Callable[[Page], Iterable[Any]] = getattr(import_module(f"{__name__}.{module}"), function or "read")
    return list(reader(page))


def _images(tree: Tree) -> frozenset[str]:
    manifests = [path for path in tree.paths if path.rpartition("/")[2] in MANIFESTS and path.count("/") < 2]
    texts = (tree.read(path) or b"" for path in manifests)
    return of_project(tree.root, tree.paths, [text.decode("utf-8", "replace") for text in texts])


def _sorted(declarations: Iterable[Declaration]) -> tuple[Declaration, ...]:
    return tuple(
        sorted(dict.fromkeys(declarations), key=lambda one: (one.at.path, one.at.line, one.at.column, one.name))
    )
