"""How invariants speak of what they found. What is shown stands in files of the repository, or in its rules."""

from __future__ import annotations

from envlint.checks.database.names import clipped, plain
from envlint.checks.shown import shown
from envlint.core.finding import Related
from envlint.core.value import MASK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Final

    from envlint.checks.database.invariants.thing import Asked
    from envlint.core.location import Location
    from envlint.formats.sql.catalogue import Table

MOST: Final = 12


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
