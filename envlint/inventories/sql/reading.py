"""From the text of SQL files, in order, to the schema they make."""

from __future__ import annotations

import re
from typing import Final

from envlint.formats.sql import syntax
from envlint.formats.sql.cutting import Script, Statement
from envlint.inventories.sql.apply import Application
from envlint.inventories.sql.schema import Schema

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.core.location import Location

DEFINES: Final = re.compile(
    r"create\s+(?:(?:global|local)\s+)?(?:temp\s+|temporary\s+|unlogged\s+)?(?:table|type|domain)\b"
    r"|(?:alter|drop)\s+(?:table|type|domain)\b|comment\s+on\s+column\b",
    re.IGNORECASE,
)
# What can say something of values or defaults, or take it back. A column of an enum type needs none of these words.
SPEAKS: Final = re.compile(r"\b(?:check|enum|default|domain|comment|drop|rename|type|value)\b", re.IGNORECASE)
WORD: Final = re.compile(r"\w+")
# In PL/pgSQL the first statement of a block has no semicolon before it.
IN_BLOCK: Final = re.compile(rf"(?:\A|\b(?:begin|then|else|loop)\s++)(?={DEFINES.pattern})", re.IGNORECASE)
DO: Final = re.compile(r"do\b", re.IGNORECASE)


class Reader:
    """Reads files into one ``schema``; ``refused`` are the places of those that are no PostgreSQL, one a file."""

    def __init__(self) -> None:
        self.schema = Schema()
        self.refused: list[Location] = []

    def read(self, path: str, text: str) -> None:
        """Apply the statements of a file. One that cannot be understood keeps no other from being applied."""
        script = Script(path, text)
        statements = [part for statement in script.statements() for part in _parts(statement)]
        failed = None
        for statement in statements:
            if self._concerns(statement.text):
                try:
                    parsed = syntax.parse(statement.text)
                except syntax.Refused as refusal:
                    failed = failed or script.place(statement.start + refusal.offset)
                    continue
                self._apply(script, statement, parsed)
        if failed:
            self.refused.append(failed)

    def _concerns(self, text: str) -> bool:
        if not DEFINES.match(text):
            return False
        types = self.schema.types
        return SPEAKS.search(text) is not None or any(
            word in types or word.lower() in types for word in WORD.findall(text)
        )

    def _apply(self, script: Script, statement: Statement, parsed: list[tuple[str, syntax.Node]]) -> None:
        encoded = b"" if statement.text.isascii() else statement.text.encode()

        def offset(location: int) -> int:
            inside = len(encoded[:location].decode(errors="ignore")) if encoded else location
            return statement.start + inside

        def place(location: int) -> Location:
            if location < 0:
                # An enum's values have no location of their own: the first literal is one of them.
                location = max(statement.text.find("'"), 0)
                return script.place(statement.start + location)
            return script.place(offset(location))

        def notes(first: int, last: int) -> list[str]:
            lines = range(script.line(offset(first)), script.line(offset(last)) + 1)
            return [script.comments[line] for line in lines if line in script.comments]

        application = Application(self.schema, place, notes)
        for kind, node in parsed:
            application.apply(kind, node)


def _parts(statement: Statement) -> Iterator[Statement]:
    """Yield a statement, or those that the blocks of a DO statement run, whatever the condition."""
    if not DO.match(statement.text):
        yield statement
        return
    for start, end in statement.bodies:
        body = statement.text[start - statement.start : end - statement.start]
        for inner in Script("", body).statements():
            if found := IN_BLOCK.search(inner.text):
                at = found.end()
                yield Statement(inner.text[at:], start + inner.start + at)
