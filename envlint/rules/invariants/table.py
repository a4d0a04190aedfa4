"""All invariants of a tier as an overview: one row each, as text or as plain data."""

from __future__ import annotations

from envlint.rules.table import aligned, first_sentence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Final

    from envlint.core.invariant import Invariant

COLUMNS: Final = ("id", "invariant of", "only", "asks", "level", "doc")
LONGEST: Final = 60


def rows(invariants: Iterable[Invariant]) -> list[dict[str, Any]]:
    """Return each invariant as plain data, in the order of the files."""
    return [
        {
            "id": each.id,
            "of": each.of,
            "only": list(each.only),
            "except": dict(each.exceptions),
            "since": each.since or None,
            "asks": dict(each.demands),
            "level": each.level.word,
            "doc": first_sentence(each.doc),
        }
        for each in invariants
    ]


def lines(invariants: Iterable[Invariant]) -> list[str]:
    """Return the rows as an aligned table with a heading."""
    return aligned(
        COLUMNS,
        (
            (each.id, each.of, _short(_only(each)), _short(_asked(each)), each.level.word, first_sentence(each.doc))
            for each in invariants
        ),
    )


def _only(invariant: Invariant) -> str:
    only = ", ".join(invariant.only)
    return ", ".join(filter(None, (only, invariant.since and f"from {invariant.since} on")))


def _asked(invariant: Invariant) -> str:
    return "; ".join(f"{key} {_said(value)}" for key, value in invariant.demands)


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."
