"""What direnv's ``dotenv`` makes of a ``.env`` file.

Facts: the pattern of a line in the README of go-dotenv, which direnv 2.32 builds in, and Go's ``os.Expand``. One line
that fits the pattern nowhere refuses the whole file.
"""

from __future__ import annotations

import re

from envlint.formats.dialects import DEFAULT, HOST, Assignment, Problem, Reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

MOST: Final = 16 << 20
"""Code points that references may add to all the values of a file."""
BLANKS: Final = "\t\n\f\r "
LINES: Final = re.compile(r"[^\r\n]+")
NAME: Final = re.compile(r"(?:export[\t\f ]+(?=[A-Za-z0-9_.]))?([A-Za-z0-9_.]+)(?:[\t\f ]*=|:(?=[\t\f ]))[\t\f ]*")
BARE: Final = re.compile(r"[^\t\f #]*")
TAIL: Final = re.compile(r"[\t\f ]*(?:#|\Z)")
ESCAPE: Final = re.compile(r"\\([^$])", re.DOTALL)
REFERENCE: Final = re.compile(r"\$(?:\{([^}]*)\}|([*#$@!?0-9-])|([A-Za-z0-9_]+))")
UNCLOSED: Final = re.compile(r"\$(?:(\{)|([*#$@!?0-9-])|([A-Za-z0-9_]+))")
UNREADABLE: Final = re.compile("[\ud800-\udfff]")


class Refused(Exception):
    """A line that is none."""


def read(data: bytes, host: Mapping[str, str]) -> Reading:
    """Read a file as ``direnv dotenv`` does."""
    text = data.decode("utf-8", "surrogateescape")
    found: dict[str, Assignment] = {}
    room = MOST
    for line in LINES.finditer(text):
        body = line[0].strip(BLANKS)
        if not body or body[0] == "#":
            continue
        start = line.start() + len(line[0]) - len(line[0].lstrip(BLANKS))
        end = start + len(body)
        try:
            name, first, last = _assigned(body)
            raw = UNREADABLE.sub("\ufffd", body[first:last])
            value, quote, depends = _value(raw, found, host, room)
        except Refused as refused:
            problem = Problem(str(refused), start, end, fatal=True, drops_rest=True)
            return Reading(tuple(found.values()), (problem,))
        room -= max(0, len(value) - len(raw))
        place = (start, start + last, start + first + len(quote), start + last - len(quote))
        found[name] = Assignment(name, value, *place, quote, depends)
    return Reading(tuple(found.values()))


def _assigned(line: str) -> tuple[str, int, int]:
    """Return the name, and where the value begins and ends, quotes included."""
    named = NAME.match(line)
    if not named:
        raise Refused("malformed-line")
    first = named.end()
    quote = line[first : first + 1]
    if quote in ("'", '"') and quote:
        close = line.rfind(quote)
        while close > first:
            if TAIL.match(line, close + 1):
                return named[1], first, close + 1
            close = line.rfind(quote, 0, close)
    bare = BARE.match(line, first)
    last = bare.end() if bare else first
    if not TAIL.match(line, last):
        raise Refused("malformed-line")
    return named[1], first, last


def _value(
    raw: str, found: Mapping[str, Assignment], host: Mapping[str, str], room: int
) -> tuple[str, str, frozenset[str]]:
    """Return a value without its quotes and with its references replaced, its quote, and what it depends on."""
    if len(raw) < 2:
        return raw, "", frozenset()
    quote = raw[0] if raw[0] == raw[-1] and raw[0] in "'\"" else ""
    value = raw[1:-1] if quote else raw
    if quote == "'":
        return value, quote, frozenset()
    if quote:
        value = ESCAPE.sub(r"\1", value.replace("\\n", "\n").replace("\\r", "\r"))
    depends: set[str] = set()
    left = [room]

    def replaced(match: re.Match[str]) -> str:
        text = _looked_up(match, found, host, depends)
        left[0] -= len(text)
        if left[0] < 0:
            raise Refused("too-long")
        return text

    # Behind the last brace that closes none can close: the search for it would begin at every one that opens.
    closed = value.rfind("}") + 1
    expanded = REFERENCE.sub(replaced, value[:closed]) + UNCLOSED.sub(replaced, value[closed:])
    return expanded, quote, frozenset(depends)


def _looked_up(
    match: re.Match[str], found: Mapping[str, Assignment], host: Mapping[str, str], depends: set[str]
) -> str:
    braced, special, plain = match.groups()[:3]
    if match[0] == "${":
        return ""
    name, default, fallback = (braced or special or plain or "").partition(":-")
    if name in found:
        depends |= found[name].depends
        return found[name].value or ""
    if name in host:
        depends.add(HOST)
        return host[name]
    if default:
        depends.add(DEFAULT)
    return fallback
