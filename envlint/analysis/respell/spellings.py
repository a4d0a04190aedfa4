"""The ways to write a value down, the plainest first. None of them holds for all loaders: each has to be tried."""

from __future__ import annotations

import re
from itertools import product

from envlint.formats.portable import ALL, level

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

UNBRACED: Final = re.compile(r"\$([A-Za-z_][A-Za-z0-9_]*)")
IN_DOUBLE_QUOTES: Final = (
    ("\\", ("\\\\", "\\")),
    ('"', ('\\"',)),
    ("$", ("$", "\\$", "$$")),
    ("`", ("`", "\\`")),
    ("\n", ("\\n", "\n")),
    ("\r", ("\\r", "\r")),
    ("\t", ("\t", "\\t")),
)
"""Characters, and how they may stand between double quotes."""
IN_SINGLE_QUOTES: Final = (("\\", ("\\", "\\\\")), ("'", ("\\'",)), ("\n", ("\n", "\\n")))
WITHOUT_QUOTES: Final = (("$", ("\\$", "$$")),)
ENDS_OF_LINES: Final = ("\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")
"""What ends a line for one loader or another."""


def literal(value: str) -> tuple[str, ...]:
    """Return the spellings of a value that holds no reference, each once."""
    return tuple(dict.fromkeys(_literal(value)))


def referring(written: str) -> tuple[str, ...]:
    """Return the spellings of a value with references, as it is written between its quotes, so that they stay."""
    braced = UNBRACED.sub(r"${\1}", written)
    spellings = [spelling for text in (written, braced) for spelling in (text, f'"{text}"')]
    return tuple(dict.fromkeys(spellings))


def _literal(value: str) -> Iterator[str]:
    one_line = not any(end in value for end in ENDS_OF_LINES)
    # Without quotes first only where every loader that is known reads it: who knows which will be in use next year.
    plain = level(f"A={value}\n".encode("utf-8", "surrogateescape")) == ALL
    if one_line and (plain or not value):
        yield value
    if not value:
        return
    if '"' not in value and one_line:
        yield f'"{value}"'
    if "'" not in value and one_line:
        yield f"'{value}'"
    if one_line:
        yield value
    yield from (f'"{text}"' for text in _escaped(value, IN_DOUBLE_QUOTES))
    yield from (f"'{text}'" for text in _escaped(value, IN_SINGLE_QUOTES))
    if one_line and "$" in value:
        yield from _escaped(value, WITHOUT_QUOTES)


def _escaped(value: str, table: tuple[tuple[str, tuple[str, ...]], ...]) -> Iterator[str]:
    """Yield a value with its characters written in each of the ways of a table, the same one all through the value."""
    present = [(character, ways) for character, ways in table if character in value]
    for chosen in product(*(ways for _, ways in present)):
        table_of_one: dict[str, str | int | None] = {
            character: way for (character, _), way in zip(present, chosen, strict=True)
        }
        yield value.translate(str.maketrans(table_of_one))
