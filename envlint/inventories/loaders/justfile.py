"""Files of variables that just loads for its recipes: ``set dotenv-load`` and its relatives.

Source: just's manual, "Dotenv settings". ``dotenv-filename`` is looked for in the justfile's folder and those above it,
``dotenv-path`` counts from the justfile's folder.
"""

from __future__ import annotations

import re

from envlint.inventories.loaders.shell_values import Surroundings, expand
from envlint.inventories.loaders.whereabouts import absolute, loaders

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.core.loader import Loader
    from envlint.inventories.loaders.files import Files

PATH: Final = re.compile(r"(?:^|[./])justfile$|\.just$", re.IGNORECASE)
SET: Final = re.compile(r"^set[ \t]+(dotenv-(?:load|required|filename|path))(?:[ \t]*:=[ \t]*([^\n]*))?", re.MULTILINE)
STRING: Final = re.compile(r"(x?)(?:\"([^\"\n]*)\"|'([^'\n]*)')")
"""A literal, or a list of them; ``x`` before it expands variables as a shell does."""


def read(files: Files) -> Iterator[Loader]:
    """Yield what just loads."""
    for path in files.tree.paths:
        if not PATH.search(path) or not files.holding(path, (b"dotenv",)):
            continue
        found = [match for match in SET.finditer(files.text(path)) if not (match[2] or "").startswith("false")]
        named = [match for match in found if match[1] in ("dotenv-filename", "dotenv-path")]
        for match in named or found[:1]:
            yield from _set(files, path, match)


def _set(files: Files, path: str, match: re.Match[str]) -> Iterator[Loader]:
    folder, _, name = path.rpartition("/")
    why = f"set {match[1]} in {name}"
    if match[1] in ("dotenv-load", "dotenv-required"):
        folder = _having(files, folder, ".env")
        yield from loaders(files, absolute(".env", folder), "just", why, files.at(path, *match.span(1)))
        return
    for string in STRING.finditer(match[2] or ""):
        group = 2 if string[2] is not None else 3
        at = files.at(path, match.start(2) + string.start(group), match.start(2) + string.end(group))
        around = Surroundings(absolute("", folder))
        for name in expand(string[group], around, quoted=True) if string[1] else [string[group]]:
            where = folder if match[1] == "dotenv-path" else _having(files, folder, name)
            yield from loaders(files, absolute(name, where), "just", why, at)


def _having(files: Files, folder: str, name: str) -> str:
    """Return the nearest folder that has a file, of this one and those above it; this one where none has it."""
    above = folder
    while above and not files.has(f"{above}/{name}"):
        above = above.rpartition("/")[0]
    return above if above or files.has(name) else folder
