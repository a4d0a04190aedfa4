"""Files of variables that a Makefile includes: ``include .env``, ``-include .env``, ``sinclude .env``.

Source: GNU make's manual, 3.3 "Including Other Makefiles".
"""

from __future__ import annotations

import re

from envlint.inventories.loaders.fragments import make_variables, make_view
from envlint.inventories.loaders.runs import is_env_file
from envlint.inventories.loaders.shell_values import expand, joined
from envlint.inventories.loaders.whereabouts import loaders

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.core.loader import Loader
    from envlint.inventories.loaders.files import Files

PATH: Final = re.compile(r"(?:^|/)(?:GNU)?[Mm]akefile(?:\.(?!am$|in$|py$)[\w-]+)?$|\.mk$")
INCLUDE: Final = re.compile(r"^[ \t]*(-include|sinclude|include)[ \t]+([^\n#]+)", re.MULTILINE)
WORD: Final = re.compile(r"(?:\$\{[^{}]*\}|\$\([^()]*\)|[^\s$]|\$)+")


def read(files: Files) -> Iterator[Loader]:
    """Yield the files that Makefiles include and that are files of variables by their names."""
    for path in files.tree.paths:
        if not PATH.search(path) or not files.holding(path, (b"include",)):
            continue
        name = path.rpartition("/")[2]
        view = make_view(files.text(path))
        around = make_variables(_started(files, path), view)
        for match in INCLUDE.finditer(view):
            for word in WORD.finditer(match[2]):
                start = match.start(2) + word.start()
                at = files.at(path, start, start + len(word[0]))
                for value in expand(word[0], around):
                    if is_env_file(value):
                        full = joined(around.folder, value)
                        yield from loaders(files, full, "make", f"{match[1]} in {name}", at)


def _started(files: Files, path: str) -> str:
    """Return the Makefile that includes a ``.mk`` file: paths count from where make was started."""
    folder = path.rpartition("/")[0]
    while path.endswith(".mk"):
        if found := [one for one in ("Makefile", "makefile", "GNUmakefile") if _in(folder, one) in files.tree]:
            return _in(folder, found[0])
        if not folder:
            break
        folder = folder.rpartition("/")[0]
    return path


def _in(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name
