"""Which migrations an invariant speaks of: the built-in checks leave those to it."""

from __future__ import annotations

from envlint.checks.database.invariants.patterns import chooses

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from envlint.core.invariant import Invariant
    from envlint.formats.sql.migration import History, Step


def spoken_for(history: History, invariants: Iterable[Invariant], demand: str) -> frozenset[str]:
    """Return the files of the migrations that invariants speak of which demand a ``rollback`` or a ``guard``."""
    asking = [each for each in invariants if each.of == "migration" and demand in (each.asks("has") or ())]
    if not asking:
        return frozenset()
    steps = [migration.step for migration in history.migrations]
    return frozenset(up for each in asking for up in _spoken_for(each, steps))


def _spoken_for(invariant: Invariant, steps: list[Step]) -> Iterator[str]:
    """Yield the migrations that an invariant judges, excepts or with ``since`` leaves alone."""
    since = next((each.order for each in steps if invariant.since and _means(invariant.since, each.number)), ())
    patterns = (*(invariant.only or ("*",)), *(pattern for pattern, _ in invariant.exceptions))
    for step in steps:
        if step.order < since or any(_means(pattern, step.number) for pattern in patterns):
            yield step.up


def _means(pattern: str, number: str) -> bool:
    return chooses(pattern, number) or pattern.lstrip("0") == number.lstrip("0")
