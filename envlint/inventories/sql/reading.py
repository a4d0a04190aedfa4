"""From the text of SQL files, in order, to the catalogue they make, as far as it can say something of variables."""

from __future__ import annotations

import re
from typing import Final

from envlint.formats.sql.building import NO_BLOCK, SYNTAX, Builder
from envlint.formats.sql.catalogue import Catalogue
from envlint.formats.sql.cutting import Script
from envlint.formats.sql.script import FILLED_IN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.core.location import Location
    from envlint.formats.sql.catalogue import Column
    from envlint.formats.sql.cutting import Statement

DEFINES: Final = re.compile(
    r"create\s+(?:(?:global|local)\s+)?(?:temp\s+|temporary\s+|unlogged\s+)?(?:table|type|domain)\b"
    r"|(?:alter|drop)\s+(?:table|type|domain)\b|comment\s+on\s+column\b",
    re.IGNORECASE,
)
# What can say something of values or defaults, or take it back. A column of an enum type needs none of these words.
SPEAKS: Final = re.compile(r"\b(?:check|enum|default|domain|comment|drop|rename|type|value)\b", re.IGNORECASE)
WORD: Final = re.compile(r"\w+")
TYPE: Final = re.compile(
    r"(?:\bcreate\s+(?:type|domain)|\balter\s+(?:type|domain)\s+[\w.\"]+\s+rename\s+to)\s+[\"\w.]*?(\w+)\"?(?![\w.\"])",
    re.IGNORECASE,
)
BLOCK: Final = re.compile(r"do\b", re.IGNORECASE)
UNREAD: Final = (FILLED_IN, NO_BLOCK)
LINE: Final = re.compile(r"[^\r\n]++")


class Reader:
    """Reads files into one ``catalogue``; ``refused`` are the places of those that are no PostgreSQL, one a file.

    Most statements say nothing of values or defaults and are left out, so the catalogue is not complete.
    """

    def __init__(self) -> None:
        self.catalogue = Catalogue(complete=False)
        self.refused: list[Location] = []
        self._builder = Builder(self.catalogue)
        self._types: set[str] = set()  # in small letters, without their schema
        self._comments: dict[tuple[str, int], str] = {}

    def read(self, path: str, text: str) -> None:
        """Apply the statements of a file. One that cannot be understood keeps no other from being applied."""
        script = Script(path, text)
        kept = [statement for statement in script.statements() if self._concerns(statement)]
        if not kept:
            return
        self._comments.update(((path, line), comment) for line, comment in script.comments.items())
        applied = self._builder.apply(path, _alone(script.text, kept))
        failed = [fault.at for fault in applied.faults if fault.kind == SYNTAX or fault.message in UNREAD]
        self.refused += failed[:1]

    def beside(self, column: Column) -> list[str]:
        """Return the comments on the lines of a column's definition."""
        at = column.made_at
        lines = range(at.line, max(at.line, column.last_line) + 1) if at else ()
        return [self._comments[at.path, line] for line in lines if at and (at.path, line) in self._comments]

    def _concerns(self, statement: Statement) -> bool:
        """Whether a statement can say something of variables; the types that it makes are noted."""
        text = statement.text
        if not (DEFINES.search(text) if BLOCK.match(text) else DEFINES.match(text)):
            return False
        if SPEAKS.search(text):
            self._types.update(name.lower() for name in TYPE.findall(text))
            return True
        return any(word.lower() in self._types for word in WORD.findall(text))


def _alone(text: str, statements: list[Statement]) -> str:
    """Return a text with blanks for all but these statements: every character keeps its place."""
    pieces, at = [], 0
    for statement in statements:
        end = statement.start + len(statement.text)
        pieces += [_blank(text[at : statement.start]), text[statement.start : end]]
        at = end
        if text.startswith(";", end):
            pieces.append(";")
            at += 1
    return "".join((*pieces, _blank(text[at:])))


def _blank(text: str) -> str:
    return LINE.sub(lambda line: " " * len(line[0]), text) if text.strip() else text
