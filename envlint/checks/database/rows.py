"""How checks speak of the rows of a column."""

from __future__ import annotations

from envlint.checks.database.names import clipped
from envlint.checks.shown import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.checks.database.subject import Tally
    from envlint.core.rule import Rule

LONGEST_LIST: Final = 5


def counted(rule: Rule, column: str, value: str, rows: int, *, least: bool = False) -> str:
    """Return ``12 rows of tracks.storage_backend are s3``; the value only where it may be seen."""
    seen = shown(rule, value)
    return f"{of_column(column, rows, least=least)} {'of another value' if seen is None else seen}"


def of_column(column: str, rows: int, *, least: bool = False) -> str:
    """Return ``12 rows of tracks.storage_backend are``. ``least``: there may be more."""
    many = f"{'at least ' if least and rows else ''}{rows or 'no'} {'row' if rows < 2 else 'rows'}"
    return f"{many} of {clipped(column)} {'is' if rows < 2 else 'are'}"


def summed(rule: Rule, tally: Tally) -> str:
    """Return ``tracks.storage_backend: 3 local, 0 s3``, as far as values may be seen; empty where nobody counted."""
    if tally.refused:
        return ""
    found, hidden, parts = dict(tally.rows), tally.other, []
    values = (*rule.values, *(value for value in found if value not in rule.values))
    for value in values if len(rule.values) <= LONGEST_LIST else found:
        seen = "NULL" if value is None else shown(rule, value)
        if seen is None:
            hidden += found.get(value, 0)
        else:
            parts.append(f"{found.get(value, 0)} {seen}")
    if hidden:
        parts.append(f"{hidden} of another value")
    return f"{clipped(tally.column)}: {', '.join(parts) or 'no rows'}"
