"""Which literals of a migration, a server's catalogue or an invariant a message may show: short plain words.

The rest is masked: a DEFAULT, a CHECK or a condition may hold a password, a token or a row's words.
"""

from __future__ import annotations

import re

from envlint.checks.shown import LONGEST_WORD, PLAIN
from envlint.core.value import MASK
from envlint.formats.secrets import showable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.formats.sql.difference import Difference

MASKED: Final = f"'{MASK}'"
EMPTY: Final = ("", "{}", "[]")
"""Texts that hold nothing."""
PART: Final = re.compile(
    r"(?P<text>(?<![\w$\"'\\])'(?:[^']|'')*+'(?![\w$\"']))"
    r"|(?P<name>[^\W\d][\w$]*+|(?<!\w)\"[\w.$@ -]{1,63}\")"
    r"|(?P<number>(?:\d|\.(?=\d))[\w.]*+)"
    r"|(?P<odd>['\\\"$]|\{\"|--|/\*)"
)
"""The parts of an expression in its one form. ``odd`` is what can hold a literal that is not seen as one."""
EXPRESSIONS: Final = ("default", "generated", "condition", "keys", "columns", "type", "base")
"""What a difference can be in that is an expression, or holds some; the rest are names and words of SQL."""
OF_COLUMN: Final = ("default", "generated")


def literal(text: str, name: str = "") -> str:
    """Return a literal as it may be seen; ``name`` is that of the column or type that it is for."""
    return text if _seen(text, name.rpartition(".")[2].strip('"')) else MASK


def expression(text: str, name: str = "") -> str:
    """Return an expression in which every literal is masked that may not be seen, all where it cannot be read.

    Of an expression that speaks of a secret column none may be seen; ``name`` is that of the column that it is for.
    """
    found = list(PART.finditer(text))
    if any(part.lastgroup == "odd" for part in found):
        return MASK
    names = [name.rpartition(".")[2], *(part[0] for part in found if part.lastgroup == "name")]
    secret = next((each for each in names if not _seen("word", each.strip('"'))), "")
    return PART.sub(lambda part: _part(part, secret), text)


def state(difference: Difference, text: str) -> str:
    """Return a state of what two catalogues differ in, as it may be seen."""
    if difference.kind == "type" and difference.what == "values":
        values = text.split(", ")
        return MASK if "'" in text else ", ".join(literal(value, difference.name) for value in values)
    if difference.what not in EXPRESSIONS:
        return text
    return expression(text, difference.name if difference.what in OF_COLUMN else "")


def _part(found: re.Match[str], name: str) -> str:
    if found.lastgroup == "name":
        return found[0]
    if found.lastgroup == "number":
        return found[0] if _seen(found[0], name) else MASK
    return found[0] if _seen(found[0][1:-1], name) else MASKED


def _seen(text: str, name: str) -> bool:
    """Whether a text may be seen that is for what has this name."""
    if text in EMPTY:
        return True
    plain = len(text) <= LONGEST_WORD and PLAIN.issuperset(text)
    return plain and all(showable(each, text) == text for each in (name, name.upper()))
