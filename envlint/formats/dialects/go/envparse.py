r"""``.env`` files as go-envparse reads them, by which Nomad reads the env files of its templates.

A line is trimmed, divided at its first ``=``, and read byte by byte: quotes open and close anywhere in a value, ``#``
outside of them begins a comment wherever it stands, control characters are refused. In double quotes the escapes are
those of JSON and no others. Nothing is referred to. When a comment follows a character of more than one byte, the last
of these bytes is lost.

Source: the documentation of hashicorp/go-envparse and its behaviour in 0.1.0.
"""

from __future__ import annotations

import re

from envlint.formats.dialects import Assignment, Problem, Reading
from envlint.formats.dialects.go.scanned import LineTooLongError, scanned_lines
from envlint.formats.dialects.settled import Settled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

BLANK: Final = "\t\n\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
LF: Final = re.compile(r"\r?\n|\r\Z")
NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_./]*\Z")
EXPORT: Final = "export "
CONTROL: Final = re.compile(r"[\x00-\x1f]")
BARE: Final = re.compile(r"""[^"'#]+""")
WEAK: Final = re.compile(r'[^"\\]+')
ESCAPES: Final = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "r": "\r", "n": "\n", "t": "\t"}
HEX: Final = re.compile(r"[0-9A-Fa-f]{4}")


class BadLineError(Exception):
    """A line that ends the reading of the file."""


def read(data: bytes, host: Mapping[str, str]) -> Reading:
    """Read the bytes of a file as go-envparse does; the host's environment plays no part."""
    text = data.decode("utf-8", "surrogateescape")
    settled = Settled(host)
    start, end = 0, len(text)
    try:
        for start, end in scanned_lines(text, LF):
            _line(text, start, end, settled)
    except BadLineError as bad:
        return Reading((), (Problem(str(bad), start, end, fatal=True, drops_rest=True),))
    except LineTooLongError as long:
        return Reading((), (Problem("line-too-long", long.start, long.end, fatal=True, drops_rest=True),))
    return Reading(tuple(settled.own.values()))


def _line(text: str, start: int, end: int, settled: Settled) -> None:
    """Settle the assignment of a line, if it has one."""
    line = text[start:end].rstrip(BLANK)
    start += len(line) - len(line.lstrip(BLANK))
    line = line.lstrip(BLANK)
    if not line or line.startswith("#"):
        return
    name, sign, value = line.partition("=")
    if not sign:
        raise BadLineError("no-assignment")
    place = start + len(name) + 1 + len(value) - len(value.lstrip(BLANK))
    name = name.rstrip(BLANK)
    if len(name) > len(EXPORT):
        name = name.removeprefix(EXPORT)
    if not NAME.match(name):
        raise BadLineError("invalid-name")
    found = _Value(value.strip(BLANK))
    found.scan()
    last = place + found.last
    inner = 1 if found.quote else 0
    settled.settle(Assignment(name, found.text, start, last, place + inner, last - inner, found.quote))


class _Value:
    """A value being read. ``last`` is the place behind what counts of it; ``quote`` encloses all of that, if any.

    Of ``size`` code points read so far the first ``kept`` stay when a comment follows; ``whole`` tells whether the last
    of these was written as an escape or in one byte.
    """

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.pieces: list[str] = []
        self.size = 0
        self.kept = 0
        self.whole = True
        self.place = 0
        self.last = len(raw)
        self.text = ""
        self.quote = ""

    def scan(self) -> None:
        """Read the value.

        Raises:
            BadLineError: it holds a control character or an unknown escape, or a quote is open.
        """
        quotes = 0
        while self.place < len(self.raw) and self.raw[self.place] != "#":
            run = BARE.match(self.raw, self.place)
            if run:
                self._put(run[0], len(run[0].rstrip(" \t")))
                self.place = run.end()
                continue
            quotes += 1
            self.place += 1
            if self.raw[self.place - 1] == '"':
                self._weak()
            else:
                self._strong()
        control = CONTROL.search(self.raw)
        if control and control.start() < self.place:
            raise BadLineError("control-character")
        self.text = self._before_comment() if self.place < len(self.raw) else "".join(self.pieces)
        self.last = len(self.raw[: self.place].rstrip(" \t"))
        if quotes == 1 and self.raw[0] in "'\"" and self.raw[self.last - 1] == self.raw[0]:
            self.quote = self.raw[0]

    def _put(self, text: str, kept: int, *, escaped: bool = False) -> None:
        """Take in a piece of which so many code points count even before a comment."""
        self.pieces.append(text)
        if kept:
            self.kept = self.size + kept
            self.whole = escaped or text[kept - 1] <= "\x7f"
        self.size += len(text)

    def _strong(self) -> None:
        close = self.raw.find("'", self.place)
        if close < 0:
            raise BadLineError("unterminated-quote")
        self._put(self.raw[self.place : close], close - self.place)
        self.place = close + 1

    def _weak(self) -> None:
        while True:
            run = WEAK.match(self.raw, self.place)
            if run:
                self._put(run[0], len(run[0]))
                self.place = run.end()
            if self.place == len(self.raw):
                raise BadLineError("unterminated-quote")
            self.place += 1
            if self.raw[self.place - 1] == '"':
                return
            self._put(self._escape(), 1, escaped=True)

    def _escape(self) -> str:
        """Return what an escape stands for, and go behind it."""
        character = self.raw[self.place : self.place + 1]
        self.place += 1
        if character == "u":
            return self._code_point()
        if character not in ESCAPES:
            raise BadLineError("unknown-escape")
        return ESCAPES[character]

    def _code_point(self) -> str:
        r"""Return the character of ``\uXXXX``, or of two of them that are one in UTF-16."""
        first = self._digits()
        if not 0xD800 <= first < 0xE000:
            return chr(first)
        if self.raw[self.place : self.place + 2] != "\\u":
            raise BadLineError("unknown-escape")
        self.place += 2
        second = self._digits()
        if first < 0xDC00 <= second < 0xE000:
            return chr(0x10000 + ((first - 0xD800) << 10) + second - 0xDC00)
        return "\ufffd"

    def _digits(self) -> int:
        found = HEX.match(self.raw, self.place)
        if found is None:
            raise BadLineError("unknown-escape")
        self.place = found.end()
        return int(found[0], 16)

    def _before_comment(self) -> str:
        """Return what is left of the value where a comment follows it."""
        text = "".join(self.pieces)[: self.kept]
        if self.whole:
            return text
        return text.encode("utf-8", "surrogateescape")[:-1].decode("utf-8", "surrogateescape")
