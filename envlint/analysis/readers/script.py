"""The text of a file as its loaders get it, cut into statements, with the way back to the places of the source.

Two faults of a whole file would show in every value of it: a byte order mark, and line ends that are no line feeds.
They are mended here before the loaders read, and are told of once each (``marks.py``).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property

from envlint.formats.dialects.normalised import Normalised
from envlint.formats.dotenv.scanner import ASSIGNMENT, BARE_NAME, Scanner

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Final

    from envlint.core.source import Source
    from envlint.formats.dotenv.scanner import Statement

    Span = tuple[int, int]

MARK: Final = "\ufeff"
AT_HOME: Final = "(HOME)"
MARK_AS_LATIN: Final = 3
"""Characters of a byte order mark in a text that was read byte by byte."""


class Script:
    """One file. Places within are those of ``text``; ``outer`` gives those of the source, ``inner`` goes back.

    ``statements`` are python-dotenv's: what each line of a file looks like to whoever wrote it.
    """

    def __init__(self, source: Source, decoded: str, earlier: Mapping[str, str], *, latin: bool) -> None:
        body = decoded.removeprefix(MARK)
        self.source = source
        self.mended = "\r" in body or len(body) < len(decoded)
        """Whether the loaders get another text than the file holds."""
        self._ends = Normalised(body, lone=True)
        self._returns = [place + number for number, place in enumerate(self._ends.dropped)]
        self._bytes: list[int] | None = _byte_places(decoded, len(decoded) - len(body)) if latin else None
        self.text = self._ends.text
        self.statements: list[Statement] = list(Scanner(self.text))
        self.host = {name: value for name, value in earlier.items() if name not in self.names}
        """What the loaders are told of the host: what earlier files set, and where its home is if that may matter."""
        if "~" in self.text:
            self.host.setdefault("HOME", AT_HOME)
        self._starts = [statement.start for statement in self.statements]

    def outer(self, place: int) -> int:
        """Return where a place of ``text`` is in the source's text; -1 stays."""
        if place < 0:
            return -1
        place = self._ends.at(place)
        if self._bytes is None:
            return place
        return self._bytes[min(place, len(self._bytes) - 1)]

    def inner(self, place: int) -> int:
        """Return where a place of the source's text is in ``text``."""
        if self._bytes is not None:
            place = bisect_left(self._bytes, place)
        return place - bisect_left(self._returns, place)

    def index(self, place: int) -> int:
        """Return the number of the statement that a place is in, -1 where there is none."""
        return bisect_right(self._starts, place) - 1

    def name(self, index: int) -> str:
        """Return the name that a statement begins with, empty where it has none."""
        statement = self.statements[index]
        if statement.name_start < 0:
            return ""
        return self.text[statement.name_start : statement.name_end]

    def assigns(self, index: int) -> bool:
        """Whether a statement sets a name, to python-dotenv."""
        return self.statements[index].kind == ASSIGNMENT

    @cached_property
    def names(self) -> dict[str, int]:
        """The names of all statements that set one, each with the number of the last statement that does."""
        kinds = (ASSIGNMENT, BARE_NAME)
        return {self.name(index): index for index, each in enumerate(self.statements) if each.kind in kinds}

    def first_line(self, index: int) -> Span:
        """Return the stretch of a statement's first line, line end included."""
        statement = self.statements[index]
        end = self.text.find("\n", statement.head, statement.end)
        return statement.start, statement.end if end < 0 else end + 1


def script_of(source: Source, earlier: Mapping[str, str]) -> Script | None:
    """Return the script of a source, None where its text is not that of its bytes (UTF-16): loaders read nothing."""
    decoded = source.data.decode("utf-8", "surrogateescape")
    if source.text == decoded.removeprefix(MARK):
        return Script(source, decoded, earlier, latin=False)
    if source.text == source.data.decode("latin-1"):
        return Script(source, decoded, earlier, latin=True)
    return None


def _byte_places(decoded: str, marks: int) -> list[int]:
    """Return where each character behind the mark begins in the bytes, and where the last ends."""
    places, place = [], marks * MARK_AS_LATIN
    for character in decoded[marks:]:
        places.append(place)
        code = ord(character)
        place += 1 if code < 0x80 or 0xDC80 <= code < 0xDD00 else 2 if code < 0x800 else 3 if code < 0x10000 else 4
    return [*places, place]


class Cuts:
    """A script without some of its stretches: what a loader gets once the lines that it stumbles over are gone."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._spans: set[Span] = set()
        self._begins = [0]
        """Where the pieces that are left begin in the text without the cuts, and where each begins in the script."""
        self._origins = [0]
        self.text = script.text

    @property
    def data(self) -> bytes:
        """What is left, as the bytes of a file."""
        return self.text.encode("utf-8", "surrogateescape")

    def remove(self, spans: Iterable[Span]) -> bool:
        """Cut stretches out; return whether any of them was there."""
        before = len(self._spans)
        self._spans.update(spans)
        if len(self._spans) == before:
            return False
        whole, pieces, cursor, length = self._script.text, [], 0, 0
        self._begins, self._origins = [], []
        for start, end in (*sorted(self._spans), (len(whole), len(whole))):
            if start > cursor or start == len(whole):
                self._begins.append(length)
                self._origins.append(cursor)
                pieces.append(whole[cursor:start])
                length += start - cursor
            cursor = max(cursor, end)
        self.text = "".join(pieces)
        return True

    def at(self, place: int) -> int:
        """Return where in the script a place of what is left is; -1 stays."""
        if place < 0:
            return -1
        piece = bisect_right(self._begins, place) - 1
        return self._origins[piece] + place - self._begins[piece]

    def end(self, place: int) -> int:
        """Return the same for the place where something ends: the end of one piece is no beginning of the next."""
        return self.at(place - 1) + 1 if place > 0 else self.at(place)
