"""The matrix of a workspace, service by service and tier by tier, in words that every format shares."""

from __future__ import annotations

from envlint.core.escape import inert, printable
from envlint.reporters.snippet import cells as width
from envlint.reporters.wording import plural

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any, Final

    from envlint.core.report import Cell
    from envlint.reporters import Style

ROOT: Final = "(root)"
"""What stands for the part of a project that belongs to no service."""
GREEN, YELLOW, RED = "32", "1;33", "1;31"
GAP: Final = 2
FIXED: Final = {"clean": "ok", "none": "not judged", "absent": "-"}


def words(cell: Cell) -> str:
    """Return a cell as people read it: ``ok``, ``2 errors``, ``1 error, 1 warning``, ``not judged``, ``-``."""
    if cell.verdict in FIXED:
        return FIXED[cell.verdict]
    counts = [plural(count, word) for count, word in ((cell.error, "error"), (cell.warning, "warning")) if count]
    counts += [f"{cell.info} info"] if cell.info else []
    return ", ".join(counts)


def tiers(matrix: Sequence[Cell]) -> tuple[str, ...]:
    """Return the columns, in the order of the settings."""
    return tuple(dict.fromkeys(cell.tier for cell in matrix))


def rows(matrix: Sequence[Cell]) -> list[tuple[str, tuple[Cell | None, ...]]]:
    """Return each service with its cells in the order of ``tiers``; None where the matrix has no cell."""
    services: dict[str, dict[str, Cell]] = {}
    for cell in matrix:
        services.setdefault(cell.service, {})[cell.tier] = cell
    columns = tiers(matrix)
    return [(name or ROOT, tuple(own.get(tier) for tier in columns)) for name, own in services.items()]


def table(matrix: Sequence[Cell], style: Style) -> Iterator[str]:
    """Yield the matrix as aligned lines for a terminal."""
    head = [("service", ""), *[(tier, "") for tier in tiers(matrix)]]
    body = [[(name, ""), *[_coloured(cell) for cell in cells]] for name, cells in rows(matrix)]
    lines = [[(inert(printable(text)), colour) for text, colour in line] for line in (head, *body)]
    widths = [max(width(line[column][0]) for line in lines) for column in range(len(head))]
    for line in lines:
        shown = ""
        for (text, colour), room in zip(line, widths, strict=True):
            painted = f"\x1b[{colour}m{text}\x1b[0m" if colour and style.color else text
            shown += painted + " " * (room + GAP - width(text))
        yield shown.rstrip()


def _coloured(cell: Cell | None) -> tuple[str, str]:
    """Return a cell's words and their colour; what is merely not there has none."""
    if cell is None or cell.verdict == "absent":
        return FIXED["absent"], ""
    if cell.verdict == "clean":
        return words(cell), GREEN
    return words(cell), RED if cell.verdict == "none" or cell.error else YELLOW


def document(matrix: Sequence[Cell]) -> list[dict[str, Any]]:
    """Return the matrix for JSON; what belongs to no service has no name."""
    return [
        {
            "name": cell.service or None,
            "tier": cell.tier,
            "verdict": cell.verdict,
            "error": cell.error,
            "warning": cell.warning,
            "info": cell.info,
        }
        for cell in matrix
    ]
