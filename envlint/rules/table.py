"""All rules of a tier as an overview: one row a rule, as text or as plain data. No secret's default is shown."""

from __future__ import annotations

from envlint.core.value import MASK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any, Final

    from envlint.core.rule import Plan, Rule

COLUMNS: Final = ("id", "variable", "type", "required", "default", "level", "doc")
GAP: Final = "  "


def rows(plan: Plan) -> list[dict[str, Any]]:
    """Return each rule as a mapping of the columns, variables first, both in the order of the files."""
    return [_row(rule) for rule in (*plan.variables.values(), *plan.groups)]


def lines(plan: Plan) -> list[str]:
    """Return the rows as an aligned table with a heading."""
    return aligned(COLUMNS, ([row[column] for column in COLUMNS] for row in rows(plan)))


def aligned(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Return rows below a heading, each column as wide as its widest cell."""
    cells = [[column.upper() for column in columns], *([_cell(value) for value in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]


def _row(rule: Rule) -> dict[str, Any]:
    default = rule.default
    if default is not None and rule.is_secret:
        default = MASK
    return {
        "id": rule.cited,
        "variable": rule.name or None,
        "type": rule.type if rule.name else None,
        "required": rule.required,
        "default": default,
        "level": rule.level.word,
        "doc": first_sentence(rule.doc),
    }


def first_sentence(text: str) -> str:
    """Return a text up to its first full stop, on one line."""
    line = " ".join(text.split())
    sentence, stop, _ = line.partition(". ")
    return sentence + "." if stop else line


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = "" if value is None else str(value)
    return "".join(character if character.isprintable() else "?" for character in text) or "-"
