"""Git's ignore rules, for what is not tracked (gitignore's documentation)."""

from __future__ import annotations

import os
import re
import warnings

from envlint.core.files import slurp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from pathspec import GitIgnoreSpec

    Chain = tuple[tuple[int, GitIgnoreSpec], ...]

LARGEST: Final = 32 * 1024
"""Bytes of an ignore file that are worth reading; what is longer was not written to be read."""


class Ignored:
    """The rules of every ``.gitignore`` from a folder downward, and of the repository's own file, read when needed.

    ``top`` is the folder from which paths count, ``below`` what stands before the paths that are asked about (``""``
    or ending with ``/``).
    """

    def __init__(self, top: str, below: str = "", exclude: str = "") -> None:
        self._top = top
        self._below = below
        self._exclude = exclude
        self._chains: dict[str, Chain] = {}

    def __call__(self, path: str) -> bool:
        """Whether a path is ignored; a folder's ends with ``/``. The folders above it must have been asked about."""
        full = self._below + path
        for start, rules in self._chain(full[: full.rstrip("/").rfind("/") + 1]):
            include = rules.check_file(full[start:]).include
            if include is not None:
                return include
        return False

    def _chain(self, folder: str) -> Chain:
        """Return what holds in a folder, the strongest first: where the paths of each begin, and its rules."""
        if folder not in self._chains:
            own = [(len(folder), rules) for rules in _rules(os.path.join(self._top, folder, ".gitignore"))]
            outer = self._chain(folder[: folder.rstrip("/").rfind("/") + 1]) if folder else self._outermost()
            self._chains[folder] = (*own, *outer)
        return self._chains[folder]

    def _outermost(self) -> Chain:
        return tuple((0, rules) for rules in _rules(self._exclude)) if self._exclude else ()


def _rules(path: str) -> list[GitIgnoreSpec]:
    """Return the rules of a file, the later and stronger first."""
    try:
        if os.path.islink(path):  # git does not follow it either
            return []
        lines = slurp(path, LARGEST).decode("utf-8", "surrogateescape").splitlines()
    except (OSError, ValueError):
        return []
    lines = [line for line in lines if line.strip() and not line.startswith("#")]
    return _compiled(lines) if lines else []


def _compiled(lines: list[str]) -> list[GitIgnoreSpec]:
    """Compile lines together, or by halves where there are too many or one is unsound; that one is left out."""
    # Most trees never get here: what is not tracked in them is left out by its name already.
    import re2
    from pathspec import GitIgnoreSpec

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd patterns, by the module that compiles them
            # The engine that stays linear whatever the patterns are.
            return [GitIgnoreSpec.from_lines(lines, backend="re2")]
    except (ValueError, re.error, re2.error):
        middle = len(lines) // 2
        return [*_compiled(lines[middle:]), *_compiled(lines[:middle])] if middle else []
