r"""Node's own parser: ``node --env-file``, ``util.parseEnv``, ``process.loadEnvFile``; Vite 8 reads with it.

Source of the facts: Node's documentation ("DotEnv", grammar of ``--env-file``), its changelog, and the behaviour of
20.20, 22.23, 24.21 and 26.10. Carriage returns are taken out first. Since 22, blanks are the space, the tab and the
line feed: those behind ``=`` are skipped with the line ends among them, so an empty value before a blank takes the
next line. In 20 only the space is a blank; a line without ``=`` is part of the next name, and an
empty name ends it all.
"""

from __future__ import annotations

import re

from envlint.formats.dialects import Assignment, Problem, Reading
from envlint.formats.dialects.javascript.text import Text, decoded, last_wins

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

BLANKS: Final = " \t\n"
OLD_BLANKS: Final = " "
BLANK_RUN: Final = re.compile("[ \t\n]*")
OLD_BLANK_RUN: Final = re.compile(" *")
EQUALS_OR_END: Final = re.compile("[=\n]")
EXPORT: Final = "export "
QUOTES: Final = "'\"`"


class Scan:
    """One pass over a text, of Node 20 (``old``) or of the later versions."""

    def __init__(self, data: bytes, *, old: bool = False) -> None:
        self.text = Text(data, without_returns=True)
        self.old = old
        self.blanks = OLD_BLANKS if old else BLANKS
        self._blank_run = OLD_BLANK_RUN if old else BLANK_RUN
        flat = self.text.flat
        self.size = len(flat.rstrip(self.blanks))
        self.flat = flat[: self.size]
        self._unclosed: set[str] = set()
        self.found: list[Assignment] = []
        self.problems: list[Problem] = []
        self._run()
        self.found = self.text.placed(self.found)

    def _run(self) -> None:
        flat, size = self.flat, self.size
        at = self.past_blanks(0)
        while 0 <= at < size:
            last = self.line_end(at)
            if flat[at] == "\n" or (flat[at] == "#" and (not self.old or last < size)):
                at = last + 1
            else:
                at = self._old_statement(at) if self.old else self._statement(at)

    def past_blanks(self, at: int) -> int:
        """Return the offset of the next character that is no blank."""
        found = self._blank_run.match(self.flat, at)
        return at if found is None else found.end()

    def line_end(self, at: int) -> int:
        """Return the offset of the next line feed, or of the text's end."""
        end = self.flat.find("\n", at)
        return self.size if end < 0 else end

    def _statement(self, at: int) -> int:
        flat = self.flat
        found = EQUALS_OR_END.search(flat, at)
        if found is None or found[0] == "\n":
            end = self.size if found is None else found.start()
            self.problem("ignored-line", at, end)
            return self.past_blanks(end + 1)
        name, head = self._name(at, found.start())
        at = found.end()
        if at >= self.size or flat[at] == "\n":
            # Told apart before the name is looked at: here `export` stays a part of it, and it may be empty.
            self._add(name, "", head, at, at)
            return at + 1
        if not name:
            self.problem("ignored-line", found.start(), at)
            return self.past_blanks(at)
        if name.startswith(EXPORT):
            name = name[len(EXPORT) :].strip(self.blanks)
        start = self.past_blanks(at)
        if "\n" in flat[at:start]:
            self.problem("next-line-taken", head, at)
        return self.value(name, head, start)

    def _old_statement(self, at: int) -> int:
        equals = self.flat.find("=", at)
        name, head = self._name(at, equals)
        if equals < 0 or not name:
            self.problem("ignored-line", at, self.size, drops_rest=True)
            return -1
        name = name.removeprefix(EXPORT)
        return self.value(name, head, self.past_blanks(equals + 1))

    def _name(self, at: int, equals: int) -> tuple[str, int]:
        name = self.flat[at:equals].strip(self.blanks)
        return name, self.past_blanks(at)

    def value(self, name: str, head: int, at: int) -> int:
        """Take the value that begins at ``at``; return where the next statement begins."""
        flat = self.flat
        if at >= self.size:
            self._add(name, "", head, self.size, self.size)
            return self.size
        quote = flat[at] if flat[at] in QUOTES else ""
        if quote and quote not in self._unclosed:
            close = self.close(quote, at)
            if close >= 0:
                value = flat[at + 1 : close]
                self._add(name, self.unescape(value, quote), head, at + 1, close, quote)
                return self.line_end(close + 1) + 1
        end = self.line_end(at)
        if quote:
            return self._unclosed_value(name, head, at, end)
        mark = flat.find("#", at, end)
        raw = flat[at : end if mark < 0 else mark]
        value = raw.strip(self.blanks)
        start = at + len(raw) - len(raw.lstrip(self.blanks)) if value else at
        self._add(name, value, head, start, start + len(value))
        return self._next(end)

    def close(self, quote: str, at: int) -> int:
        """Return where the quote that opens at ``at`` closes: at the next one, escaped or not; -1 if there is none."""
        close = self.flat.find(quote, at + 1)
        if close < 0:
            self._unclosed.add(quote)
        return close

    def unescape(self, value: str, quote: str) -> str:
        r"""Turn ``\n`` into a line feed between double quotes."""
        return value.replace("\\n", "\n") if quote == '"' else value

    def _unclosed_value(self, name: str, head: int, at: int, end: int) -> int:
        self.problem("unterminated-quote", at, end)
        if self.old and end >= self.size:
            # What stands behind the equals sign is read once more, as a statement.
            return at
        self._add(name, self.flat[at:end], head, at, end)
        return self._next(end)

    def _next(self, end: int) -> int:
        """Return where to go on after a value without quotes: later versions then see an indented comment as one."""
        return end + 1 if self.old else self.past_blanks(end + 1)

    def _add(self, name: str, value: str, head: int, start: int, end: int, quote: str = "") -> None:
        last = end + len(quote)
        self.found.append(Assignment(decoded(name), decoded(value), head, last, start, end, quote))

    def problem(self, kind: str, start: int, end: int, *, drops_rest: bool = False) -> None:
        """Note what the parser passes over."""
        self.problems.append(Problem(kind, self.text.place(start), self.text.place(end), drops_rest=drops_rest))


def _environment(scan: Scan, host: Mapping[str, str]) -> Reading:
    """Return what a started process has: the host's variables stay, an empty name is no variable."""
    taken = last_wins([_ended(each) for each in scan.found])
    return Reading(tuple([each for each in taken if each.name and each.name not in host]), tuple(scan.problems))


def _ended(each: Assignment) -> Assignment:
    """Return an assignment as the system's environment takes it, where a NUL ends a text."""
    value = each.value or ""
    if "\0" not in value and "\0" not in each.name:
        return each
    return each.replace(name=each.name.partition("\0")[0], value=value.partition("\0")[0])


def node_20(data: bytes, host: Mapping[str, str]) -> Reading:
    """Read as Node 20 does."""
    return _environment(Scan(data, old=True), host)


def node_22(data: bytes, host: Mapping[str, str]) -> Reading:
    """Read as Node 22 to 26 do."""
    return _environment(Scan(data), host)
