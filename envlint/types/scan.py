"""Stretches of characters: where one leaves its alphabet, and what to call the character that does."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

DIGITS: Final = "0123456789"
LETTERS: Final = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ALPHANUMERIC: Final = LETTERS + DIGITS
HEX: Final = "0123456789abcdefABCDEF"

# CPython reads at least this many decimal digits at once, however sys.set_int_max_str_digits() is set.
READ_AT_ONCE: Final = 640

_KINDS: Final = {
    " ": "a blank",
    "\t": "a tab",
    "\n": "a line break",
    "\r": "a carriage return",
    '"': "a double quote",
    "'": "a single quote",
    "\\": "a backslash",
    "#": "a number sign",
    "%": "a percent sign",
    "?": "a question mark",
    "@": "an at sign",
    ":": "a colon",
    "/": "a slash",
    "_": "an underscore",
    "+": "a plus sign",
    "-": "a minus sign",
    ".": "a dot",
    ",": "a comma",
    "*": "an asterisk",
}


def first_outside(text: str, alphabet: str, start: int = 0, end: int | None = None) -> int:
    """Return the offset of the first character of ``text[start:end]`` that is not in the alphabet, -1 if all are."""
    stretch = text[start:end]
    rest = stretch.lstrip(alphabet)
    return start + len(stretch) - len(rest) if rest else -1


def is_digits(text: str) -> bool:
    """Whether the text is one or more ASCII digits (``str.isdigit`` alone takes those of every script)."""
    return text.isascii() and text.isdigit()


def whole(text: str) -> int:
    """Return the value of ASCII digits after an optional minus sign, in linear time however many there are.

    Past the digits that CPython reads at once they are read in base 16: such a number is above every one that is read
    in base 10, and two of them keep their order, which is all that is asked of a value that fits no machine word.
    """
    return int(text, 10 if len(text) <= READ_AT_ONCE else 16)


def kind(character: str) -> str:
    """Return what class of character this is, with its article, for a message that must not quote the text."""
    if not character.isascii():
        return "a character outside ASCII"
    known = _KINDS.get(character)
    if known is not None:
        return known
    if not character.isprintable():
        return "a control character"
    if character.isalnum():
        return "a digit" if character.isdigit() else "a letter"
    return "a bracket" if character in "()[]{}<>" else "a punctuation mark"
