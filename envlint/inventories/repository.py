"""The git repository around a folder: where it begins, and what it tracks. Git itself is not run."""

from __future__ import annotations

import os

from envlint.core.files import slurp
from envlint.formats import git_index

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


def tracked(folder: str, below: str) -> frozenset[str]:
    """Return the paths that the repository at ``folder`` tracks below one of its folders, relative to that.

    ``below`` is ``""`` or ends with ``/``. An index that is not there or cannot be read tracks nothing.
    """
    try:
        index = slurp(os.path.join(git_folder(folder), "index"), LARGEST_INDEX)
    except (OSError, ValueError):
        return frozenset()
    # One call decodes them all: a path cannot hold a NUL.
    paths = os.fsdecode(b"\0".join(git_index.files(index))).split("\0")
    if below:
        return frozenset([path[len(below) :] for path in paths if path.startswith(below)])
    return frozenset(paths)


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


def exclude_file(folder: str) -> str:
    """Return the path of the repository's own ignore rules, which its worktrees share; ``""`` if it is not found."""
    try:
        own = git_folder(folder)
    except (OSError, ValueError):
        return ""
    try:
        shared = os.path.join(own, os.fsdecode(slurp(os.path.join(own, "commondir"), 4096)).strip())
    except (OSError, ValueError):
        shared = own
    return os.path.join(shared, "info", "exclude")
