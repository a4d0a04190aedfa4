"""C as the engine can read it: what a macro stands for is text to the grammar, so macros become plain code.

A constant becomes a variable and a macro with parameters a function, in the bytes that it had.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

CONSTANT: Final = re.compile(
    rb'(?m)^[ \t]*#[ \t]*define[ \t]+(\w+)[ \t]+("(?:[^"\\\n]|\\.)*"|-?\d+)[ \t]*(?=\r?$|/[/*])'
)
FUNCTION: Final = re.compile(rb"(?m)^[ \t]*#[ \t]*define[ \t]+(\w+\([\w, \t.]*\))")
CONTINUED: Final = re.compile(rb"\\\r?\n")
WORTH: Final = re.compile(rb"(?i)env")
LONGEST: Final = 2000
"""Bytes of what a macro with parameters stands for."""


def readable(data: bytes) -> bytes:
    """Return the source, as long as it was, with its constants, and its macros that speak of variables, as code."""
    if b"define" not in data:
        return data
    text = bytearray(data)
    for match in CONSTANT.finditer(data):
        _write(text, *match.span(), b"auto " + match[1] + b"=" + match[2] + b";")
    for match in FUNCTION.finditer(data):
        end = _end(data, match.end())
        body = CONTINUED.sub(lambda found: b" " * len(found[0]), data[match.end() : end]).strip()
        if WORTH.search(body):
            _write(text, match.start(), end, b"int " + match[1] + b"{" + body + b";}")
    return bytes(text)


def _end(data: bytes, start: int) -> int:
    """Return where a line ends that goes on behind each backslash."""
    limit = min(len(data), start + LONGEST)
    end = data.find(b"\n", start, limit)
    while end > 0 and data[max(start, end - 2) : end].endswith((b"\\", b"\\\r")):
        end = data.find(b"\n", end + 1, limit)
    return end if end >= 0 else limit


def _write(text: bytearray, start: int, end: int, words: bytes) -> None:
    """Put words in the place of bytes that are as many or more: at their end, near to what they are made of."""
    if len(words) <= end - start:
        text[start:end] = words.rjust(end - start)
