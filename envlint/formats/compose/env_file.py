"""Env files, and the ``.env`` beside a Compose file, as Docker Compose reads both.

Source: the Compose Specification, section Env_file format; where it is silent, what Docker Compose 2.40 does. It knows
``NAME=value``, ``NAME: value``, ``export``, values in quotes over several lines, a name alone that takes its value from
outside, and several assignments on one line if quotes part them. One line that it cannot read refuses the whole file.
"""

from __future__ import annotations

import re

from envlint.core.record import Record
from envlint.formats.compose.interpolation import MOST, Refused, expand

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from typing import Final

    from envlint.formats.compose.interpolation import Lookup

LINE_BLANKS: Final = "\t\v\f\r \x85\xa0"
BLANKS: Final = (
    LINE_BLANKS
    + "\n\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
"""Blank as Go's unicode.IsSpace has it; Python's str.isspace counts four control characters more."""

EXPORT: Final = re.compile(r"export[\t\n\f\r ]+")
USUAL: Final = re.compile(r"(?P<name>[A-Za-z_][A-Za-z0-9_]*)(?P<sign>[=:\n])")
ESCAPE: Final = re.compile(r'\\(?:[abcfnrtv$"\\]|0[0-9]{0,3})')
SIMPLE: Final = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", '"': '"', "\\": "\\"}
BODIES: Final = {quote: re.compile(rf"(?:[^\\{quote}]|\\.)*+", re.DOTALL) for quote in "'\""}
HIDDEN: Final = re.compile(r"\\(.)", re.DOTALL)
OCTAL: Final = re.compile(r"0([0-3][0-7]{2})")


class Assignment(Record):
    """One variable that a file sets. ``written`` is its text before expansion; offsets are without quotes.

    ``outside``: only the name stands in the file, and its value comes from where the file is read.
    """

    name: str
    value: str
    written: str
    name_start: int
    name_end: int
    start: int
    end: int
    quote: str = ""
    undefined: tuple[str, ...] = ()
    outside: bool = False


class Unreadable(Exception):
    """Compose refuses the file; the message says why, ``offset`` where."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


def read(text: str, lookup: Lookup, known: MutableMapping[str, str]) -> list[Assignment]:
    """Return the assignments of a text without byte order mark, in order; each is put into ``known``, too.

    References see what ``lookup`` gives, and else what is known, earlier lines included.

    Raises:
        Unreadable: Compose refuses the file, or it goes beyond a budget.
    """
    found: list[Assignment] = []
    size = 0
    cursor = _statement(text, 0)
    while cursor < len(text):
        one, cursor = _assignment(text, cursor, lookup, known)
        if one is not None:
            found.append(one)
            known[one.name] = one.value
            size += len(one.value)
            if size > MOST:
                raise Unreadable(f"its values are longer than {MOST} characters together", one.name_start)
        cursor = _statement(text, cursor)
    return found


def _statement(text: str, at: int) -> int:
    """Return where the next statement begins, after blanks and comments."""
    while True:
        at = _skip(text, at, BLANKS)
        if at == len(text) or text[at] != "#":
            return at
        end = text.find("\n", at)
        at = len(text) if end < 0 else end


def _skip(text: str, at: int, blanks: str) -> int:
    while at < len(text) and text[at] in blanks:
        at += 1
    return at


def _assignment(text: str, at: int, lookup: Lookup, known: MutableMapping[str, str]) -> tuple[Assignment | None, int]:
    """Return the assignment that begins at an offset, None for a name without a value, and where it ends."""
    exported = EXPORT.match(text, at)
    at = _skip(text, at + len("export"), LINE_BLANKS) if exported else at
    if at == len(text):
        raise Unreadable("a name is missing", at)
    end, sign = _name_end(text, at)
    name = text[at:end].rstrip(BLANKS)
    if " " in name:
        raise Unreadable("a name holds a blank", at)
    start = _skip(text, end + len(sign), LINE_BLANKS)
    span = (at, at + len(name))
    if sign == "\n":
        value = lookup(name)
        given = None if value is None else Assignment(name, value, "", *span, *span, outside=True)
        return given, start
    return _value(text, name, span, start, lookup, known)


def _name_end(text: str, at: int) -> tuple[int, str]:
    """Return where a name ends and the sign behind it; a last line without a sign is a value without a name."""
    usual = USUAL.match(text, at)
    if usual is not None:
        return usual.end("name"), usual["sign"]
    for offset in range(at, len(text)):
        character = text[offset]
        if character in "=:\n":
            return offset, character
        if not (character.isalnum() or character in "_.-[]" or character in LINE_BLANKS):
            raise Unreadable("a name holds a character that is no letter, digit or one of _.-[]", offset)
    return at, ""


def _value(
    text: str, name: str, span: tuple[int, int], start: int, lookup: Lookup, known: MutableMapping[str, str]
) -> tuple[Assignment, int]:
    def either(wanted: str) -> str | None:
        value = lookup(wanted)
        return known.get(wanted) if value is None else value

    quote = text[start : start + 1]
    if quote not in ("'", '"'):
        quote = ""
        line_end = text.find("\n", start)
        rest = len(text) if line_end < 0 else line_end + 1
        written = text[start : len(text) if line_end < 0 else line_end].partition(" #")[0].rstrip(BLANKS)
        first, last = start, start + len(written)
    else:
        last = _closing(text, start)
        first, rest = start + 1, last + 1
        written = _unquoted(text[first:last], quote)
    if quote == "'":
        return Assignment(name, written, written, *span, first, last, quote), rest
    try:
        found = expand(_unescaped(written) if quote else written, either)
    except Refused as refusal:
        raise Unreadable(str(refusal), first) from None
    return Assignment(name, found.text, written, *span, first, last, quote, found.undefined), rest


def _closing(text: str, start: int) -> int:
    """Return where the quote that opens at an offset is closed; a backslash hides the character behind it."""
    body = BODIES[text[start]].match(text, start + 1)
    end = body.end() if body else len(text)
    if end == len(text):
        raise Unreadable("a quote is not closed", start)
    return end


def _unquoted(text: str, quote: str) -> str:
    """Take the backslash off every quote that it hides."""
    if "\\" not in text:
        return text
    return HIDDEN.sub(lambda found: quote if found[1] == quote else found[0], text)


def _unescaped(text: str) -> str:
    r"""Replace the escapes of double quotes. ``\$`` becomes ``$$``, which the expansion makes a dollar sign."""
    return ESCAPE.sub(_one_escape, text)


def _one_escape(found: re.Match[str]) -> str:
    body = found[0][1:]
    if body == "$":
        return "$$"
    if body[0] == "0":
        octal = OCTAL.fullmatch(body)
        # Go wants three digits; of what is no such number, Compose keeps all but the zero.
        return chr(int(octal[1], 8)) if octal else "\\" + body[1:]
    return SIMPLE.get(body, found[0])
