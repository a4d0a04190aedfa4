"""Comments that speak to envlint in code, Markdown, templates, SQL and manifests, however they begin there."""

from __future__ import annotations

import re

from envlint.core.source import CALL, Reading, Remark, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

    from envlint.inventories.tree import Tree

REMARK: Final = re.compile(r"(?:<!--|//+|/\*+|--|#+|;+|%+|\{#|\(\*)[ \t]*envlint:[^\r\n]{0,500}")
"""How a comment begins in the languages that are read, and what it says to envlint, to the end of its line."""


def of_files(tree: Tree, paths: Iterable[str]) -> Iterator[Reading]:
    """Yield a reading with the remarks of each file that has any."""
    for path in sorted(paths):
        data = tree.read(path) if path else None
        if data is not None and CALL.encode() in data:
            yield of_text(path, data.decode("utf-8", "replace"))


def of_text(path: str, text: str) -> Reading:
    """Return the remarks of a text. One that has its line to itself speaks for the line below."""
    remarks = []
    for found in REMARK.finditer(text):
        start = found.start()
        before = text[max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1 : start]
        remarks.append(Remark(start, start + len(found[0].rstrip()), found[0], not before.strip(" \t\ufeff*")))
    return Reading(Source("file", path, path=path, text=text), remarks=tuple(remarks))
