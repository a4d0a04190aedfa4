"""Write a variable so that its readers get exactly the value that is meant."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

BARE: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./@%+,^:=-")
IN_NAMES: Final = "_.-/:"
ESCAPES: Final = (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t"))


def dotenv(name: str, text: str) -> str | None:
    """Return a ``.env`` line that python-dotenv reads as this name and value; None where no spelling does.

    python-dotenv expands ``${NAME}`` inside every kind of quote and knows no escape for it.
    """
    if "${" in text or not all(character.isalnum() or character in IN_NAMES for character in name):
        return None
    if BARE.issuperset(text) and not text.startswith("="):
        return f"{name}={text}"
    if not any(character in text for character in "'\\\n\r\t"):
        return f"{name}='{text}'"
    for character, escaped in ESCAPES:
        text = text.replace(character, escaped)
    return f'{name}="{text}"'


def shell(name: str, text: str) -> str | None:
    """Return a line for a POSIX shell; None for a name that it cannot export, and for NUL."""
    identifier = name.isascii() and name.isidentifier()
    if not identifier or "\0" in text:
        return None
    quoted = text.replace("'", "'\\''")
    return f"export {name}='{quoted}'"
