"""A ``.env`` text cut into chunks: whole lines that belong together, such as an assignment with all of its value."""

from __future__ import annotations

import re
from bisect import bisect_right

from envlint.core.record import Record
from envlint.formats.dotenv.scanner import BARE_NAME, BLANK, COMMENT, Scanner

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

MARK: Final = "\ufeff"
"""A byte order mark, which some take for the beginning of the name behind it."""
WORDS: Final = "words"
"""The kind of a chunk that is neither blank nor a comment."""
REFERENCE: Final = re.compile(r"\$\{?(?=([A-Za-z_][A-Za-z0-9_]*|))(\w*)")
"""What a ``$`` may refer to: the letters of ASCII that follow it, or all letters."""
NAMED: Final = re.compile(r"[ \t]*(export[ \t]+)?([^\s=:#'\"]+)[ \t]*[=:]")
BARE: Final = re.compile(r"[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)")


class Chunk(Record):
    """Lines ``first`` to ``last`` (from 1) of a text. ``body`` is without its last line end, which is ``ending``.

    ``kind`` is ``blank``, ``comment`` or ``words``; ``bare``: it looks like a name alone.
    """

    body: str
    ending: str
    kind: str
    first: int
    last: int
    bare: bool = False

    @property
    def text(self) -> str:
        """The chunk as it stands in the file."""
        return self.body + self.ending

    @property
    def name(self) -> str:
        """The name that it seems to set, empty if there is none."""
        found = NAMED.match(self.body) if self.kind == WORDS else None
        return found[2] if found else ""

    @property
    def exported(self) -> bool:
        """Whether the word ``export`` stands before the name."""
        found = NAMED.match(self.body) if self.kind == WORDS else None
        return bool(found and found[1])

    @property
    def is_marked(self) -> bool:
        """Whether a byte order mark stands at the name, where some see a part of it and some nothing."""
        return MARK in re.split("[=:#]", self.body, maxsplit=1)[0]

    @property
    def is_text(self) -> bool:
        """Whether it is UTF-8."""
        return not any("\udc80" <= character <= "\udcff" for character in self.body)

    @property
    def references(self) -> tuple[str, ...]:
        """The names that it seems to refer to, each once; of a name alone that name, which the host may have."""
        found = [name for names in REFERENCE.findall(self.body) for name in names if name] if "$" in self.body else []
        if self.bare and (name := BARE.fullmatch(self.body)):
            found.append(name[1])
        if "~" in self.body:
            found.append("HOME")
        return tuple(dict.fromkeys(found))


def cut(text: str) -> list[Chunk]:
    """Return the chunks of a text in order; joined, they are the text."""
    starts = [0, *(at + 1 for at, character in enumerate(text) if character == "\n")]
    if starts[-1] == len(text):
        starts.pop()
    found: list[Chunk] = []
    for first, last, kind in _blocks(text, starts):
        end = starts[last + 1] if last + 1 < len(starts) else len(text)
        body = text[starts[first] : end]
        ending = "\r\n" if body.endswith("\r\n") else "\n" if body.endswith("\n") else ""
        of_words = kind not in (BLANK, COMMENT)
        kept = body[: len(body) - len(ending)]
        found.append(Chunk(kept, ending, WORDS if of_words else kind, first + 1, last + 1, kind == BARE_NAME))
    return found


def _blocks(text: str, starts: list[int]) -> Iterator[tuple[int, int, str]]:
    """Yield the first and the last line, from 0, and the kind of what belongs together; blank lines one by one."""
    begun, last, kind = 0, -1, BLANK
    for statement in Scanner(text):
        if statement.kind == BLANK:
            continue
        top = bisect_right(starts, statement.start) - 1
        bottom = bisect_right(starts, max(statement.end - 1, statement.head)) - 1
        if top <= last:  # a carriage return within the line ends a line to the scanner
            last, kind = max(last, bottom), WORDS
            continue
        if last >= begun:
            yield begun, last, kind
        yield from ((line, line, BLANK) for line in range(max(begun, last + 1), top))
        begun, last, kind = top, bottom, statement.kind
    if last >= begun:
        yield begun, last, kind
    yield from ((line, line, BLANK) for line in range(max(begun, last + 1), len(starts)))
