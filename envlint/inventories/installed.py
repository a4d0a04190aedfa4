"""What this program is made of: what it found in a project holds as long as that is the same."""

from __future__ import annotations

import os
from _blake2 import blake2b
from functools import lru_cache
from importlib.util import find_spec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

PACKAGE: Final = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PARTS: Final = ("core", "formats", "inventories")
PARSERS: Final = ("tree_sitter", "pglast")
"""How the names of the packages begin that parse; beside each stands a folder named after its version."""


@lru_cache(maxsize=1)
def made_by() -> bytes:
    """Return 16 bytes, others as soon as a module that reads projects changes or a grammar comes, goes or changes."""
    parts = [f"{path}\0{status.st_size}\0{status.st_mtime_ns}" for path, status in sorted(_modules())]
    return blake2b("\0\0".join([*parts, *sorted(_grammars())]).encode(), digest_size=16).digest()


def _modules() -> Iterator[tuple[str, os.stat_result]]:
    for part in PARTS:
        for folder, _, names in os.walk(os.path.join(PACKAGE, part)):
            for name in names:
                if name.endswith(".py"):
                    path = os.path.join(folder, name)
                    yield path, os.stat(path)


def _grammars() -> list[str]:
    found = find_spec(PARSERS[0])
    if found is None or found.origin is None:
        return []
    return [name for name in os.listdir(os.path.dirname(os.path.dirname(found.origin))) if name.startswith(PARSERS)]
