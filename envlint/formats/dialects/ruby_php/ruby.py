"""``.env`` files as the Ruby gem dotenv reads them, in its versions 2 and 3.

dotenv 2 reads line by line and passes over a line that is no assignment. dotenv 3 looks for assignments in the whole
text: blanks around ``=`` may hold line ends, quotes may, a name needs no ``=``, and a name that the host has keeps
its value. Both refuse ``export NAME`` of a name that is not set, and bytes that are not UTF-8.
``Dotenv::Environment.new(path, true)`` of 2.4 and ``Dotenv.parse`` of 3.2 were measured.

Source: the README of bkeepers/dotenv and the behaviour of 2.4.0 and 3.2.0.
"""

from __future__ import annotations

import re

from envlint.core.record import Record
from envlint.formats.dialects import HOST, Assignment, Problem, Reading
from envlint.formats.dialects.matched_line import Grammar, match_line
from envlint.formats.dialects.normalised import Normalised
from envlint.formats.dialects.ruby_php.ruby_values import LINE_BREAKS, value
from envlint.formats.dialects.settled import Settled, TooLargeError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Final

BLANK: Final = " \t\r\n\f\v"
GRAMMAR: Final = Grammar(BLANK)
WORD: Final = re.compile(r"[^ \t\r\n\f\v]+")
LINE: Final = re.compile(r"[^\r\n]+")
START: Final = re.compile(
    r"[ \t\r\n\f\v]*+(?P<export>export[ \t\r\n\f\v]++(?=[A-Za-z0-9_.]))?(?P<name>[A-Za-z0-9_.]++)"
)
PLAIN: Final = re.compile(r"[ \t\r\n\f\v]*+(?P<export>(?!))?(?P<name>[A-Za-z0-9_.]++)")
SIGN: Final = re.compile(r"[ \t\r\n\f\v]*+=|:[ \t\r\n\f\v]")
REST: Final = re.compile(r"[ \t\r\f\v]*+(?:[\n#]|\Z)")
BLANKS: Final = re.compile(r"[ \t\r\n\f\v]*+")
BARE: Final = re.compile(r"[^#\n]*+")
NOT_UTF_8: Final = re.compile("[\udc80-\udcff]")
UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
BOM: Final = "\ufeff"


class FormatError(Exception):
    """A line that makes the gem refuse the file."""

    def __init__(self, kind: str, start: int, end: int) -> None:
        super().__init__(kind)
        self.kind = kind
        self.start = start
        self.end = end


def read(data: bytes, host: Mapping[str, str]) -> Reading:
    """Read the bytes of a file as dotenv 3 does, given the host's environment."""
    return _guarded(_settle_text, data, host)


def read_2(data: bytes, host: Mapping[str, str]) -> Reading:
    """Read the bytes of a file as dotenv 2 does, given the host's environment."""
    return _guarded(_settle_lines, data, host)


def _guarded(settle: Callable[[str, Settled], None], data: bytes, host: Mapping[str, str]) -> Reading:
    """Read a file; a refusal leaves nothing."""
    text = data.decode("utf-8", "surrogateescape")
    wrong = NOT_UTF_8.search(text)
    if wrong or data.startswith(UTF_16):
        place = wrong.start() if wrong else 0
        return Reading((), (Problem("not-utf-8", place, place + 1, fatal=True, drops_rest=True),))
    settled = Settled(host)
    try:
        settle(text, settled)
    except FormatError as bad:
        return Reading((), (Problem(bad.kind, bad.start, bad.end, fatal=True, drops_rest=True),))
    except TooLargeError:
        return Reading((), (Problem("expansion-too-large", fatal=True, drops_rest=True),))
    return Reading(tuple(settled.own.values()))


def _settle_lines(text: str, settled: Settled) -> None:
    """Settle each line as dotenv 2 does."""
    for line in LINE.finditer(text, 1 if text.startswith(BOM) else 0):
        matched = match_line(line[0], GRAMMAR)
        if matched is None:
            first, *names = WORD.findall(line[0]) or [""]
            if first == "export" and not settled.own.keys() >= set(names):
                raise FormatError("exported-but-unset", line.start(), line.end())
            continue
        start, raw = line.start() + matched.value_start, line[0][matched.value_start : matched.value_end]
        found = value(raw, settled, newer=False)
        inner = 1 if found.quote else 0
        places = (
            line.start() + matched.start,
            start + found.behind + inner,
            start + found.before,
            start + found.behind,
        )
        settled.settle(Assignment(matched.name, found.text, *places, found.quote, frozenset(settled.depends)))


class _Found(Record):
    """An assignment in the whole text: places of the name and of the value, which is -1 where there is none."""

    name: str
    start: int
    name_end: int
    value_start: int
    value_end: int
    exported: bool


def _settle_text(text: str, settled: Settled) -> None:
    """Settle each assignment as dotenv 3 does."""
    source = Normalised(text.removeprefix(BOM), lone=True)
    bom = 1 if text.startswith(BOM) else 0

    def at(place: int) -> int:
        return source.at(place) + bom

    for found in _assignments(source.text):
        name, written = found.name, found.value_start >= 0
        start, end = found.start, found.value_end if written else found.name_end
        if name in settled.host and name != LINE_BREAKS:
            depends = frozenset((HOST,))
            settled.settle(Assignment(name, settled.host[name], at(start), at(end), depends=depends))
        elif found.exported and not written:
            if name not in settled.own:
                raise FormatError("exported-but-unset", at(start), at(end))
        elif written:
            each = value(source.text[found.value_start : end], settled, newer=True)
            first, last = found.value_start + each.before, found.value_start + each.behind
            places = (at(start), at(last + (1 if each.quote else 0)), at(first), at(last))
            settled.settle(Assignment(name, each.text, *places, each.quote, frozenset(settled.depends)))
        else:
            settled.settle(Assignment(name, "", at(start), at(end), at(end), at(end)))


def _assignments(text: str) -> Iterator[_Found]:
    """Yield each assignment of a text."""
    place = 0
    while place < len(text):
        found = _assignment(START, text, place) or _assignment(PLAIN, text, place)
        if found:
            yield found
            end = found.value_end if found.value_start >= 0 else found.name_end
        else:
            blanks = BLANKS.match(text, place)
            end = blanks.end() if blanks else place
        place = text.find("\n", end) + 1 or len(text)


def _assignment(pattern: re.Pattern[str], text: str, place: int) -> _Found | None:
    """Return the assignment at the start of a line, if there is one."""
    begin = pattern.match(text, place)
    if begin is None:
        return None
    name, exported = begin["name"], begin["export"] is not None
    start = begin.start("export" if exported else "name")
    sign = SIGN.match(text, begin.end())
    if sign is None:
        return _Found(name, start, begin.end(), -1, -1, exported) if REST.match(text, begin.end()) else None
    end = _value_end(text, sign.end())
    return _Found(name, start, sign.end(), sign.end() if end >= 0 else -1, end, exported)


def _value_end(text: str, start: int) -> int:
    """Return the end of the value behind a sign, -1 where there is none."""
    blanks = BLANKS.match(text, start)
    place = blanks.end() if blanks else start
    if text[place : place + 1] in ("'", '"'):
        end = _quoted_end(text, place)
        if end >= 0:
            return end
    bare = BARE.match(text, start)
    return bare.end() if bare and bare.end() > start else -1


def _quoted_end(text: str, start: int) -> int:
    """Return the place behind the quote that closes the one at a place, -1 where none does.

    It is the first without a backslash, or else the last before it with one, if only a comment follows.
    """
    quote = text[start]
    tried = []
    place = text.find(quote, start + 1)
    while place >= 0:
        tried.append(place)
        if text[place - 1] != "\\" or place - 1 == start:
            break
        place = text.find(quote, place + 1)
    for close in reversed(tried):
        if REST.match(text, close + 1):
            return close + 1
    return -1
