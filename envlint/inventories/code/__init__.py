"""The code inventory: which variables a project's code reads, where, how, with what default and type."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.core.declaration import Inventory
    from envlint.inventories.tree import Tree


def read(tree: Tree, helpers: tuple[str, ...] = ()) -> Inventory:
    """Return what the code of a project says of variables. ``helpers`` are readers that the settings declare.

    What breaks on one file, or on one language, is kept among the faults, and everything else is read all the same.

    Raises:
        EnvlintError: a helper cannot be understood.
    """
    from envlint.inventories.code import reading  # an earlier run may have left what it would find

    return reading.read(tree, helpers)
