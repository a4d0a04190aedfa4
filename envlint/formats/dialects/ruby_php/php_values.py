r"""Values as phpdotenv reads them: one bare word or one text in quotes, then nothing but a comment.

``${NAME}`` is replaced outside of single quotes, the last first, so what a reference puts in may complete the name of
one before it. The host's variables come before those of the file.
"""

from __future__ import annotations

import re

from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.formats.dialects.settled import Settled

SPACE: Final = " \t\n\r\v\f"
BLANKS: Final = re.compile(r"[ \t\n\r\v\f]*+")
BARE: Final = re.compile(r"[^# \t\n\r\v\f]+")
STRONG: Final = re.compile(r"[^']*")
WEAK: Final = re.compile(r'[^"\\]+')
ESCAPES: Final = {'"': '"', "\\": "\\", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
REFERENCE: Final = re.compile(r"\$\{([a-zA-Z0-9_.]+)\}")
OPENING: Final = re.compile(r"\$\{[a-zA-Z0-9_.]*\Z")
NAME: Final = re.compile(r"[a-zA-Z0-9_.]*")


class BadValueError(Exception):
    """A value that makes phpdotenv refuse the file."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class Value(Record):
    """A value, the place behind what was written of it, and the quote around that."""

    text: str
    end: int
    quote: str = ""


def value(raw: str, settled: Settled) -> Value:
    """Read what stands behind ``=``, trimmed.

    Raises:
        BadValueError: it has text behind a quote or a blank, an unknown escape, or no quote at its end.
        TooLargeError: its references put in too much.
    """
    if not raw or raw[0] == "#":
        return Value("", 0)
    if raw[0] == "'":
        close = raw.find("'", 1)
        if close < 0:
            raise BadValueError("unterminated-quote")
        found = Value(raw[1:close], close + 1, "'")
    elif raw[0] == '"':
        pieces, end = _weak(raw)
        found = Value(_resolved(pieces, settled), end, '"')
    else:
        # The first token is taken as it is, be it white space that trimming leaves.
        first = BLANKS.match(raw)
        begin = first.end() if first else 0
        word = BARE.match(raw, begin)
        end = word.end() if word else begin
        found = Value(_resolved(_segments(raw[:end]), settled), end)
    behind = raw[found.end :].lstrip(SPACE)
    if behind and not behind.startswith("#"):
        raise BadValueError("text-after-value")
    return found


def _segments(text: str) -> list[str]:
    """Return a text divided before each ``$``."""
    first, *others = text.split("$")
    return [first, *("$" + other for other in others)]


def _weak(raw: str) -> tuple[list[str], int]:
    """Return a text in double quotes, divided before each ``$`` that is not escaped, and the place behind it."""
    segments = [""]
    escaped: list[str] = []
    place = 1

    def flush() -> None:
        segments[-1] += "".join(escaped)
        escaped.clear()

    while place < len(raw):
        run = WEAK.match(raw, place)
        if run:
            place = run.end()
            first, *others = run[0].split("$")
            escaped.append(first)
            for other in others:
                flush()
                segments.append("")
                escaped.append("$" + other)
            continue
        if raw[place] == '"':
            flush()
            return segments, place + 1
        following = raw[place + 1 : place + 2]
        if following != "$" and following not in ESCAPES:
            raise BadValueError("unknown-escape" if following else "unterminated-quote")
        escaped.append(ESCAPES.get(following, "$"))
        place += 2
    raise BadValueError("unterminated-quote")


def _resolved(segments: list[str], settled: Settled) -> str:
    """Return a text with its references replaced, from the last segment to the first.

    What lies behind a segment is kept as a stack of pieces, so that no text is copied time and again.
    """
    behind: list[str] = []
    first, *others = segments
    for segment in reversed(others):
        text = segment
        if OPENING.match(text):
            text += _completion(behind)
        match = REFERENCE.match(text)
        found = settled.host_first(match[1]) if match else None
        if match and found is not None:
            behind.append(text[match.end() :])
            behind.append(found)
        else:
            behind.append(text)
    return first + "".join(reversed(behind))


def _completion(behind: list[str]) -> str:
    """Take off the stack the pieces that a name which is still open goes on in."""
    taken = []
    while behind:
        piece = behind.pop()
        taken.append(piece)
        name = NAME.match(piece)
        if name and name.end() < len(piece):
            break
    return "".join(taken)
