"""The lines of the tables in a rule file, as far as a look at the starts of its lines tells them for certain.

``envlint.rules.locate`` finds every key of every TOML text and takes a hundred times as long. Whoever only wants the
line of a rule asks here first.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

SEVERAL_LINES: Final = ('"""', "'''")
LITERALS: Final = ("true", "false", "inf", "nan")
BARE: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")


def lines(text: str) -> dict[tuple[str | int, ...], int]:
    """Return the line, from 1, of each table by its keys: ``("NAME",)``, ``("rule", 0)``.

    Tables whose header is indented, dotted, quoted or holds blanks are left out; all are where a string of several
    lines may hold what looks like a header, and all of ``[[rule]]`` where not every one could be counted.
    """
    if any(mark in text for mark in SEVERAL_LINES):
        return {}
    text = "\n" + text.removeprefix("\ufeff")
    countable = text.count("[[") == text.count("\n[[")
    found: dict[tuple[str | int, ...], int] = {}
    counts: dict[str, int] = {}
    number, last, at = 0, 0, text.find("\n[")
    while at >= 0:
        number += text.count("\n", last, at + 1)
        last = at + 1
        name = text[at + 2 : text.find("]", at)]
        if _is_bare(name):
            found[name,] = number
        elif name.startswith("[") and countable and _is_bare(name[1:]):
            counts[name] = counts.get(name, -1) + 1
            found[name[1:], counts[name]] = number
        elif name.startswith("["):
            countable = False
        at = text.find("\n[", last)
    return found


def _is_bare(name: str) -> bool:
    """Whether it is a key without quotes and can be no number, date or other literal in an array of several lines."""
    return name[:1].isalpha() and name not in LITERALS and BARE.issuperset(name)
