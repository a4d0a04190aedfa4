"""Where a git repository begins, and where it keeps its index. Git itself is not run."""

from __future__ import annotations

import os

from envlint.core.files import slurp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

LARGEST_INDEX: Final = 128 * 1024 * 1024


def top(folder: str) -> str | None:
    """Return the innermost folder, this one or above, that has a ``.git``."""
    while not os.path.lexists(os.path.join(folder, ".git")):
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent
    return folder


def index(folder: str) -> bytes:
    """Return the index of the repository at ``folder``.

    Raises:
        OSError, ValueError: it is not there, or cannot be read.
    """
    return slurp(os.path.join(git_folder(folder), "index"), LARGEST_INDEX)


def git_folder(folder: str) -> str:
    """Return the folder with the index; in a worktree or a submodule, ``.git`` is a file that names it.

    Raises:
        OSError, ValueError: that file cannot be read.
    """
    entry = os.path.join(folder, ".git")
    if os.path.isdir(entry):
        return entry
    named = os.fsdecode(slurp(entry, 4096)).removeprefix("gitdir:").strip()
    return os.path.join(folder, named)
