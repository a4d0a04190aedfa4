r"""``.env`` files as gotenv reads them, by which Viper does, too.

The line pattern is that of the Ruby gem dotenv. In double quotes ``\n`` and ``\r`` are decoded and any other backslash
goes, save before ``$``; references are in capitals and not followed in single quotes. 1.2 knows no value of more lines
than one, but takes a value with an escaped line feed and a ``=`` apart into assignments of their own. 1.6 joins lines
until the quote is closed, reads UTF-16 by its byte order mark, and lets the host's variables come first in references.

Source: the README of subosito/gotenv and the behaviour of its ``StrictParse``.
"""

from __future__ import annotations

import re

from envlint.formats.dialects import Assignment, Problem, Reading
from envlint.formats.dialects.go.gotenv_lines import BLANK, BadLineError, Lines, check, placed
from envlint.formats.dialects.go.scanned import LineTooLongError, scanned_lines
from envlint.formats.dialects.matched_line import Grammar, match_line
from envlint.formats.dialects.settled import Settled, TooLargeError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Final

GRAMMAR: Final = Grammar()
LF: Final = re.compile(r"\r?\n|\r\Z")
ANY_LINE_END: Final = re.compile(r"\r\n|[\r\n]")
QUOTES: Final = re.compile(r"""(['"])(.*)['"]""")
UNESCAPE: Final = re.compile(r"\\([^$])")
REFERENCE: Final = re.compile(r"(\\)?\$\{?([A-Z0-9_]+)?\}?")
NOT_UTF_8: Final = re.compile("[\udc80-\udcff]")
BOM: Final = "\ufeff"
DEEPEST: Final = 20
"""How often assignments within a value are followed; each step takes twice as many backslashes to write."""


def read(data: bytes, host: Mapping[str, str]) -> Reading:
    """Read the bytes of a file as gotenv 1.6 does, given the host's environment."""
    text = data.decode("utf-8", "surrogateescape")
    begin = 0
    placed = True
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text, placed = data.decode("utf-16", "replace"), False
    elif text.startswith(BOM):
        text, begin = NOT_UTF_8.sub("\ufffd", text), 1
    reading = _settle(_Newer(text, begin, host), refuses_long=True)
    return reading if placed else _without_places(reading)


def read_2019(data: bytes, host: Mapping[str, str]) -> Reading:
    """Read the bytes of a file as gotenv 1.2 does, given the host's environment."""
    text = data.decode("utf-8", "surrogateescape")
    return _settle(_Older(text, 1 if text.startswith(BOM) else 0, host), refuses_long=False)


def _without_places(reading: Reading) -> Reading:
    """Return a reading whose places would be those of another text."""
    return Reading(
        tuple(
            Assignment(each.name, each.value, quote=each.quote, depends=each.depends) for each in reading.assignments
        ),
        tuple(Problem(each.kind, fatal=each.fatal, drops_rest=each.drops_rest) for each in reading.problems),
    )


def _settle(reader: _Older | _Newer, *, refuses_long: bool) -> Reading:
    """Read every line; a fatal problem leaves nothing."""
    try:
        reader.read()
    except BadLineError as bad:
        return Reading((), (Problem(bad.kind, bad.start, bad.end, fatal=True, drops_rest=True),))
    except TooLargeError:
        return Reading((), (Problem("expansion-too-large", fatal=True, drops_rest=True),))
    except LineTooLongError as long:
        problem = Problem("line-too-long", long.start, long.end, fatal=refuses_long, drops_rest=True)
        return Reading(() if refuses_long else tuple(reader.settled.own.values()), (problem,))
    return Reading(tuple(reader.settled.own.values()))


class _Older:
    """gotenv 1.2."""

    def __init__(self, text: str, begin: int, host: Mapping[str, str]) -> None:
        self.text = text
        self.begin = begin
        self.settled = Settled(host)

    def read(self) -> None:
        """Settle every line."""
        for start, end in scanned_lines(self.text, LF):
            begin = max(start, self.begin)
            self._line(Lines(self.text[begin:end], begin), 0)

    def _line(self, line: Lines, depth: int) -> None:
        matched = match_line(line.text, GRAMMAR)
        if matched is None:
            check(line)
            return
        raw = line.text[matched.value_start : matched.value_end]
        kept = raw.strip(" ")
        quoted = QUOTES.fullmatch(kept)
        text = quoted[2] if quoted else kept
        if raw.startswith('"'):
            text = _decoded(text)
        self.settled.begin()
        single = raw.startswith("'")
        text = REFERENCE.sub(lambda match: self._referred(match, single=single), text) if "$" in text else text
        depends = frozenset(self.settled.depends)
        text = self._parts(text, line, depth)
        quote = kept[0] if len(kept) > 1 and kept[0] in "'\"" and kept[0] == kept[-1] else ""
        self.settled.settle(placed(matched.name, text, line, (matched.start, matched.value_start), raw, quote, depends))

    def _parts(self, text: str, line: Lines, depth: int) -> str:
        """Settle the assignments within a value and return what is left of it."""
        if "=" not in text:
            return text
        first, *others = text.split("\n") if "\n" in text else text.split("\r")
        for other in others if depth < DEEPEST else ():
            try:
                self._line(Lines(other, line.start), depth + 1)
            except BadLineError:
                continue
        return first

    def _referred(self, match: re.Match[str], *, single: bool) -> str:
        """Return what stands for a reference."""
        if match[1]:
            return match[0][1:]
        if single or not match[2]:
            return match[0]
        return self.settled.own_first(match[2]) or ""


class _Newer:
    """gotenv 1.6."""

    def __init__(self, text: str, begin: int, host: Mapping[str, str]) -> None:
        self.text = text
        self.begin = begin
        self.settled = Settled(host)

    def read(self) -> None:
        """Settle every line."""
        lines = scanned_lines(self.text, ANY_LINE_END)
        for start, end in lines:
            begin = max(start, self.begin)
            text = self.text[begin:end].rstrip(BLANK)
            begin += len(text) - len(text.lstrip(BLANK))
            text = text.lstrip(BLANK)
            if text and not text.startswith("#"):
                self._line(self._joined(text, begin, end, lines))

    def _joined(self, text: str, start: int, end: int, lines: Iterator[tuple[int, int]]) -> Lines:
        """Return a line with those that a quote left open takes in."""
        quote = _open_quote(text)
        if not quote:
            return Lines(text, start)
        pieces = [text]
        for following, stop in lines:
            pieces.append(self.text[following:stop])
            last = pieces[-1].rfind(quote)
            if last == 0 or (last > 0 and pieces[-1][last - 1] != "\\"):
                return Lines("\n".join(pieces), start, len(text), end - start - len(text))
        raise BadLineError("unterminated-quote", start, end)

    def _line(self, line: Lines) -> None:
        matched = match_line(line.text, GRAMMAR)
        if matched is None:
            check(line)
            return
        raw = line.text[matched.value_start : matched.value_end]
        text = raw.strip(BLANK)
        quote = text[0] if len(text) > 1 and text[0] in "'\"" and text[0] == text[-1] else ""
        if quote:
            text = text[1:-1]
        if quote == '"':
            text = _decoded(text)
        self.settled.begin()
        if quote != "'" and "$" in text:
            text = REFERENCE.sub(self._referred, text)
        depends = frozenset(self.settled.depends)
        self.settled.settle(placed(matched.name, text, line, (matched.start, matched.value_start), raw, quote, depends))

    def _referred(self, match: re.Match[str]) -> str:
        """Return what stands for a reference."""
        if match[1]:
            return match[0][1:]
        return (self.settled.host_first(match[2]) or "") if match[2] else match[0]


def _open_quote(text: str) -> str:
    """Return the quote that the value of a line leaves open, if any.

    The byte before the last quote is looked up without regard to blanks that were trimmed off in front.
    """
    sign = text.find("=")
    if sign < 0:
        sign = text.find(":")
    if not 0 < sign < len(text) - 1:
        return ""
    value = text[sign + 1 :].strip(BLANK)
    if value[0] not in "'\"":
        return ""
    trimmed = value[1:].strip(BLANK).encode("utf-8", "surrogateescape")
    last = trimmed.rfind(value[0].encode())
    before = value.encode("utf-8", "surrogateescape")[last : last + 1]
    return "" if last >= 0 and before != b"\\" else value[0]


def _decoded(text: str) -> str:
    """Return a value in double quotes with its escapes taken in."""
    return UNESCAPE.sub(r"\1", text.replace(r"\n", "\n").replace(r"\r", "\r")) if "\\" in text else text
