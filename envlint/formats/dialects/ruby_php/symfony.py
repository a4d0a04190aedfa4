r"""``.env`` files as Symfony's Dotenv component reads them.

A value is any number of pieces, bare or in quotes, up to the end of the line; a bare piece with blanks is refused
unless a reference or a command in it is replaced. References see the host's variables before those of the file and
take ``:-`` and ``:=`` defaults; ``$(command)`` is run (here: only named). ``Dotenv::parse`` was measured, which is
what ``load`` uses.

Source: the documentation of symfony/dotenv and its behaviour in 5.4 and 7.0.
"""

from __future__ import annotations

import re

from envlint.formats.dialects import COMMAND, DEFAULT, Assignment, Problem, Reading
from envlint.formats.dialects.normalised import Normalised
from envlint.formats.dialects.ruby_php.commands import without_commands
from envlint.formats.dialects.settled import Settled, TooLargeError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

NAME: Final = "_?[A-Za-z][A-Za-z0-9_]*+"
START: Final = re.compile(rf"(?:export[ \t]++)?(?P<name>{NAME})")
EMPTY: Final = re.compile(r"(?:[ \t\n\v\f\r]++|#[^\n]*+)*+")
NOTHING: Final = re.compile(r"[ \t]*+(?:#[^\n]*+)?(?=\n|\Z)")
BARE: Final = re.compile(r"""[^\n"'\\$# \t]+""")
SPACE: Final = re.compile(r"[ \t\n\v\f\r]")
PARENTHESIS: Final = re.compile(r"[()\n]")
REFERENCE: Final = (
    rf"(?<!\\)(?P<backslashes>\\*+)\$(?!\()(?P<open>\{{)?(?P<name>{NAME})?(?P<default>:[-=][^}}]%s)?(?P<close>\}})?"
)
WITH_EMPTY_DEFAULT: Final = re.compile(REFERENCE % "*+")
WITH_WORD: Final = re.compile(REFERENCE % "++")
UNSUPPORTED: Final = re.compile(r"""['"{$]""")
TRIMMED: Final = " \t\n\r\0\v"


class FormatError(Exception):
    """What makes the component refuse the file."""

    def __init__(self, kind: str, place: int) -> None:
        super().__init__(kind)
        self.kind = kind
        self.place = place


def read(data: bytes, host: Mapping[str, str]) -> Reading:
    """Read the bytes of a file as the component does in 5.4, given the host's environment."""
    return _read(data, host, WITH_EMPTY_DEFAULT)


def read_7(data: bytes, host: Mapping[str, str]) -> Reading:
    """Read the bytes of a file as the component does in 7.0, where a default has at least one character."""
    return _read(data, host, WITH_WORD)


def _read(data: bytes, host: Mapping[str, str], reference: re.Pattern[str]) -> Reading:
    source = Normalised(data.decode("utf-8", "surrogateescape"), lone=True)
    settled = Settled(host)
    try:
        _File(source, settled, reference).read()
    except FormatError as bad:
        return Reading(
            (), (Problem(bad.kind, source.at(bad.place), source.at(bad.place), fatal=True, drops_rest=True),)
        )
    except TooLargeError:
        return Reading((), (Problem("expansion-too-large", fatal=True, drops_rest=True),))
    return Reading(tuple(settled.own.values()))


class _File:
    """One file being read. Places are those of the text with its line ends made one."""

    def __init__(self, source: Normalised, settled: Settled, reference: re.Pattern[str]) -> None:
        self.reference = reference
        self.source = source
        self.text = source.text
        self.settled = settled
        self.place = 0

    def read(self) -> None:
        """Settle every assignment."""
        self._skip()
        while self.place < len(self.text):
            start = self.place
            name = self._name()
            begin = self.place
            self.settled.begin()
            value = self._value()
            self._settle(name, value, start, begin, self.place)
            self._skip()

    def _skip(self) -> None:
        empty = EMPTY.match(self.text, self.place)
        self.place = empty.end() if empty else self.place

    def _settle(self, name: str, value: str, start: int, begin: int, end: int) -> None:
        raw = self.text[begin:end].rstrip(TRIMMED)
        quote = raw[0] if len(raw) > 1 and raw[0] in "'\"" and raw.find(raw[0], 1) == len(raw) - 1 else ""
        inner = 1 if quote else 0
        last = begin + len(raw)
        at = self.source.at
        places = (at(start), at(last), at(begin + inner), at(last - inner))
        self.settled.settle(Assignment(name, value, *places, quote, frozenset(self.settled.depends)))

    def _name(self) -> str:
        """Return the name at the place, and go behind its sign."""
        start = START.match(self.text, self.place)
        if start is None:
            raise FormatError("invalid-name", self.place)
        self.place = start.end()
        if not self.text.startswith("=", self.place):
            raise FormatError("no-assignment", self.place)
        self.place += 1
        return start["name"]

    def _value(self) -> str:
        """Return the value at the place, and go behind it."""
        if NOTHING.match(self.text, self.place):
            return ""
        if self.text[self.place] in " \t":
            raise FormatError("blank-before-value", self.place)
        pieces = []
        while self.place < len(self.text) and self.text[self.place] != "\n":
            character = self.text[self.place]
            if character == "'":
                pieces.append(self._strong())
            elif character == '"':
                pieces.append(self._weak())
            else:
                pieces.append(self._bare())
                if self.text.startswith("#", self.place):
                    break
        return "".join(pieces)

    def _strong(self) -> str:
        close = self.text.find("'", self.place + 1)
        if close < 0:
            raise FormatError("unterminated-quote", self.place)
        piece = self.text[self.place + 1 : close]
        self.place = close + 1
        return piece

    def _weak(self) -> str:
        close = self.text.find('"', self.place + 1)
        while close >= 0 and self.text[close - 1] == "\\" and self.text[close - 2] != "\\":
            close = self.text.find('"', close + 1)
        if close < 0:
            raise FormatError("unterminated-quote", self.place)
        piece = self.text[self.place + 1 : close]
        self.place = close + 1
        if "\\" in piece:
            piece = piece.replace('\\"', '"').replace(r"\r", "\r").replace(r"\n", "\n")
        return self._resolved(piece)[0]

    def _bare(self) -> str:
        """Return a piece without quotes."""
        start = self.place
        pieces: list[str] = []
        before = self.text[self.place - 1]
        while self.place < len(self.text):
            run = BARE.match(self.text, self.place)
            if run:
                pieces.append(run[0])
                before = run[0][-1]
                self.place = run.end()
                continue
            character = self.text[self.place]
            if character in "\n\"'" or (character == "#" and before in " \t"):
                break
            before = self._special(character, pieces)
        value = "".join(pieces).rstrip(TRIMMED)
        resolved, runs = self._resolved(value)
        if resolved == value and not runs and SPACE.search(value):
            raise FormatError("blank-in-value", start)
        return resolved

    def _special(self, character: str, pieces: list[str]) -> str:
        """Take in a character that is read by itself and what belongs to it, and return it."""
        following = self.text[self.place + 1 : self.place + 2]
        if character == "\\" and following in ('"', "'"):
            self.place += 1
            character = following
        end = self.place + 1
        if character == "$" and following == "(":
            end = self._command_end(self.place + 2)
        pieces.append(character + self.text[self.place + 1 : end])
        self.place = end
        return character

    def _command_end(self, start: int) -> int:
        """Return the place behind the parenthesis that closes one before a place."""
        depth = 1
        for match in PARENTHESIS.finditer(self.text, start):
            if match[0] == "\n":
                break
            depth += 1 if match[0] == "(" else -1
            if not depth:
                return match.end()
        raise FormatError("unterminated-command", start)

    def _resolved(self, text: str) -> tuple[str, bool]:
        """Return a piece with commands taken out and references replaced, and whether it had commands."""
        runs = False
        if "$" in text:
            text, runs = without_commands(text)
            if runs:
                self.settled.depends.add(COMMAND)
            text = self.reference.sub(self._referred, text)
        return text.replace("\\\\", "\\"), runs

    def _referred(self, match: re.Match[str]) -> str:
        """Return what stands for a reference."""
        if len(match["backslashes"]) % 2:
            return match[0][1:]
        if match["name"] is None and match["default"] is None and match["close"] is None:
            return match[0]
        if match["open"] and not match["close"]:
            raise FormatError("unterminated-reference", self.place)
        name = match["name"] or ""
        value = self._looked_up(name) or self._default(name, match["default"])
        if match["close"] and not match["open"]:
            value += "}"
        return match["backslashes"] + value

    def _looked_up(self, name: str) -> str:
        found = self.settled.own_first(name) if name.startswith("HTTP_") else self.settled.host_first(name)
        return found or ""

    def _default(self, name: str, default: str | None) -> str:
        """Return a default, which ``:=`` also settles."""
        if default is None:
            return ""
        if UNSUPPORTED.search(default):
            raise FormatError("unsupported-default", self.place)
        self.settled.depends.add(DEFAULT)
        if default[1] == "=":
            self.settled.settle(Assignment(name, default[2:], depends=frozenset((DEFAULT,))))
        return default[2:]
