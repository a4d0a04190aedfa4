"""How invariants speak of what they found. What is shown stands in files of the repository, or in its rules."""

from __future__ import annotations

import re

from envlint.checks.shown import shown
from envlint.core.finding import Related
from envlint.core.value import MASK
from envlint.formats.sql import syntax

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Final

    from envlint.checks.database.invariants.thing import Asked
    from envlint.core.location import Location
    from envlint.formats.sql.catalogue import Table

BARE: Final = re.compile(r"[a-z_][a-z0-9_$]*")
MOST: Final = 12
LONGEST: Final = 63
"""As long as a name in PostgreSQL can be."""


def plain(text: str) -> str:
    """Return a text on one line: names can be written with any character in them."""
    return text if text.isprintable() else "".join(each if each.isprintable() else "?" for each in text)


def clipped(text: str) -> str:
    """Return a text on one line and not too long."""
    line = plain(" ".join(text.split()))
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 3]}..."


def written(name: str) -> str:
    """Return a name, with its schema if it has one, as SQL has to have it."""
    if name.endswith('"') or not name.isprintable():
        return plain(name)
    return ".".join(part if _is_bare(part) else f'"{part}"' for part in name.split("."))


def _is_bare(name: str) -> bool:
    return bool(BARE.fullmatch(name)) and name not in syntax.reserved()


def either(texts: Sequence[str]) -> str:
    """Return ``a``, ``a or b``, ``a, b or c``."""
    *before, last = map(clipped, texts)
    return f"{', '.join(before)} or {last}" if before else last


def listed(values: Iterable[str]) -> str:
    """Return a set of values in the order of their letters; of many the first, and how many more there are."""
    texts = sorted(map(clipped, values))
    more = [f"{len(texts) - MOST} more"] if len(texts) > MOST else []
    return ", ".join([*texts[:MOST], *more]) or "nothing"


def of_variable(asked: Asked, values: Iterable[str]) -> str:
    """Return values of a variable, as far as its rule lets them be seen."""
    seen = [shown(asked.rule, value) for value in values]
    return MASK if None in seen else listed(value for value in seen if value is not None)


def at_table(table: Table, at: Location | None) -> tuple[Related, ...]:
    """Return the place of a table, unless it is the one that is reported."""
    if table.at is None or table.at == at:
        return ()
    return (Related(plain(f"table {table.name}"), table.at),)
