"""Names as messages show them: on one line, not too long, and in advice as SQL has to have them."""

from __future__ import annotations

import re

from envlint.formats.sql import syntax

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

BARE: Final = re.compile(r"[a-z_][a-z0-9_$]*")
LONGEST: Final = 63
"""As long as a name in PostgreSQL can be."""


def plain(text: str) -> str:
    """Return a text on one line: names can be written with any character in them."""
    return text if text.isprintable() else "".join(each if each.isprintable() else "?" for each in text)


def clipped(text: str) -> str:
    """Return a text on one line and not too long."""
    line = plain(" ".join(text.split()))
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 3]}..."


def written(name: str) -> str:
    """Return a name, with its schema if it has one, as SQL has to have it."""
    if name.endswith('"') or not name.isprintable():
        return plain(name)
    return ".".join(part if _is_bare(part) else f'"{part}"' for part in name.split("."))


def _is_bare(name: str) -> bool:
    return bool(BARE.fullmatch(name)) and name not in syntax.reserved()
