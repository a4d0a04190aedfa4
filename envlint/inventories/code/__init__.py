"""The code inventory: which variables a project's code reads, where, how, with what default and type."""

from __future__ import annotations

from envlint.core.declaration import Inventory
from envlint.inventories.code.engine import Engine
from envlint.inventories.code.languages import installed, languages
from envlint.inventories.code.unit import Unit
from envlint.inventories.paths import is_test

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from envlint.inventories.code.language import Language
    from envlint.inventories.tree import Tree


def read(tree: Tree, helpers: tuple[str, ...] = ()) -> Inventory:
    """Return what the code of a project says of variables. ``helpers`` are readers that the settings declare."""
    declarations, dynamic, files, missing = [], [], [], []
    for language in languages():
        paths = [path for path in tree.paths if path.endswith(language.suffixes) or path.rpartition("/")[2] in language.filenames]
        if not paths:
            continue
        if not installed(language):
            missing.append(f"{language.name}: its grammar is not installed")
            continue
        facts = Engine(language, paths, _opener(tree, language)).run()
        declarations += facts.reads.values()
        dynamic += facts.dynamic.values()
        files += paths
    declarations.sort(key=lambda read: (read.at, read.name))
    dynamic.sort(key=lambda each: (each.at, each.pattern))
    return Inventory("code", tuple(declarations), tuple(dynamic), tuple(sorted(files)), tuple(missing))


def _opener(tree: Tree, language: Language) -> Callable[[str], Unit | None]:
    kept: dict[str, Unit | None] = {}

    def opened(path: str) -> Unit | None:
        if path not in kept:
            data = tree.read(path)
            kept[path] = None if data is None else Unit(path, data, language, test=is_test(path))
        return kept[path]

    return opened
