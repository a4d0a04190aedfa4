"""What the docs say: the entries and mentions of variables on Markdown pages."""

from __future__ import annotations

import re

from envlint.core.declaration import Inventory
from envlint.formats.encoding import decode
from envlint.inventories.chosen import chosen
from envlint.inventories.docs import other
from envlint.inventories.docs.page import Page
from envlint.inventories.docs.pages import is_markdown, lists_variables, may_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.core.declaration import Declaration
    from envlint.inventories.tree import Tree

# Nothing can be an entry where no word of capitals stands in code, a cell, a heading or a list, or before "=".
WORTH_READING = re.compile(rb"[A-Z0-9]_[A-Z0-9]|[A-Z]=|[`|#*>-] ?[A-Z]{2}|_proxy")


def read(tree: Tree, named: tuple[str, ...] = ()) -> Inventory:
    """Return what the docs of a project say.

    ``named`` are the pages that settings name; nothing else is looked at then. Without it those count that lie where
    docs usually do and that have at least one entry, or that by their name are the list of the variables.
    """
    paths, missing = chosen(tree, named, is_markdown) if named else (sorted(filter(may_document, tree.paths)), [])
    not_covered = [f"docs: there is no {name}" for name in missing]
    declarations: list[Declaration] = []
    files = []
    for path in paths:
        data = tree.read(path)
        if data is None:
            not_covered.append(f"docs: {path} could not be read")
        elif found := _said(path, data, wanted=bool(named) or lists_variables(path)):
            declarations += found
            files.append(path)
        elif named:
            files.append(path)
    return Inventory("docs", tuple(declarations), files=tuple(files), not_covered=tuple(not_covered))


def _said(path: str, data: bytes, *, wanted: bool) -> list[Declaration]:
    if not WORTH_READING.search(data):
        return []
    text, _ = decode(data)
    return Page(path).read(text, wanted=wanted) if is_markdown(path) else other.read(path, text)
