"""Which code of a project is not looked at: in languages that envlint does not read, and in absent submodules."""

from __future__ import annotations

import re

from envlint.formats.folders import is_example
from envlint.inventories.excluded import FOLDERS
from envlint.inventories.paths import is_test

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.inventories.tree import Tree

LANGUAGES: Final = {
    ".swift": "Swift", ".scala": "Scala", ".sc": "Scala", ".dart": "Dart", ".groovy": "Groovy", ".pl": "Perl",
    ".pm": "Perl", ".lua": "Lua", ".r": "R", ".R": "R", ".jl": "Julia", ".hs": "Haskell", ".ml": "OCaml",
    ".clj": "Clojure", ".cljs": "Clojure", ".erl": "Erlang", ".fs": "F#", ".vb": "Visual Basic",
    ".m": "Objective-C", ".mm": "Objective-C", ".nim": "Nim", ".zig": "Zig", ".cr": "Crystal", ".v": "V",
    ".d": "D", ".ps1": "PowerShell", ".psm1": "PowerShell", ".fish": "fish", ".tcl": "Tcl", ".cfm": "CFML",
    ".coffee": "CoffeeScript", ".elm": "Elm", ".gleam": "Gleam", ".hack": "Hack", ".f90": "Fortran",
    ".pas": "Pascal",
}  # fmt: skip
ENVIRONMENT: Final = re.compile(rb"(?i)environ|getenv|lookupenv|setenv|env_?vars?\b|\$env\b|%ENV\b|\benv[.:\[(]")
"""What a program has in it that asks for the environment, in any of these languages."""
SUBMODULE: Final = re.compile(r"^\s*path\s*=\s*(\S.*?)\s*$", re.MULTILINE)
# Submodules in such folders are other people's, as everything else there.
OF_OTHERS: Final = frozenset(
    ("deps", "dependencies", "extern", "external", "externals", "lib", "libs", "themes", "theme", "docs", "doc",
     "contrib", "submodules", "3rdparty", "thirdparty", "assets", "data")
)  # fmt: skip


def not_covered(tree: Tree) -> tuple[str, ...]:
    """Return, in words, what code is there that was not looked at and may ask for variables: ``Perl (3 files)``.

    What tests and examples alone run is left out, and so are files without a word of the environment.
    """
    counts: dict[str, int] = {}
    for path in tree.paths:
        language = LANGUAGES.get(path[path.rfind(".") :]) if "." in path[-7:] else None
        if language is not None and not is_test(path) and not is_example(path) and _asks(tree, path):
            counts[language] = counts.get(language, 0) + 1
    found = [f"{name} ({count} {'file' if count == 1 else 'files'})" for name, count in sorted(counts.items())]
    return (*found, *(f"submodule {path} (not checked out)" for path in _submodules(tree)))


def _asks(tree: Tree, path: str) -> bool:
    data = tree.read(path)
    return data is None or ENVIRONMENT.search(data) is not None


def _submodules(tree: Tree) -> Iterator[str]:
    """Yield the submodules whose folders are empty, those apart that hold what others wrote."""
    if ".gitmodules" not in tree:
        return
    text = (tree.read(".gitmodules") or b"").decode("utf-8", "replace")
    for path in sorted({found[1].strip("/") for found in SUBMODULE.finditer(text)}):
        folders = frozenset(path.lower().split("/"))
        others = not folders.isdisjoint(FOLDERS.keys() | OF_OTHERS) or is_test(f"{path}/") or is_example(f"{path}/")
        if not others and not tree.below(path).paths:
            yield path
