r"""``.env`` files as phpdotenv reads them, by which Laravel does, too.

A line with ``="`` and no further quote goes on until a line with one; where none comes, all of it is lost without a
word. A name without ``=`` has no value. Bare values hold no blanks, the escapes of double quotes are ``\"``, ``\\``,
``\$``, ``\f``, ``\n``, ``\r``, ``\t`` and ``\v``, and any other is refused. Only ``${NAME}`` is a reference, replaced
from the last to the first, and one to a name that is not set stays as it is. What the host has set is kept.

Source: the README of vlucas/phpdotenv and its behaviour in 5.4.1 and 5.6.4.
"""

from __future__ import annotations

import re
from unicodedata import category

from envlint.core.record import Record
from envlint.formats.dialects import Assignment, Problem, Reading
from envlint.formats.dialects.ruby_php.php_values import BadValueError, value
from envlint.formats.dialects.settled import Settled, TooLargeError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Final

LINE_END: Final = re.compile(r"\r\n|\n|\r")
TRIMMED: Final = " \n\r\t\0\v"
SPACE: Final = " \t\n\r\v\f"
CLOSING: Final = re.compile(r'(?<=[^\\])"')
OLDER_NAME: Final = re.compile(r"[a-zA-Z0-9_.]+\Z")
EXPORT: Final = "export"
SHORTEST_EXPORT: Final = 9
"""Characters of ``export`` and a name that are taken apart; ``export A`` is not."""
BOM: Final = "\ufeff"
NOT_UTF_8: Final = re.compile("[\udc80-\udcff]+")


class BadLineError(Exception):
    """A line that makes phpdotenv refuse the file."""

    def __init__(self, kind: str, start: int, end: int) -> None:
        super().__init__(kind)
        self.kind = kind
        self.start = start
        self.end = end


class Entry(Record):
    """Lines that are read as one, and where they begin in the file."""

    lines: tuple[tuple[int, str], ...]

    @property
    def text(self) -> str:
        """The lines with a line feed between them."""
        return "\n".join(line for _start, line in self.lines)

    def at(self, place: int) -> int:
        """Return the place in the file of a place in the text."""
        for start, line in self.lines:
            if place <= len(line):
                return start + place
            place -= len(line) + 1
        start, line = self.lines[-1]
        return start + len(line)


def read(data: bytes, host: Mapping[str, str]) -> Reading:
    """Read the bytes of a file as phpdotenv 5.6 does, given the host's environment."""
    return _read(data, host, newer=True)


def read_5_4(data: bytes, host: Mapping[str, str]) -> Reading:
    """Read the bytes of a file as phpdotenv 5.4 does: names are ASCII, and an open line opens anew within quotes."""
    return _read(data, host, newer=False)


def _read(data: bytes, host: Mapping[str, str], *, newer: bool) -> Reading:
    text = data.decode("utf-8", "surrogateescape")
    settled = Settled(host)
    lost: list[Problem] = []
    # All lines are parsed before the first variable is set.
    try:
        for entry in list(_entries(text, lost, newer=newer)):
            _settle(entry, settled, newer=newer)
    except BadLineError as bad:
        return Reading((), (Problem(bad.kind, bad.start, bad.end, fatal=True, drops_rest=True),))
    except TooLargeError:
        return Reading((), (Problem("expansion-too-large", fatal=True, drops_rest=True),))
    return Reading(tuple(settled.own.values()), tuple(lost))


def _entries(text: str, lost: list[Problem], *, newer: bool) -> Iterator[Entry]:
    """Yield what is read as one line, comments and blank lines left out."""
    held: list[tuple[int, str]] = []
    for start, line in _lines(text):
        started = (not held or not newer) and '="' in line and not _stops(line, started=True)
        if held or started:
            held.append((start, line))
            if not _stops(line, started=started):
                continue
        entry = Entry(tuple(held) or ((start, line),))
        held = []
        trimmed = entry.text.strip(TRIMMED)
        if trimmed and not trimmed.startswith("#"):
            yield entry
    if held:
        lost.append(Problem("unterminated-quote", held[0][0], len(text), drops_rest=True))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the place and the text of each line."""
    start = 1 if text.startswith(BOM) else 0
    for match in LINE_END.finditer(text, start):
        yield start, text[start : match.start()]
        start = match.end()
    yield start, text[start:]


def _stops(line: str, *, started: bool) -> bool:
    """Whether a line ends a value of several lines; ``started``: it has the quote that opens it, too."""
    if line == '"':
        return True
    count = len(CLOSING.findall(line.replace("\\\\", "")))
    return count > 1 if started else count > 0


def _settle(entry: Entry, settled: Settled, *, newer: bool) -> None:
    """Settle what an entry assigns; a name that the host has is left to it."""
    text = entry.text
    written, sign, behind = text.partition("=")
    bare = written.strip(TRIMMED) if sign else text
    start = entry.at(len(written) - len(written.lstrip(TRIMMED)))
    if not bare:
        raise BadLineError("no-name", start, entry.at(len(text)))
    name = _name(bare, newer=newer)
    if name is None:
        raise BadLineError("invalid-name", start, entry.at(len(text)))
    if not sign:
        _put(Assignment(name, None, start, entry.at(len(text))), settled)
        return
    raw = behind.strip(TRIMMED)
    begin = len(written) + 1 + len(behind) - len(behind.lstrip(TRIMMED))
    settled.begin()
    try:
        found = value(raw, settled)
    except BadValueError as bad:
        raise BadLineError(bad.kind, entry.at(begin), entry.at(begin + len(raw))) from None
    inner = 1 if found.quote else 0
    end = begin + found.end
    places = (start, entry.at(end), entry.at(begin + inner), entry.at(end - inner))
    replaced = NOT_UTF_8.sub(_question_marks, found.text)
    _put(Assignment(name, replaced, *places, found.quote, frozenset(settled.depends)), settled)


def _put(assignment: Assignment, settled: Settled) -> None:
    if assignment.name not in settled.host:
        settled.settle(assignment)


def _question_marks(match: re.Match[str]) -> str:
    """Return what stands for bytes that are no UTF-8: one sign for each sequence that breaks off."""
    return "?" * len(match[0].encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def _name(text: str, *, newer: bool) -> str | None:
    """Return the name that is meant, None where it is not valid."""
    if len(text) >= SHORTEST_EXPORT and text.startswith(EXPORT) and text[len(EXPORT)] in SPACE:
        text = text[len(EXPORT) :].lstrip(SPACE if newer else TRIMMED)
    if len(text) >= len("'A'") and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    return text if (_valid(text) if newer else OLDER_NAME.match(text)) else None


def _valid(text: str) -> bool:
    """Whether a name has only letters with a case, marks, numbers, ``_`` and ``.``."""
    return bool(text) and all(
        each in "_." or category(each) in ("Ll", "Lu") or category(each)[0] in "MN" for each in text
    )
