"""Which loaders a project reads its files of variables with, as far as its files show.

One module a kind of evidence. A module's ``read`` takes the ``Files`` of a project and yields ``Loader``s, in any
order; what it cannot parse it says with ``files.broken``. Nothing is run, and nothing outside of the tree is read.
"""

from __future__ import annotations

from importlib import import_module

from envlint.core.loader import Loaders
from envlint.inventories.loaders.files import Files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Final

    from envlint.core.loader import Loader
    from envlint.inventories.tree import Tree

MODULES: Final = (
    "commands",
    "compose",
    "devcontainer",
    "envrc",
    "gitlab",
    "go",
    "javascript",
    "justfile",
    "kustomize",
    "makefile",
    "php",
    "procfile",
    "python",
    "ruby",
    "runtimes",
    "rust",
    "taskfile",
    "units",
)
"""The kinds of evidence: modules of this package with a function ``read``."""


def read(tree: Tree) -> Loaders:
    """Return the loaders that the files of a project show, each with its place and the reason."""
    files = Files(tree)
    found: list[Loader] = []
    for name in MODULES:
        found += _read(name, files)
    unique = {(one.dialect, one.path, one.folder, one.at): one for one in found}
    ordered = sorted(unique.values(), key=lambda one: (one.at.path, one.at.line, one.at.column, one.dialect, one.path))
    return Loaders(tuple(ordered), tuple(sorted(files.broken)), files.evidence, files.folders)


def _read(name: str, files: Files) -> Iterable[Loader]:
    module: Any = import_module(f"{__name__}.{name}")
    found: Iterable[Loader] = module.read(files)
    return found
