"""Hostile text made printable: the one place that decides which characters may reach a terminal, a log or a page.

Names, paths and messages come from files that anybody may have written. A format adds its own quoting on top.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

INVISIBLE: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and marks without a shape, which ``str.isprintable`` lets pass (Unicode 15, Default_Ignorable, U+2800)."""


def printable(text: str) -> str:
    r"""Return the text on one line, with a visible escape for whatever cannot be seen: ``\x1b``, ``\n``, ``\u202e``.

    Escaped are control and format characters (bidirectional, zero-width), every blank but the plain one, line
    separators, lone surrogates, variation selectors and code points without a character.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join([character if seen(character) else _escaped(character) for character in text])


def seen(character: str) -> bool:
    """Whether a reader sees the character for what it is."""
    if character < "\x7f":
        return character >= " "
    selector = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return character.isprintable() and not selector and character not in INVISIBLE


def unicode_scalars(text: str) -> str:
    r"""Return the text with lone surrogates, which no UTF-8 can hold, written as ``\udc80``."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def inert(line: str) -> str:
    r"""Return a finished line with ``##[`` broken up: the GitHub runner takes it for a command wherever it stands.

    Source: ``ActionCommand.TryParse`` of actions/runner; its other form, ``::``, counts at the start of a line only,
    and no reporter lets foreign text stand there.
    """
    return line.replace("##[", r"#\x23[")


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
