"""The grammar of ``dotenv`` on npm (16 to 18, and what bundles it: Next.js, c12, dotenvx), in one pass.

Source of the facts: dotenv's README ("What rules does the parsing engine follow?") and the behaviour of versions 16.6,
17.4 and 18.0. What it takes is ``NAME=value`` or ``NAME: value``; blanks and line ends may stand round ``=``; quotes
are ``'``, ``"`` and backticks, and end where nothing but a comment follows; a value without them ends at ``#``.
"""

from __future__ import annotations

import re

from envlint.formats.dialects import Assignment, Problem
from envlint.formats.dialects.javascript.text import BLANK_RUN, BLANKS, LINE_END, Text, decoded, last_wins

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final

NAME: Final = re.compile(r"[\w.-]+", re.ASCII)
QUOTES: Final = "'\"`"
EXPORT: Final = "export"


def read(data: bytes, finish: Callable[[str, str], str]) -> tuple[list[Assignment], list[Problem]]:
    """Return what a file assigns, in order, repeated names as often as they stand there, and what it says in vain.

    ``finish`` makes a value of the text between the quotes and of the character the value began with.
    """
    scan = _Scan(Text(data), finish)
    scan.run()
    return scan.text.placed(scan.found), scan.problems


def unescape(value: str, first: str) -> str:
    r"""Turn ``\n`` and ``\r`` into line ends where the value began with a double quote, closed or not."""
    if first == '"' and "\\" in value:
        return value.replace("\\n", "\n").replace("\\r", "\r")
    return value


def parsed(data: bytes, finish: Callable[[str, str], str] = unescape) -> tuple[list[Assignment], list[Problem]]:
    """Return what ``parse`` gives: one value a name, in the order of the object's keys."""
    found, problems = read(data, finish)
    # A string assigned to an object's `__proto__` is dropped without a word.
    return last_wins([each for each in found if each.name != "__proto__"]), problems


class _Scan:
    """One pass over a text: ``at`` moves from statement to statement."""

    def __init__(self, text: Text, finish: Callable[[str, str], str]) -> None:
        self.text = text
        self.flat = text.flat
        self.finish = finish
        self.exotic = "\u2028" in self.flat or "\u2029" in self.flat
        self.found: list[Assignment] = []
        self.problems: list[Problem] = []

    def run(self) -> None:
        flat, size, at = self.flat, len(self.flat), 0
        while True:
            head = _past_blanks(flat, at)
            if head >= size:
                return
            if flat[head] == "#":
                at = self._line_end(head)
                continue
            name = self._name(head)
            if name is None:
                at = self._line_end(head)
                self._problem("ignored-line", head, at)
                continue
            at = self._value(head, *name)

    def _line_end(self, at: int) -> int:
        if self.exotic:
            found = LINE_END.search(self.flat, at)
            return len(self.flat) if found is None else found.start()
        end = self.flat.find("\n", at)
        return len(self.flat) if end < 0 else end

    def _name(self, head: int) -> tuple[str, int] | None:
        """Return a name and where its value may begin."""
        flat = self.flat
        if flat.startswith(EXPORT, head):
            start = _past_blanks(flat, head + len(EXPORT))
            if start > head + len(EXPORT):
                name = NAME.match(flat, start)
                if name is not None:
                    return self._separated(name)
        name = NAME.match(flat, head)
        return None if name is None else self._separated(name)

    def _separated(self, name: re.Match[str]) -> tuple[str, int] | None:
        flat, end = self.flat, name.end()
        if flat.startswith(":", end):
            return (name[0], end + 2) if flat[end + 1 : end + 2] in BLANKS and end + 1 < len(flat) else None
        equals = _past_blanks(flat, end)
        return (name[0], equals + 1) if flat.startswith("=", equals) else None

    def _value(self, head: int, name: str, at: int) -> int:
        """Take a value that may begin at ``at``; return where the statement ends."""
        flat = self.flat
        first = _past_blanks(flat, at)
        letter = flat[first : first + 1]
        if letter and letter in QUOTES:
            close = self._close(letter, first + 1)
            if close >= 0:
                value = decoded(self.finish(flat[first + 1 : close], letter))
                self.found.append(Assignment(name, value, head, close + 1, first + 1, close, letter))
                return self._line_end(close + 1)
        return self._bare(head, name, at)

    def _close(self, quote: str, start: int) -> int:
        """Return where a quote ends: the first one that no backslash escapes, or an escaped one before it.

        Whichever is taken, only blanks and a comment may follow on its line; -1 if there is none.
        """
        flat, size, best = self.flat, len(self.flat), -1
        at = flat.find(quote, start)
        while at >= 0:
            escaped = flat[at - 1] == "\\" and at > start
            after = _past_blanks(flat, at + 1)
            if after >= size or flat[after] == "#" or LINE_END.search(flat, at + 1, after) is not None:
                best = at
            if not escaped:
                return best
            at = flat.find(quote, at + 1)
        return best

    def _bare(self, head: int, name: str, at: int) -> int:
        """Take a value up to ``#`` or the end of its line; the other line terminators do not end it."""
        flat = self.flat
        end = flat.find("\n", at)
        end = len(flat) if end < 0 else end
        mark = flat.find("#", at, end)
        stop = end if mark < 0 else mark
        raw = flat[at:stop]
        value = raw.lstrip(BLANKS)
        start = stop - len(value)
        value = value.rstrip(BLANKS)
        first = value[:1]
        last = start + len(value)
        inside = _stripped(value, exotic=self.exotic)
        quote = first if first and first in QUOTES and len(inside) == len(value) - 2 else ""
        if not value:
            start = last = at
        elif first in QUOTES:
            self._problem("text-after-quote" if first in value[1:] else "unterminated-quote", start, last)
        shift = 1 if quote else 0
        inside = decoded(self.finish(inside, first))
        self.found.append(Assignment(name, inside, head, last, start + shift, last - shift, quote))
        return self._line_end(stop)

    def _problem(self, kind: str, start: int, end: int) -> None:
        self.problems.append(Problem(kind, self.text.place(start), self.text.place(end)))


def _past_blanks(flat: str, at: int) -> int:
    found = BLANK_RUN.match(flat, at)
    return at if found is None else found.end()


def _stripped(value: str, *, exotic: bool) -> str:
    """Drop a pair of quotes round a value, or, with U+2028 and U+2029 in it, round stretches from line to line."""
    if not exotic or LINE_END.search(value) is None:
        return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in QUOTES else value
    ends = {match.start() for match in LINE_END.finditer(value)} | {len(value)}
    last = {quote: max((end - 1 for end in ends if end and value[end - 1] == quote), default=-1) for quote in QUOTES}
    pieces, at = [], 0
    for start in (0, *(end + 1 for end in sorted(ends))):
        quote = value[start : start + 1]
        if start >= at and quote and last.get(quote, -1) > start:
            pieces += [value[at:start], value[start + 1 : last[quote]]]
            at = last[quote] + 1
    return "".join((*pieces, value[at:]))
