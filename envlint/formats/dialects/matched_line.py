r"""One line as the pattern of the Ruby gem dotenv takes it apart; gotenv and direnv took the pattern over.

``[export] NAME = value # comment`` or ``NAME: value``. A quoted value reaches to the last quote of the line that only
blanks or a comment follow; where there is none, quotes are characters as any other and the value ends at a ``#``.
Matching is done by hand: the pattern itself goes back over a line of quotes time and again.

Source: the README of dotenv 2 and the behaviour of dotenv 2.4, gotenv 1.2 and 1.6, and direnv 2.32.
"""

from __future__ import annotations

import re

from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

NAME: Final = re.compile(r"[A-Za-z0-9_.]+")
EXPORT: Final = re.compile(r"export[ \t\n\f\r\v]+(?=[A-Za-z0-9_.])")


class Grammar(Record):
    """``blanks`` are what the loader's regular expressions call white space; ``spaced``: a bare value may hold them."""

    blanks: str = " \t\n\f\r"
    spaced: bool = True


class Matched(Record):
    """The name of a line and the places of name and value; the value stands with its quotes. -1: there is none."""

    name: str
    start: int
    value_start: int
    value_end: int


def match_line(text: str, grammar: Grammar) -> Matched | None:
    """Return the parts of a line, None where it is no assignment."""
    start = _skip(text, 0, grammar)
    export = EXPORT.match(text, start)
    found = _behind_export(text, start, export.end(), grammar) if export else None
    return found or _behind_export(text, start, start, grammar)


def _behind_export(text: str, start: int, place: int, grammar: Grammar) -> Matched | None:
    """Match a line whose name begins at a place."""
    name = NAME.match(text, place)
    if name is None:
        return None
    sign = _skip(text, name.end(), grammar)
    if text.startswith("=", sign):
        begins: tuple[int, ...] = (_skip(text, sign + 1, grammar),)
    elif text.startswith(":", name.end()) and text[name.end() + 1 : name.end() + 2] in tuple(grammar.blanks):
        begins = (name.end() + 2, _skip(text, name.end() + 1, grammar))
    else:
        return None
    for begin in dict.fromkeys(begins):
        end = _value_end(text, begin, grammar)
        if end is not None:
            return Matched(name[0], start, begin, end)
    return None


def _value_end(text: str, begin: int, grammar: Grammar) -> int | None:
    """Return where a value that begins at a place ends, None where what follows it is no comment."""
    last_line = text.rfind("\n") + 1
    if text[begin : begin + 1] in ("'", '"'):
        end = _quoted_end(text, begin, last_line, grammar)
        if end is not None:
            return end
    end = _bare_end(text, begin, grammar)
    if _only_comment(text, _skip(text, end, grammar), last_line):
        return end
    return begin if _only_comment(text, _skip(text, begin, grammar), last_line) else None


def _quoted_end(text: str, begin: int, last_line: int, grammar: Grammar) -> int | None:
    """Return the place behind the last quote like that at a place which only a comment follows."""
    quote = text[begin]
    before = len(text)
    place = text.rfind(quote, begin + 1)
    while place >= 0:
        behind = text[place + 1 : before].lstrip(grammar.blanks)
        if before == len(text) and not behind:
            return place + 1
        if behind.startswith("#") and before - len(behind) >= last_line:
            return place + 1
        before = place
        place = text.rfind(quote, begin + 1, place)
    return None


def _bare_end(text: str, begin: int, grammar: Grammar) -> int:
    """Return where a value without quotes ends."""
    stop = re.compile("[#\n]" if grammar.spaced else f"[#{grammar.blanks}]").search(text, begin)
    return stop.start() if stop else len(text)


def _only_comment(text: str, place: int, last_line: int) -> bool:
    """Whether a text ends at a place or has a comment to its end there."""
    return place == len(text) or (text[place] == "#" and place >= last_line)


def _skip(text: str, place: int, grammar: Grammar) -> int:
    """Return the place behind any blanks."""
    while place < len(text) and text[place] in grammar.blanks:
        place += 1
    return place
