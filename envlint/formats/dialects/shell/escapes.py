r"""The escapes between ``$'`` and ``'``.

Source: POSIX.1-2024, Shell Command Language, section 2.2.4, and the Bash Reference Manual, section ANSI-C Quoting.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

ESCAPE: Final = re.compile(
    r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|c(.)|(.))", re.DOTALL
)
LETTERS: Final = {
    "a": "\a",
    "b": "\b",
    "e": "\x1b",
    "E": "\x1b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
    "\\": "\\",
    "'": "'",
    '"': '"',
    "?": "?",
}
LAST: Final = 0x10FFFF


def decoded(raw: str) -> str:
    """Return the text with its escapes replaced; a NUL ends it."""
    if "\\" not in raw:
        return raw
    if not re.search(r"\\[0-7x]", raw):
        return ESCAPE.sub(_character, raw).partition("\0")[0]
    # Bytes given one by one may make one character together.
    text = ESCAPE.sub(_character, raw).partition("\0")[0]
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")


def _character(match: re.Match[str]) -> str:
    octal, byte, short, long, control, other = match.groups()
    if octal or byte:
        code = int(octal, 8) & 0xFF if octal else int(byte, 16)
        return chr(code) if code < 0x80 else chr(0xDC00 + code)
    if short or long:
        code = int(short or long, 16)
        return chr(code) if code <= LAST and not 0xD800 <= code < 0xE000 else match[0]
    if control:
        return chr(ord(control.upper()) & 0x1F) if control.isascii() else match[0]
    return LETTERS.get(other, "\\" + other)
