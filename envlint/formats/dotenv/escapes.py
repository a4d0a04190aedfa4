"""What stands between quotes, as python-dotenv hands it on."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

# python-dotenv 1.2, parser.py: `_double_quote_escapes` and `_single_quote_escapes`. Other backslashes stay.
ESCAPED: Final = {
    '"': {"'": "'", '"': '"', "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"},
    "'": {"'": "'"},
}
# Stands for an escaped backslash while the others are decoded: no decoder of files gives this code point.
BACKSLASH: Final = "\ud800"


def unescape(raw: str, quote: str) -> str:
    r"""Return the value of a quoted text: line ends as in any file read as text, escapes decoded."""
    raw = universal(raw)
    if "\\" not in raw:
        return raw
    raw = raw.replace("\\\\", BACKSLASH)
    for letter, character in ESCAPED[quote].items():
        raw = raw.replace("\\" + letter, character)
    return raw.replace(BACKSLASH, "\\")


def universal(raw: str) -> str:
    r"""Return the text with ``\n`` for every line end."""
    return raw.replace("\r\n", "\n").replace("\r", "\n") if "\r" in raw else raw
