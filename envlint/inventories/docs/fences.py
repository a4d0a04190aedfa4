"""Variables in code blocks: lines of an environment file, or names that a script sets or expands."""

from __future__ import annotations

import re

from envlint.inventories.docs.names import is_variable, listed, mentioned

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.formats.markdown import Code

ENVIRONMENT: Final = frozenset(("env", "dotenv", ".env", "envfile", "environment"))
ASSIGNED: Final = re.compile(r"\s*(?:export\s+)?(\w+)\s?=")
# Nothing but an assignment: no command follows on the line.
ALONE: Final = re.compile(r"\s*(?:export\s+)?\w+=(?:\"[^\"]*\"|'[^']*'|[^\s\"']*)\s*(?:#.*)?$")
LISTED: Final = re.compile(r"\s*[-*+]\s+(?=`)")


def entries(block: Code, *, listing: bool) -> Iterator[tuple[str, int, int]]:
    """Yield name, line and column of each line ``NAME=`` in a block of an environment file.

    That is one that says so, or one that says nothing of its language and holds only such lines and comments.
    ``listing`` takes the items of a list as well, which turns to code where it is indented too far.
    """
    environment = _is_environment(block)
    for line, column, text in block.lines:
        assigned = ASSIGNED.match(text) if environment else None
        if assigned and is_variable(assigned[1], 2):
            yield assigned[1], line, column + assigned.start(1)
        elif listing and (item := LISTED.match(text)):
            for name, offset in listed(text[item.end() :])[0]:
                yield name, line, column + item.end() + offset


def mentions(block: Code) -> Iterator[tuple[str, int, int]]:
    """Yield name, line and column of what looks like a variable, whatever the language."""
    for line, column, text in block.lines:
        for name, offset in mentioned(text):
            yield name, line, column + offset


def _is_environment(block: Code) -> bool:
    language = block.info.lower().strip("{}. ").replace(",", " ").split(" ", 1)[0]
    if language:
        return language in ENVIRONMENT
    lines = [text for _, _, text in block.lines if text.strip() and text.lstrip()[0] != "#"]
    return bool(lines) and all(map(ALONE.match, lines))
