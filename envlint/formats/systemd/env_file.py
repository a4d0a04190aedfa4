"""Files that ``EnvironmentFile=`` names, as systemd reads them: a dialect that no other loader shares.

Source: systemd.exec(5), ``EnvironmentFile=``, and what version 252 makes of some 700 inputs. Nothing is expanded; a
backslash outside of single quotes takes the next character as it is and joins lines; a comment is a line of its own.
"""

from __future__ import annotations

import re

from envlint.core.source import CALL, Binding, Notice, Reading, Remark
from envlint.core.value import Value
from envlint.formats import names
from envlint.formats.pem import blocks
from envlint.formats.systemd.unit import MOST_FAULTS, NO_EQUALS, TOO_MANY
from envlint.formats.systemd.words import holds_text
from envlint.formats.unparsed import Unparsed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.core.source import Source

NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
BLANKS: Final = " \t\r\n"
ENDS: Final = "\r\n"
ESCAPED_IN_QUOTES: Final = '"\\`$'
RUNS: Final = {quote: re.compile(rf"[^\\{quote}]+") for quote in "'\""}
BARE_RUN: Final = re.compile(r"[^\\ \t\r\n]+")
COMMENT: Final = re.compile(r"(?:[^\\\r\n]|\\.)*\\?", re.DOTALL)
KEY: Final = re.compile(r"[^\r\n][^=\r\n]*")
NO_NAME: Final = "systemd ignores this line: no variable can have such a name"
MARKED: Final = "systemd ignores this line: the byte order mark before it becomes a part of its name"
JOINED: Final = "this comment ends in a backslash: up to version 253, systemd takes the next line for a part of it"


def read(source: Source, layer: str = "") -> Reading:
    """Read ``source.text``, in which a byte order mark would still stand. Each binding says which layer it is of.

    Raises:
        Unparsed: systemd reads no such file at all: it holds a NUL, or a name or a value is no UTF-8; or
            this is no such file, as it seems.
    """
    if "\0" in source.text:
        raise Unparsed("holds a NUL character", source.text.count("\n", 0, source.text.index("\0")) + 1, 1)
    scan = _Scan(source, layer)
    while scan.at < len(source.text):
        scan.line()
    found = sorted((*scan.notices, *names.notices(scan.bindings)), key=lambda notice: notice.start)
    opaque = tuple(sorted((*blocks(source.text), *scan.opaque)))
    return Reading(source, tuple(scan.bindings), tuple(found), tuple(scan.remarks), opaque)


class _Scan:
    """A walk through the text; ``at`` is what comes next, ``value`` what was taken of the current value."""

    def __init__(self, source: Source, layer: str) -> None:
        self.source = source
        self.layer = layer
        self.text = source.text
        self.at = 0
        self.bindings: list[Binding] = []
        self.notices: list[Notice] = []
        self.remarks: list[Remark] = []
        self.opaque: list[tuple[int, int]] = []
        self.value: list[str] = []
        self.ends = (-1, -1)
        self.quote = ""

    def line(self) -> None:
        """Take what begins here: a comment, an assignment over one or several lines, or a line that is neither."""
        while self.text[self.at : self.at + 1] and self.text[self.at] in BLANKS:
            self.at += 1
        start = self.at
        if self.text[start : start + 1] in ("#", ";"):
            self._comment(start)
            return
        match = KEY.match(self.text, start)
        self.at = match.end() if match else start
        if self.text[self.at : self.at + 1] != "=":
            if self.at > start:
                if len(self.notices) >= MOST_FAULTS:
                    raise self._refused(start, TOO_MANY)
                detail = NO_NAME if self.text[start] == "=" else NO_EQUALS
                self.notices.append(Notice("malformed-line", start, self.at, detail=detail))
            return
        name = self.text[start : self.at].rstrip(BLANKS)
        self.at += 1
        self._value()
        self._bind(name, start)

    def _comment(self, start: int) -> None:
        match = COMMENT.match(self.text, start)
        self.at = match.end() if match else len(self.text)
        stretch = self.text[start : self.at]
        if "\n" in stretch or "\r" in stretch:
            first = stretch.replace("\r", "\n").index("\n")
            self.notices.append(Notice("malformed-line", start, start + first, detail=JOINED))
        if CALL in stretch:
            self.remarks.append(Remark(start, self.at, stretch, alone=True))

    def _value(self) -> None:
        """Take quoted stretches, and behind them at most one bare stretch, which goes up to the line's end."""
        self.value, self.ends, self.quote = [], (-1, -1), ""
        while self.at < len(self.text):
            character = self.text[self.at]
            if character in ENDS:
                return
            if character in "'\"":
                self._quoted(character)
            elif character in BLANKS:
                self.at += 1
            else:
                self._bare()
                return

    def _quoted(self, quote: str) -> None:
        start = self.at
        self.quote = self.quote or quote
        self.at += 1
        while self.at < len(self.text):
            character = self.text[self.at]
            if character == quote:
                self.at += 1
                return
            if character == "\\" and quote == '"':
                self._escape_in_quotes()
            else:
                self._run(RUNS[quote])
        end = start + len(self.text[start:].splitlines()[0])
        self.notices.append(Notice("unterminated-quote", start, end))
        self.opaque.append((start, len(self.text)))

    def _escape_in_quotes(self) -> None:
        following = self.text[self.at + 1 : self.at + 2]
        if following in "\n":
            self.at += 1 + len(following)
        elif following in ESCAPED_IN_QUOTES:
            self._push(following, 2)
        else:
            self._push("\\" + following, 2)

    def _bare(self) -> None:
        """Take up to the line's end; the blanks at it count only behind an escape."""
        kept = len(self.value)
        while self.at < len(self.text) and self.text[self.at] not in ENDS:
            character = self.text[self.at]
            if character == "\\":
                following = self.text[self.at + 1 : self.at + 2]
                if following and following not in ENDS:
                    self._push(following, 2)
                else:
                    self.at += 1 + len(following)
                kept = len(self.value)
            elif character in BLANKS:
                self._push(character, 1)
            else:
                self._run(BARE_RUN)
                kept = len(self.value)
        dropped = len(self.value) - kept
        del self.value[kept:]
        self.ends = (self.ends[0], self.ends[1] - dropped)

    def _run(self, run: re.Pattern[str]) -> None:
        """Take what stands for itself, at least one character."""
        found = run.match(self.text, self.at)
        text = found[0] if found else self.text[self.at]
        self._push(text, len(text))

    def _push(self, text: str, length: int) -> None:
        start = self.at if self.ends[0] < 0 else self.ends[0]
        self.at = min(self.at + length, len(self.text))
        self.ends = (start, self.at)
        self.value.append(text)

    def _bind(self, name: str, start: int) -> None:
        value = "".join(self.value)
        place = start, start + len(name)
        if not holds_text(name + value):
            raise self._refused(start, "holds what is no UTF-8 in a name or a value")
        if not NAME.fullmatch(name):
            detail = MARKED if name.startswith("\ufeff") else NO_NAME
            self.notices.append(Notice("malformed-line", *place, detail=detail))
            return
        span = self.ends if self.value else (self.at, self.at)
        binding = Binding(
            name, Value(value), self.source, name_span=place, value_span=span, quote=self.quote, layer=self.layer
        )
        self.bindings.append(binding)

    def _refused(self, start: int, reason: str) -> Unparsed:
        line = self.text.count("\n", 0, start) + 1
        return Unparsed(reason, line, start - self.text.rfind("\n", 0, start))
