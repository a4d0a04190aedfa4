"""What systemd's generator makes of a file in ``environment.d``: the grammar of ``EnvironmentFile=``, and expansion.

Source: environment.d(5), section Configuration format, and what version 252 makes of some 2,000 files. References are
replaced in quotes of either kind, too; a value without a character is passed over; control characters arrive as the
escapes that the generator prints them as.
"""

from __future__ import annotations

import re

from envlint.core.source import Source
from envlint.formats.compose.interpolation import DEEPEST, LONGEST, MOST
from envlint.formats.dialects import DEFAULT, HOST, Assignment, Problem, Reading
from envlint.formats.systemd import env_file
from envlint.formats.unparsed import Unparsed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Final

    from envlint.core.source import Binding, Notice

SAID: Final = ("malformed-line", "unterminated-quote")
DOLLAR: Final = re.compile(r"\$(?:(?P<named>[A-Za-z0-9_]+)|(?P<open>\{)|(?P<escaped>\$)?)")
BRACED: Final = re.compile(r"(?P<name>[^}:]*)(?P<sign>\}|:[-+]|:)?", re.DOTALL)
BRACE: Final = re.compile(r"[{}]")
CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
LETTERS: Final = dict(zip("\a\b\f\n\r\t\v", "abfnrtv", strict=True))


class TooMuch(Exception):
    """A value would be longer than a budget, or references are nested too deep."""


def read(data: bytes, host: Mapping[str, str]) -> Reading:
    """Read a file as ``30-systemd-environment-d-generator`` does, if it is the only one."""
    text = data.decode("utf-8", "surrogateescape")
    if "\0" in text:
        place = text.index("\0")
        return Reading((), (Problem("nul-character", place, place + 1, drops_rest=True),))
    try:
        reading = env_file.read(Source("systemd", "", text=text))
    except Unparsed as refusal:
        return Reading((), (refused(refusal, text),))
    problems = said(reading.notices)
    found: dict[str, Assignment] = {}
    room = MOST
    for binding in reading.bindings:
        if not binding.value.raw:
            problems.append(Problem("empty-value", binding.name_start, binding.value_end))
            continue
        try:
            one = _assignment(binding, found, host, room)
        except TooMuch:
            problems.append(Problem("too-large", binding.value_start, binding.value_end, fatal=True))
            return Reading((), tuple(problems))
        room -= len(one.value or "")
        found.pop(one.name, None)
        found[one.name] = one
    shown = [each.replace(value=CONTROL.sub(_escape, each.value or "")) for each in found.values()]
    return Reading(tuple(shown), tuple(problems))


def refused(refusal: Unparsed, text: str) -> Problem:
    """Return the problem that systemd reads no such file, at the place of the refusal."""
    at = 0
    for _ in range(refusal.line - 1):
        at = text.index("\n", at) + 1
    at = min(at + refusal.column - 1, len(text))
    return Problem("refused", at, at, fatal=True)


def said(notices: Iterable[Notice]) -> list[Problem]:
    """Return what systemd itself says of a file, among all that is to be noticed in it."""
    return [Problem(each.kind, each.start, each.end) for each in notices if each.kind in SAID]


def _assignment(binding: Binding, known: Mapping[str, Assignment], host: Mapping[str, str], room: int) -> Assignment:
    words = _Words(known, host)
    value = words.expand(binding.value.raw)
    if len(value) > room:
        raise TooMuch
    return Assignment(
        binding.name,
        value,
        binding.name_start,
        binding.value_end,
        binding.value_start,
        binding.value_end,
        binding.quote,
        frozenset(words.depends),
    )


def _escape(found: re.Match[str]) -> str:
    letter = LETTERS.get(found[0])
    return f"\\{letter}" if letter else f"\\{ord(found[0]):03o}"


class _Words:
    """The expansion of one value; ``depends`` is what it took something from, ``nest`` how many braces are open.

    A reference that turns out to be none, as ``${X:=y}``, stays as it is, but leaves its brace counted.
    """

    def __init__(self, known: Mapping[str, Assignment], host: Mapping[str, str]) -> None:
        self.known = known
        self.host = host
        self.depends: set[str] = set()

    def expand(self, text: str, depth: int = 0) -> str:
        """Return a text with its references replaced.

        Raises:
            TooMuch: it goes beyond a budget.
        """
        if depth > DEEPEST:
            raise TooMuch
        parts: list[str] = []
        nest = length = kept = at = 0
        while (found := DOLLAR.search(text, at)) is not None:
            at = found.end()
            if found["escaped"]:
                part = "$"
            elif found["named"]:
                part = self._value(found["named"]) or ""
            elif found["open"]:
                nest += 1
                replaced, at, nest = self._braced(text, at, nest, depth)
                if replaced is None:
                    continue
                part = replaced
            else:
                # The dollar sign stands for itself, and takes the next character along.
                at += 1
                continue
            parts += (text[kept : found.start()], part)
            kept = at
            length += len(part)
            if length > LONGEST:
                raise TooMuch
        return "".join((*parts, text[kept:]))

    def _braced(self, text: str, at: int, nest: int, depth: int) -> tuple[str | None, int, int]:
        """Return what stands for a reference in braces, None if it is none, where it ends, and what is open then."""
        found = BRACED.match(text, at)
        name, sign = (found["name"], found["sign"]) if found else ("", None)
        end = found.end() if found else at
        if sign == "}":
            return self._value(name) or "", end, nest - 1
        if sign not in (":-", ":+"):
            # Behind the colon, one character is passed over before a dollar sign counts again.
            return None, end + (sign == ":"), nest
        for brace in BRACE.finditer(text, end):
            nest += 1 if brace[0] == "{" else -1
            if not nest:
                return self._either(name, sign, text[end : brace.start()], depth), brace.end(), 0
        return None, len(text), nest

    def _either(self, name: str, sign: str, word: str, depth: int) -> str:
        value = self._value(name)
        if (value is None) == (sign == ":-"):
            self.depends.add(DEFAULT)
            return self.expand(word, depth + 1)
        return value or ""

    def _value(self, name: str) -> str | None:
        if name in self.known:
            self.depends |= self.known[name].depends
            return self.known[name].value
        if name in self.host:
            self.depends.add(HOST)
        return self.host.get(name) if name else None
