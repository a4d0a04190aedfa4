"""Docs that settings name and that are no Markdown: reStructuredText, AsciiDoc, manual pages, plain text."""

from __future__ import annotations

import re

from envlint.core.declaration import DECLARED, MENTIONED, Declaration
from envlint.inventories.docs.entry import place
from envlint.inventories.docs.names import is_variable, mentioned

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

# Sphinx's directive, a term of AsciiDoc or of a field list, and a bold line of a manual page: each alone on its line.
ENTRY: Final = re.compile(r"(?:\.\. envvar:: |\.(?:B|It Ev|BI?P? ) ?|:|`{1,2})?\"?(\w+)\"?(?:`{1,2})?(?::{1,2}|)\s*$")
# Changes of font and escapes of manual pages.
FONT: Final = re.compile(r"\\(?:f[A-Z]|[-&e]|)")


def read(path: str, text: str) -> list[Declaration]:
    """Return a name that stands alone on its line as an entry, any other as a mention, each the first time."""
    found: dict[tuple[str, str], Declaration] = {}
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        entry = ENTRY.match(line)
        if entry and is_variable(entry[1]) and "_" in entry[1] + ("_" if line[0] in ".:`" else ""):
            said = [(DECLARED, entry[1], entry.start(1))]
        elif entry and line[0] in ".:`" and entry[1].isupper():
            said = [(MENTIONED, entry[1], entry.start(1))]
        else:
            said = [(MENTIONED, name, offset) for name, offset in mentioned(FONT.sub(_blanks, line))]
        for evidence, name, offset in said:
            at = place(path, number, offset + 1, len(name))
            found.setdefault((evidence, name), Declaration(name, "docs", at, evidence, pattern=name.endswith("*")))
    entries = {name for evidence, name in found if evidence == DECLARED}
    return [said for (evidence, name), said in found.items() if evidence == DECLARED or name not in entries]


def _blanks(found: re.Match[str]) -> str:
    return " " * len(found[0])
