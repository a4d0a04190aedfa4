"""Bytes of a text file to text, whatever its encoding, with a notice of what a loader would trip over."""

from __future__ import annotations

from envlint.core.source import Notice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

# The longer mark first: UTF-32 (little endian) begins with the mark of UTF-16.
MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig", "the file begins with a byte order mark"),
    (b"\xff\xfe\x00\x00", "utf-32", "the file is UTF-32"),
    (b"\x00\x00\xfe\xff", "utf-32", "the file is UTF-32"),
    (b"\xff\xfe", "utf-16", "the file is UTF-16"),
    (b"\xfe\xff", "utf-16", "the file is UTF-16"),
)


def decode(data: bytes) -> tuple[str, tuple[Notice, ...]]:
    """Return the text without its byte order mark, and at most one notice ``encoding``.

    What is neither UTF-8 nor UTF-16 nor UTF-32 is read as Latin-1: no byte is without a meaning there, so that every
    line still has its place, though its other than ASCII characters may be wrong.
    """
    codec, detail = marked(data)
    if not codec and b"\0" in data:
        codec, detail = _unmarked_utf16(data)
    try:
        text = data.decode(codec or "utf-8", "replace" if "16" in codec or "32" in codec else "strict")
    except UnicodeDecodeError as error:
        start = error.start
        return data.decode("latin-1"), (Notice("encoding", start, start + 1, detail="the file is not UTF-8"),)
    if detail:
        return text, (Notice("encoding", 0, 0, detail=detail),)
    if "\0" in text:
        first = text.index("\0")
        return text, (Notice("encoding", first, first + 1, detail="there is a NUL character in the file"),)
    return text, ()


def marked(data: bytes) -> tuple[str, str]:
    """Return the codec that a byte order mark tells and what to say of it, both empty without one."""
    for mark, codec, detail in MARKS:
        if data.startswith(mark):
            return codec, detail
    return "", ""


def _unmarked_utf16(data: bytes) -> tuple[str, str]:
    """Tell UTF-16 without a mark by its NULs: nearly every second byte, and nearly none of the others."""
    pairs = len(data) // 2
    low, high = data[1::2].count(0), data[0::2].count(0)
    if pairs and low >= pairs * 0.8 and high <= pairs * 0.1:
        return "utf-16-le", "the file is UTF-16 without a byte order mark"
    if pairs and high >= pairs * 0.8 and low <= pairs * 0.1:
        return "utf-16-be", "the file is UTF-16 without a byte order mark"
    return "", ""
