"""Characters that nobody sees and that change a value all the same, by the names people know them by."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

INVISIBLE: Final = {
    "\x00": "NUL",
    "\t": "tab",
    "\n": "newline",
    "\v": "vertical tab",
    "\f": "form feed",
    "\r": "carriage return",
    "\x1b": "escape",
    "\x7f": "delete",
    "\x85": "next line",
    "\xa0": "no-break space",
    "\xad": "soft hyphen",
    "\u2007": "figure space",
    "\u200b": "zero-width space",
    "\u200c": "zero-width non-joiner",
    "\u200d": "zero-width joiner",
    "\u200e": "left-to-right mark",
    "\u200f": "right-to-left mark",
    "\u2028": "line separator",
    "\u2029": "paragraph separator",
    "\u202a": "bidirectional embedding",
    "\u202b": "bidirectional embedding",
    "\u202c": "bidirectional pop",
    "\u202d": "bidirectional override",
    "\u202e": "bidirectional override",
    "\u202f": "narrow no-break space",
    "\u2060": "word joiner",
    "\u2066": "bidirectional isolate",
    "\u2067": "bidirectional isolate",
    "\u2068": "bidirectional isolate",
    "\u2069": "bidirectional isolate",
    "\u3000": "ideographic space",
    "\ufeff": "byte order mark",
}
QUOTES: Final = "\"'`\u2018\u2019\u201c\u201d"


def named(character: str) -> str:
    """Return a character's name and code point, ``no-break space (U+00A0)``."""
    if character == " ":
        return "blank"
    name = INVISIBLE.get(character) or ("control character" if ord(character) < 32 else "character")
    return f"{name} (U+{ord(character):04X})"


def first_invisible(text: str) -> int:
    """Return the offset of the first character that cannot be seen, -1 if all can.

    Tabs and newlines inside a text are seen (a PEM key has them); the plain blank is as well.
    """
    if text.isascii() and text.isprintable():
        return -1
    for offset, character in enumerate(text):
        if character in "\t\n":
            continue
        if character in INVISIBLE or ord(character) < 32:
            if character == "\r" and text[offset + 1 : offset + 2] == "\n":
                continue
            if character in "\u200c\u200d" and 0 < offset < len(text) - 1 and not text[offset + 1].isascii():
                continue  # joins an emoji or a script that needs it
            return offset
    return -1


def strip_unseen(text: str) -> str:
    """Return the text without invisible characters, edge blanks, kept quotes and a newline written out at its end."""
    seen = "".join(c for c in text if c == " " or (c not in INVISIBLE and ord(c) >= 32)).strip()
    seen = seen.removesuffix("\\r\\n").removesuffix("\\n").removesuffix("\\r").strip()
    start, end = 0, len(seen)
    while end - start >= 2 and seen[start] in QUOTES and seen[end - 1] in QUOTES:
        start, end = start + 1, end - 1
        while start < end and seen[start].isspace():
            start += 1
        while start < end and seen[end - 1].isspace():
            end -= 1
    return seen[start:end]
