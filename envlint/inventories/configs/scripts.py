"""Lines of shell that stand in other files: what they read, and what they assign themselves."""

from __future__ import annotations

import re

from envlint.inventories.configs.references import NAME, upper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.inventories.configs.references import Reference

# `X=${X:-d}` asks for X first: it is no variable of the script's own.
ASSIGNED: Final = re.compile(rf"(?:^|(?<=[\s;&|(\"'`]))({NAME})\+?=(?![\"']?\$\{{?\1\b)", re.MULTILINE)
LOOPED: Final = re.compile(rf"\b(?:for|select)[ \t]+({NAME})[ \t]+in\b")
ASKED: Final = re.compile(rf"\bread(?:[ \t]+-\w+)*((?:[ \t]+{NAME})+)")
# Single quotes that hold the script of another shell (`sh -c '...'`) hide nothing.
QUOTED: Final = re.compile(r"""\\. | "(?:[^"\\]|\\.)*" | (?P<inner>-l?c\s+'[^']*') | '(?P<quoted>[^']*)'""", re.VERBOSE)


def assigned(text: str) -> set[str]:
    """Return the names that a script assigns anywhere."""
    names = {*ASSIGNED.findall(text), *LOOPED.findall(text)}
    return names.union(*(asked.split() for asked in ASKED.findall(text)))


def quoted(text: str) -> list[tuple[int, int]]:
    """Return the spans of the texts in single quotes, where a shell expands nothing."""
    return [match.span("quoted") for match in QUOTED.finditer(text) if match["quoted"] is not None]


def unquoted(text: str) -> str:
    """Return a script with blanks in place of what stands in single quotes, so that every offset stays."""
    pieces, at = [], 0
    for start, end in quoted(text):
        pieces += [text[at:start], " " * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])


def expanded(text: str, start: int = 0, end: int | None = None) -> Iterator[Reference]:
    """Yield what a script in a part of a text reads from its environment, with offsets in the whole text."""
    script = text[start:end]
    known = assigned(script)
    for one in upper(unquoted(script)):
        if one.name not in known:
            yield one.replace(start=start + one.start)
