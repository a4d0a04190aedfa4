"""The statements of a migration as PostgreSQL's parser reads them, each with its place; and what is no statement.

A file is parsed whole; one with a fault is cut into statements first, so that a fault costs one statement and no more.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final, NamedTuple

from envlint.core.location import Location, line_starts
from envlint.formats.sql import syntax
from envlint.formats.sql.cutting import DATA_END, DATA_FOLLOWS, Script

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.formats.sql.syntax import Node

COMMAND: Final = re.compile(r"^[ \t]*\\([A-Za-z!?]\w*|[^\s.])", re.MULTILINE)
IN_A_STATEMENT: Final = re.compile(r"\\([A-Za-z!?]\w*)")
COMMENT: Final = re.compile(r"--[^\r\n]*+|/\*.*?(?:\*/|\Z)", re.DOTALL)
NO_PART_OF_IT: Final = re.compile(r"(?:\s++|--[^\r\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)|;)++")
PLACEHOLDER: Final = re.compile(r"\{\{|\$\{|:['\"]?[A-Za-z_]|%[({s]|@@?[A-Za-z_]")
FILLED_IN: Final = "here stands what the tool that applies the file fills in"
WORD: Final = re.compile(r"[eE]?'(?:[^']|'')*+'|-?[\w.\"]+")
DATA: Final = re.compile(r"insert\s+into\s+[\w.\"]+\s*(?:\([^()]*\)\s*)?values\b", re.IGNORECASE)
LARGE: Final = 512 * 1024
STEP: Final = 4096
BLANK: Final = re.compile(r"[ \t]*+")
PROMPTS: Final = frozenset(
    ("echo", "encoding", "errverbose", "pset", "qecho", "restrict", "set", "timing", "unrestrict", "unset", "warn")
)


# What may be named: anything else behind a backslash can be a part of a password. Source: PostgreSQL 18's psql(1).
COMMANDS: Final = frozenset(
    (  # noqa: SIM905  one line each would be a page
        "! ? a bind bind_named c C cd close_prepared connect conninfo copy copyright crosstabview d e echo ef elif "
        "else encoding endif endpipeline errverbose ev f flush flushrequest g gdesc getenv getresults gexec gset gx h "
        "H help i if include include_relative ir l list lo_export lo_import lo_list lo_unlink o out p parse password "
        "print prompt pset q qecho quit r reset restrict s sendpipeline set setenv sf startpipeline sv syncpipeline T "
        "t timing unrestrict unset w warn watch write x z"
    ).split()
)


class Said(NamedTuple):
    """A statement: its kind and fields in the parse tree, and where it begins and ends in the text."""

    kind: str
    node: Node
    start: int
    end: int


class Fault(NamedTuple):
    """What could not be read. ``kind`` is ``syntax`` or ``unsupported``."""

    kind: str
    at: Location
    message: str


class Reading:
    """A text and its statements. ``faults``, and ``refused`` with their texts, are complete once all were read."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text.replace("\0", " ")
        self.faults: list[Fault] = []
        self.refused: list[str] = []
        self._starts = line_starts(self.text)
        # Places of the parse tree count bytes.
        self._encoded = b"" if self.text.isascii() else self.text.encode("utf-8", "replace")
        self._marks = _marks(self.text) if self._encoded else []

    def place(self, start: int, end: int = 0) -> Location:
        """Return the place of an offset, in characters, up to another or to the end of the word there."""
        if end <= start:
            word = WORD.match(self.text, start)
            end = word.end() if word else start
        line, last = bisect_right(self._starts, start), bisect_right(self._starts, end)
        return Location(
            self.path, self.path, line, start - self._starts[line - 1] + 1, last, end - self._starts[last - 1] + 1
        )

    def line(self, number: int) -> Location:
        """Return the place of a line's text, from its first character that is not blank."""
        start = self._starts[min(number, len(self._starts)) - 1]
        blank = BLANK.match(self.text, start)
        return self.place(blank.end() if blank else start)

    def statements(self) -> Iterator[Said]:
        """Yield the statements in order; what can be none is added to ``faults``."""
        if len(self.text) > LARGE or self.text.count("/*") > syntax.COMMENTS:
            yield from self._cut()
            return
        try:
            parsed = syntax.statements(self.text)
        except syntax.Refused as refusal:
            yield from self._cut()
            if not self.faults and "\\" not in self.text:  # a command of psql's is no statement
                self._refuse(0, min(refusal.offset, len(self.text)), self.text, refusal.reason)
            return
        for kind, node, start, length in parsed:
            first = self.offset(start)
            last = self.offset(start + length) if length else len(self.text)
            skipped = NO_PART_OF_IT.match(self.text, first, last)
            yield Said(kind, node, skipped.end() if skipped else first, last)

    def _cut(self) -> Iterator[Said]:
        at, script = 0, Script(self.path, self.text)
        for part in script.statements():
            self._commands(at, part.start)
            at = part.start + len(part.text)
            if DATA_FOLLOWS.match(part.text) and (data := DATA_END.search(self.text, at)):
                at = data.end()
            try:
                parsed = _read(part.text)
            except syntax.Refused as refusal:
                self._refuse(part.start, min(refusal.offset, len(part.text)), part.text, refusal.reason)
                continue
            for kind, node, _, _ in parsed:
                yield Said(kind, shifted(node, self._bytes(part.start)), part.start, part.start + len(part.text))
        self._commands(at, len(self.text))
        if script.unclosed is not None and script.unclosed >= at:
            self._refuse(0, script.unclosed, self.text, "unterminated /* comment")

    def _refuse(self, start: int, offset: int, text: str, reason: str) -> None:
        at = self.place(start + offset)
        self.refused.append(text)
        if PLACEHOLDER.match(text, offset):
            self.faults.append(Fault("unsupported", at, FILLED_IN))
        elif command := IN_A_STATEMENT.match(text, offset):
            self.faults.append(Fault("unsupported", at, _of_psql(command[1])))
        elif reason == syntax.TOO_DEEP:
            self.faults.append(Fault("unsupported", at, reason))
        else:
            self.faults.append(Fault("syntax", at, reason))

    def _commands(self, start: int, end: int) -> None:
        """Say which of psql's commands stand between two statements; those that only print are no matter."""
        between = COMMENT.sub(lambda found: " " * len(found[0]), self.text[start:end])
        for found in COMMAND.finditer(between):
            at = self.place(start + found.start(1) - 1)
            if not found[1][-1].isalnum() and found[1] not in ("!", "?"):
                self.faults.append(Fault("syntax", at, "syntax error"))
            elif found[1] not in PROMPTS:
                self.faults.append(Fault("unsupported", at, _of_psql(found[1])))

    def offset(self, location: int) -> int:
        """Return the offset in characters of one in bytes."""
        if not self._encoded:
            return location
        mark = bisect_right(self._marks, location) - 1
        return mark * STEP + len(self._encoded[self._marks[mark] : location].decode(errors="ignore"))

    def _bytes(self, offset: int) -> int:
        if not self._encoded:
            return offset
        mark = offset // STEP
        return self._marks[mark] + len(self.text[mark * STEP : offset].encode("utf-8", "replace"))

    def at(self, said: Said, node: Node | None = None) -> Location:
        """Return the place of a part of a statement, if the parse tree knows it, else that of the statement."""
        location = (node or {}).get("location", -1)
        return self.place(self.offset(location)) if location > 0 else self.place(said.start)

    def part(self, said: Said, text: str, at: Location) -> Said | None:
        """Return a text as part of a statement, if it stands in it as it is from a line on."""
        start = self.text.find(text, self._starts[at.line - 1], said.end) if text else -1
        return Said(said.kind, {}, start, start + len(text)) if start >= said.start else None

    def shift(self, node: Node, part: Said) -> None:
        """Make the locations of a tree that was read from a part count from the beginning of the file."""
        shifted(node, self._bytes(part.start))

    def find(self, said: Said, text: str) -> Location:
        """Return the place in a statement where a text stands first, else that of the statement."""
        found = self.text.find(text, said.start, said.end)
        return self.place(found, found + len(text)) if found >= 0 else self.place(said.start)


def _of_psql(command: str) -> str:
    """Return what is said of a command of psql's; its name only if it is one, and not what stands behind it."""
    named = f"\\{command} is a command" if command in COMMANDS else "this looks like a command"
    return f"{named} of psql, not SQL"


def _read(text: str) -> list[syntax.Parsed]:
    """Return the statements of a text; of one that only adds much data the kind alone."""
    if len(text) > STEP and DATA.match(text):
        syntax.check(text)
        return [syntax.Parsed("InsertStmt", {}, 0, 0)]
    return syntax.statements(text)


def _marks(text: str) -> list[int]:
    """Return the offsets in bytes of every so many characters: lines can be as long as the file."""
    marks = [0]
    for start in range(0, len(text), STEP):
        marks.append(marks[-1] + len(text[start : start + STEP].encode("utf-8", "replace")))
    return marks


def shifted(node: Node, by: int) -> Node:
    """Return a tree whose locations count from the beginning of the file."""
    pending: list[object] = [node]
    while pending and by:
        item = pending.pop()
        if isinstance(item, dict):
            if isinstance(item.get("location"), int) and item["location"] >= 0:
                item["location"] += by
            pending += item.values()
        elif isinstance(item, list):
            pending += item
    return node
