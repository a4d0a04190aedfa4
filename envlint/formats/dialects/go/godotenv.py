r"""``.env`` files as godotenv reads them, and Task, which holds it.

A name reaches over blanks to ``=`` or ``:``; its characters are judged byte by byte as if they were Latin-1, so of
``É`` the first byte is a letter and the second none. A value in quotes may span lines; a name without a sign at the
end of the file is taken for the value of a name that is empty. References are in capitals, ``${NAME}`` or ``$NAME``,
and see the names before them; from 1.6 on the host's, too.

Source: the README of joho/godotenv and its behaviour in 1.5.1 and 1.6.0-pre.4, where a value that begins with ``#``
ends the program.
"""

from __future__ import annotations

import re

from envlint.core.record import Record
from envlint.formats.dialects import COMMAND, Assignment, Problem, Reading
from envlint.formats.dialects.normalised import Normalised
from envlint.formats.dialects.settled import Settled, TooLargeError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

INLINE: Final = "\t\v\f\r \x85\xa0"
BLANK: Final = "\t\n\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
START: Final = re.compile(rf"(?:[{BLANK}]+|#[^\n]*)*+")
INLINE_RUN: Final = re.compile(f"[{INLINE}]*")
EXPORT: Final = re.compile(rf"export[{INLINE}]+")
NAME_END: Final = re.compile(r"[^A-Za-z0-9_. \t\v\f\r]")
NAME_BYTES: Final = frozenset(
    byte for byte in range(0x80, 0x100) if chr(byte).isalpha() or chr(byte).isnumeric() or chr(byte) in INLINE
)
LINE_END: Final = re.compile(r"[\r\n]")
COMMENT: Final = re.compile(rf"(?<=[{INLINE}])#")
LAST_COMMENT: Final = re.compile(rf".*[{INLINE}](?=#)", re.DOTALL)
ESCAPE: Final = re.compile(r"\\[nr]|\\.")
UNESCAPE: Final = re.compile(r"\\([^$])")
REFERENCE: Final = re.compile(r"(\\)?\$\(?\{?([A-Z0-9_]+)?\}?")
NO_FUNCTION: Final = re.compile(r"\s*(?!(?:OS|ARCH|IsSH|FromSlash|ToSlash|ExeExt)\b)[A-Z]\w*\s*\Z", re.ASCII)
"""An action of a template that calls a function in capitals which Task does not have."""
NOT_UTF_8: Final = re.compile("[\udc80-\udcff]")


class BadStatementError(Exception):
    """A statement that ends the reading of the file."""

    def __init__(self, kind: str, start: int, end: int) -> None:
        super().__init__(kind)
        self.kind = kind
        self.start = start
        self.end = end


class Godotenv(Record):
    """How versions differ. ``newer``: 1.6. ``environment``: the result goes to a program's environment, as in Task."""

    newer: bool = False
    environment: bool = False

    def read(self, data: bytes, host: Mapping[str, str]) -> Reading:
        """Read the bytes of a file as the loader does, given the host's environment."""
        source = Normalised(data.decode("utf-8", "surrogateescape"))
        settled = Settled(host)
        try:
            _File(source, settled, self).read()
        except BadStatementError as bad:
            return Reading(
                (), (Problem(bad.kind, source.at(bad.start), source.at(bad.end), fatal=True, drops_rest=True),)
            )
        except TooLargeError:
            return Reading((), (Problem("expansion-too-large", fatal=True, drops_rest=True),))
        found = tuple(settled.own.values())
        return _environment(found, host) if self.environment else Reading(found)


def _environment(found: tuple[Assignment, ...], host: Mapping[str, str]) -> Reading:
    """Keep what reaches a program: names that the host has not, values that can be handed over.

    Task puts values through its templates: what ``{{`` makes of one is not known here, save that it does not end or
    calls a function that Task does not have.
    """
    kept = []
    for each in found:
        if "\0" in (each.value or ""):
            return Reading((), (Problem("nul-in-value", each.start, each.end, fatal=True, drops_rest=True),))
        if _is_bad_template(each.value or ""):
            return Reading((), (Problem("bad-template", each.start, each.end, fatal=True, drops_rest=True),))
        if each.name and each.name not in host:
            kept.append(_templated(each) if "{{" in (each.value or "") else each)
    return Reading(tuple(kept))


def _is_bad_template(value: str) -> bool:
    """Whether Task refuses a value for sure: an action does not end, or is a name that it does not know."""
    start = value.find("{{")
    while start >= 0:
        end = value.find("}}", start)
        if end < 0:
            return not re.search("[\"`']", value[start:])
        if NO_FUNCTION.match(value[start + 2 : end]):
            return True
        start = value.find("{{", end + 2)
    return False


def _templated(each: Assignment) -> Assignment:
    depends = each.depends | {COMMAND}
    return Assignment(
        each.name, each.value, each.start, each.end, each.value_start, each.value_end, each.quote, depends
    )


class _File:
    """One file being read. Places are those of the text with its line ends made one."""

    def __init__(self, source: Normalised, settled: Settled, loader: Godotenv) -> None:
        self.source = source
        self.text = source.text
        self.settled = settled
        self.loader = loader

    def read(self) -> None:
        """Settle every statement of the file."""
        place = 0
        while True:
            start = START.match(self.text, place)
            place = start.end() if start else place
            if place == len(self.text):
                return
            place = self._statement(place)

    def _statement(self, start: int) -> int:
        """Settle the statement at a place and return the place behind it."""
        name, value = self._name(start)
        self.settled.begin()
        if self.text[value : value + 1] in ("'", '"'):
            text, end, inner = self._quoted(value)
            quote = self.text[value]
        else:
            text, end, after = self._bare(value)
            inner, quote = (value, end), ""
        at = self.source.at
        behind = end if quote else after
        depends = frozenset(self.settled.depends)
        self.settled.settle(Assignment(name, text, at(start), at(end), at(inner[0]), at(inner[1]), quote, depends))
        return behind

    def _name(self, start: int) -> tuple[str, int]:
        """Return the name at a place, and where its value begins."""
        export = EXPORT.match(self.text, start)
        begin = place = export.end() if export else start
        while True:
            stop = NAME_END.search(self.text, place)
            if stop is None:
                return "", self._inline(begin)
            place = stop.end()
            if stop[0] in "=:":
                return self.text[begin : stop.start()].rstrip(BLANK), self._inline(place)
            if not (stop[0] == "-" and self.loader.newer) and not _letters(stop[0]):
                raise BadStatementError("invalid-name", begin, place)

    def _inline(self, place: int) -> int:
        run = INLINE_RUN.match(self.text, place)
        return run.end() if run else place

    def _bare(self, start: int) -> tuple[str, int, int]:
        """Return a value without quotes, where it ends, and where its line does."""
        stop = LINE_END.search(self.text, start)
        behind = stop.start() if stop else len(self.text)
        line = self.text[start:behind]
        if self.loader.newer:
            if line.startswith("#"):
                raise BadStatementError("value-is-comment", start, behind)
            comment = COMMENT.search(line)
        else:
            comment = LAST_COMMENT.match(line)
        if comment:
            line = line[: comment.start() if self.loader.newer else comment.end()]
        line = line.rstrip(INLINE)
        return self._expanded(NOT_UTF_8.sub("\ufffd", line)), start + len(line), behind

    def _quoted(self, start: int) -> tuple[str, int, tuple[int, int]]:
        """Return a value in quotes, the place behind it, and the places of what is within."""
        quote = self.text[start]
        close = self._close(start, quote)
        text = self.text[start:close].rstrip(quote).lstrip(quote)
        if quote == '"':
            text = self._expanded(UNESCAPE.sub(r"\1", ESCAPE.sub(_escape, text)))
        return text, close + 1, (start + 1, close)

    def _close(self, start: int, quote: str) -> int:
        """Return the place of the quote that closes the one at a place: no backslash escapes it."""
        place = self.text.find(quote, start + 1)
        while place >= 0:
            first = place
            while self.text[first - 1] == "\\":
                first -= 1
            if (place - first) % 2 == 0 if self.loader.newer else place == first:
                return place
            place = self.text.find(quote, place + 1)
        line = self.text.find("\n", start)
        raise BadStatementError("unterminated-quote", start, line if line >= 0 else len(self.text))

    def _expanded(self, text: str) -> str:
        return REFERENCE.sub(self._referred, text) if "$" in text else text

    def _referred(self, match: re.Match[str]) -> str:
        """Return what stands for a reference."""
        if match[1]:
            return match[0][1:]
        if not match[2]:
            return match[0]
        found = self.settled.own_first(match[2]) if self.loader.newer else self.settled.own_value(match[2])
        return found or ""


def _letters(character: str) -> bool:
    """Whether every byte of a character is a letter, a digit or a blank of Latin-1."""
    return character > "\x7f" and NAME_BYTES.issuperset(character.encode("utf-8", "surrogateescape"))


def _escape(match: re.Match[str]) -> str:
    r"""Return what ``\n`` and ``\r`` stand for; other escapes are left to the next step."""
    return {r"\n": "\n", r"\r": "\r"}.get(match[0], match[0])
