"""Patterns of names: what may stand in braces, and which names a subject of an invariant has."""

from __future__ import annotations

import re

from envlint.rules.problem import did_you_mean, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.rules.refusal import Refusal

HOLDERS: Final = {
    "column": ("table",),
    "foreign-key": ("table", "columns", "column", "target"),
    "unique": ("table", "columns", "column"),
    "check": ("table", "columns", "column"),
    "index": ("table", "columns", "column"),
}
"""The words that may stand in braces in the ``name`` of a subject; of any other there are none."""

IN_A_TABLE: Final = {
    "column": "table.column",
    "foreign-key": "table.column",
    "unique": "table.constraint",
    "check": "table.constraint",
}
"""The subjects that are called after their table, and how."""

BRACES: Final = re.compile(r"\{([^{}]*)\}|[{}]")


def misnamed(pattern: str, of: str) -> Iterator[Refusal]:
    """Yield what is wrong with a ``name``: it is blank, or has braces that stand for nothing."""
    if not pattern.strip():
        yield "name is empty", "leave it out"
    known = HOLDERS.get(of, ())
    for word in dict.fromkeys(found[1] for found in BRACES.finditer(pattern)):
        if word is None:
            yield "a brace stands alone", "write {table}, and * for anything"
        elif word not in known:
            otherwise = f"there is {', '.join('{' + each + '}' for each in known)}" if known else "write * for anything"
            yield f"nothing is called {quoted('{' + word + '}')} here", did_you_mean(word, known, otherwise)


def no_name(pattern: str, of: str) -> Refusal | None:
    """Return why a pattern in ``only`` or ``except`` can be the name of no subject of a kind."""
    if not pattern.strip() or not pattern.isprintable():
        return "a name is empty or cannot be printed", "leave it out"
    form = IN_A_TABLE.get(of, "")
    if form and "." not in pattern and "*" not in pattern:
        return f"{quoted(pattern)} is no name of that kind: it is written {form}", f"write {quoted(pattern + '.*')}"
    return None


def of_subject(pattern: str, of: str) -> str:
    """Return a name of a tag as that of a subject: a table stands for all that is called after it."""
    return f"{pattern}.*" if of in IN_A_TABLE and "." not in pattern else pattern
