"""Whether a value holds a whole ``$(...)``, which dotenvx and dotenv-expand 1000 run.

Source of the facts: dotenvx's documentation ("Command substitution") and the behaviour of dotenvx 2.38 and
dotenv-expand 1000.0.0: quotes inside hide a parenthesis, a backslash hides the next character, parentheses nest.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

INSIDE: Final = re.compile(r"""\\.|\$\(|['"`()]""", re.DOTALL)
OPENS: Final = "$("
MOST_STARTS: Final = 16
"""Beginnings that are looked at in one value; with more of them, one is taken to be whole."""


def has_command(value: str) -> bool:
    """Whether a substitution in a value is closed."""
    start = value.find(OPENS)
    for _ in range(MOST_STARTS):
        if start < 0:
            return False
        if _closes(value, start + len(OPENS)):
            return True
        start = value.find(OPENS, start + len(OPENS))
    return start >= 0


def _closes(value: str, start: int) -> bool:
    open_quotes = [""]
    for found in INSIDE.finditer(value, start):
        mark, quote = found[0], open_quotes[-1]
        if quote:
            if mark == quote or (quote == "'" and mark == "\\'"):
                open_quotes[-1] = ""
            elif mark == OPENS and quote != "'":
                open_quotes.append("")
        elif mark in "'\"`":
            open_quotes[-1] = mark
        elif mark in (OPENS, "("):
            open_quotes.append("")
        elif mark == ")":
            open_quotes.pop()
            if not open_quotes:
                return True
    return False
