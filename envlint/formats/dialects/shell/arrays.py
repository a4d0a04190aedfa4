"""``NAME=(...)``: a list of words, of which an environment gets the first one or none.

Source: the manuals of bash and mksh, sections Arrays, and what they and zsh make of such lines.
"""

from __future__ import annotations

import re

from envlint.formats.dialects.shell.commands import Word
from envlint.formats.dialects.shell.parts import Broken, Literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.formats.dialects.shell.parts import Part
    from envlint.formats.dialects.shell.words import Words

LIST: Final = "()"
"""The subscript of a word that is given a list."""
SKIPPED: Final = re.compile(r"(?:[ \t\n]|\\\n|(?<=[ \t\n(])#[^\n]*)*+")
WORD_ENDS: Final = re.compile(r"[ \t\n;&|<>()]|\Z")


def array(words: Words, found: re.Match[str]) -> Word:
    """Read the word that begins with the match of an assignment, before a parenthesis.

    Raises:
        Broken: The list does not end, or holds what is no word.
    """
    text, start, first = words.text, found.start(), None
    words.at = found.end() + 1
    while not text.startswith(")", _skip(words)):
        before = words.at
        parts = words.word()
        if words.at == before:
            raise Broken("syntax-error", start)
        first = parts if first is None else first
    words.at += 1
    if WORD_ENDS.match(text, words.at) or words.shell.name not in ("bash", "mksh"):
        return _named(found, LIST, first, start, words.at)
    if words.shell.name == "mksh":
        raise Broken("syntax-error", words.at)
    # To bash they are characters like any other where the same word goes on.
    literal: Part = Literal(text[found.end() : words.at], quoted=True)
    return _named(found, "", [literal, *words.word()], start, words.at)


def _skip(words: Words) -> int:
    found = SKIPPED.match(words.text, words.at)
    words.at = found.end() if found else words.at
    return words.at


def _named(found: re.Match[str], subscript: str, parts: list[Part] | None, start: int, end: int) -> Word:
    # What is in front of a value is cut off by its length.
    head: Part = Literal(found[1] + subscript + found[3], quoted=True)
    word = Word([head, *(parts or ())], start, end)
    word.name, word.subscript, word.sign = found[1], subscript, found[3]
    return word
