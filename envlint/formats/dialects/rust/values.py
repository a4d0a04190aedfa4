r"""Values as the dotenv crates of Rust read them: quotes anywhere, a backslash before a few characters, ``$NAME``.

Outside of quotes a blank ends the value, and only a comment may follow it. ``\\``, ``\'``, ``\"``, ``\$``, ``\ `` and
``\n`` are the escapes, outside of quotes, too; any other is refused. The name behind ``$`` is letters and digits only
(``$FOO_BAR`` is ``$FOO`` and ``_BAR``), and what follows it is taken as it stands, be it a quote; a name in braces
reaches to the next ``}``. The host's variables come before those of the file; what is not set is empty.
"""

from __future__ import annotations

import re

from envlint.core.record import Record
from envlint.formats.dialects.rust.lines import BadLineError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.formats.dialects.settled import Settled

BARE: Final = re.compile(r"""[^'"\\$ \t]+""")
STRONG: Final = re.compile(r"[^']*")
WEAK: Final = re.compile(r'[^"\\$]+')
NAME: Final = re.compile(r"[^\W_]*")
BLANKS: Final = re.compile(r"[ \t]+")
ESCAPES: Final = {"\\": "\\", "'": "'", '"': '"', "$": "$", " ": " ", "n": "\n"}


class Value(Record):
    """A value, the place behind it, and the quote that it stands in from end to end, if any."""

    text: str
    end: int
    quote: str = ""


def value(text: str, start: int, end: int, settled: Settled) -> Value:
    """Read the value between two places.

    Raises:
        BadLineError: it holds an unknown escape, an open quote or brace, or something behind a blank.
        TooLargeError: its references put in too much.
    """
    scanner = Scanner(text, start, end, settled)
    last = scanner.scan()
    return Value("".join(scanner.output), last, text[start] if scanner.closed == last else "")


class Scanner:
    """One value being read. ``closed`` is the place behind the quote that the value opened with."""

    def __init__(self, text: str, start: int, end: int, settled: Settled) -> None:
        self.text = text
        self.start = start
        self.place = start
        self.end = end
        self.settled = settled
        self.output: list[str] = []
        self.weak = False
        self.opened = start if text[start] in "'\"" else -1
        self.closed = -1

    def scan(self) -> int:
        """Read the value and return the place behind it."""
        while self.place < self.end:
            run = (WEAK if self.weak else BARE).match(self.text, self.place, self.end)
            if run:
                self.output.append(run[0])
                self.place = run.end()
                continue
            character = self.text[self.place]
            if not self.weak and character in " \t":
                return self._finish()
            self.place += 1
            self._special(character)
        if self.weak:
            raise self._bad("unterminated-quote")
        return self.end

    def _special(self, character: str) -> None:
        if character == "$":
            self._reference()
        elif character == "\\":
            self._escape()
        elif character == "'":
            self._strong()
        else:
            self.weak = not self.weak
            if not self.weak:
                self._close()

    def _finish(self) -> int:
        """Return the end of the value at a blank, behind which only a comment may stand."""
        last = self.place
        blanks = BLANKS.match(self.text, last, self.end)
        behind = blanks.end() if blanks else last
        if behind < self.end and self.text[behind] != "#":
            raise self._bad("text-after-value")
        return last

    def _escape(self) -> None:
        if self.place == self.end:
            return
        escaped = ESCAPES.get(self.text[self.place])
        if escaped is None:
            raise self._bad("unknown-escape")
        self.output.append(escaped)
        self.place += 1

    def _strong(self) -> None:
        run = STRONG.match(self.text, self.place, self.end)
        self.place = run.end() if run else self.place
        if self.place == self.end:
            raise self._bad("unterminated-quote")
        self.output.append(run[0] if run else "")
        self.place += 1
        self._close()

    def _reference(self) -> None:
        """Read what follows a dollar sign."""
        run = NAME.match(self.text, self.place, self.end)
        name = run[0] if run else ""
        self.place += len(name)
        if not name and self.text.startswith("{", self.place, self.end):
            close = self.text.find("}", self.place, self.end)
            if close < 0:
                raise self._bad("unterminated-reference")
            name = self.text[self.place + 1 : close]
            self.place = close + 1
            self._put(name)
            return
        self._put(name)
        if self.place == self.end:
            return
        character = self.text[self.place]
        if character != "$":
            self.output.append(character)
            self.place += 1

    def _put(self, name: str) -> None:
        found = self.settled.host_first(name) if name else None
        self.output.append(found or "")

    def _close(self) -> None:
        if self.opened >= 0 and self.closed < 0:
            self.closed = self.place

    def _bad(self, kind: str) -> BadLineError:
        return BadLineError(kind, self.start, self.end)
