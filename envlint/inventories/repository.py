"""What a git repository tracks and ignores. Git itself is not run."""

from __future__ import annotations

import os

from envlint.core.files import slurp
from envlint.core.repository import git_folder, index
from envlint.formats import git_index


def tracked(folder: str, below: str) -> frozenset[str]:
    """Return the paths that the repository at ``folder`` tracks below one of its folders, relative to that.

    ``below`` is ``""`` or ends with ``/``. An index that is not there or cannot be read tracks nothing.
    """
    try:
        entries = index(folder)
    except (OSError, ValueError):
        return frozenset()
    # One call decodes them all: a path cannot hold a NUL.
    paths = os.fsdecode(b"\0".join(git_index.files(entries))).split("\0")
    if below:
        return frozenset([path[len(below) :] for path in paths if path.startswith(below)])
    return frozenset(paths)


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
