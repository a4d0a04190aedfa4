"""Who else has a file with secrets in it: everybody on this machine, or everybody with the repository."""

from __future__ import annotations

import os

from envlint.core.repository import index, top
from envlint.core.source import Notice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

WRITABLE_BY_OTHERS: Final = 0o002
TEMPLATE_WORDS: Final = frozenset(
    ("default", "defaults", "dist", "example", "examples", "sample", "template", "tmpl", "tpl")
)
"""Words that say a file is an example."""
FIXTURE_WORDS: Final = frozenset(("ci", "test", "testing", "tests", "travis"))
"""Words that say its secrets are made up for a test run."""


def notices(path: str, root: str) -> tuple[Notice, ...]:
    """Return the notices file-permissions and tracked-secret-file of a file, relative to the root or absolute.

    Whether a tracked file holds a secret at all is for the check to say; a template or a fixture never does.
    """
    full = os.path.join(root, path)
    found = []
    if mode := _too_open(full):
        found.append(Notice("file-permissions", detail=f"mode {mode & 0o7777:04o}"))
    if not is_invented(os.path.basename(path)) and _tracked(os.path.realpath(full)):
        found.append(Notice("tracked-secret-file"))
    return tuple(found)


def is_invented(name: str) -> bool:
    """Whether a file's name says that its values are nobody's: ``.env.example``, ``env.dist``, ``.env.test``."""
    words = name.lower().replace("-", ".").replace("_", ".").split(".")
    return not (TEMPLATE_WORDS | FIXTURE_WORDS).isdisjoint(words)


def _too_open(path: str) -> int:
    """Return a file's mode if every user may write it, else 0. On Windows the mode does not tell."""
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return 0
    return mode if os.name == "posix" and mode & WRITABLE_BY_OTHERS else 0


def _tracked(path: str) -> bool:
    """Whether the index of the repository that a file lies in lists it. What cannot be read says no."""
    folder = top(os.path.dirname(path))
    if folder is None:
        return False
    from envlint.formats.git_index import tracks

    try:
        entries = index(folder)
    except (OSError, ValueError):
        return False
    return tracks(entries, os.fsencode(os.path.relpath(path, folder).replace(os.sep, "/")))
