"""Which things an invariant speaks of: those of ``only``, made since a migration, without those of ``except``."""

from __future__ import annotations

import re

from envlint.checks.database.invariants import (
    column,
    constraint,
    enum,
    foreign_key,
    index,
    migration,
    primary_key,
    table,
)
from envlint.checks.database.invariants.patterns import chooses

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Final

    from envlint.checks.database.invariants.thing import Maker, State, Thing
    from envlint.core.invariant import Invariant
    from envlint.formats.sql.migration import Migration, Step

KINDS: Final[dict[str, tuple[Callable[[State], Iterator[Thing]], dict[str, Maker]]]] = {
    "table": (table.things, table.DEMANDS),
    "column": (column.things, column.DEMANDS),
    "primary-key": (primary_key.things, primary_key.DEMANDS),
    "foreign-key": (foreign_key.things, foreign_key.DEMANDS),
    "unique": (constraint.uniques, constraint.DEMANDS),
    "check": (constraint.checks, constraint.DEMANDS),
    "index": (index.things, index.DEMANDS),
    "enum": (enum.things, enum.DEMANDS),
    "migration": (migration.things, migration.DEMANDS),
}
MIGRATION: Final = "migration"


def spoken_of(invariant: Invariant, state: State) -> tuple[Thing, ...]:
    """Return the things that an invariant chooses, those that it excepts among them."""
    found = KINDS[invariant.of][0](state)
    return tuple(thing for thing in found if not invariant.only or _any(invariant, invariant.only, thing))


def exception(invariant: Invariant, thing: Thing) -> str | None:
    """Return the pattern that excepts a thing."""
    patterns = (pattern for pattern, _ in invariant.exceptions)
    return next((pattern for pattern in patterns if means(invariant, pattern, thing)), None)


def means(invariant: Invariant, pattern: str, thing: Thing) -> bool:
    """Whether a pattern means a thing. Zeros before the number of a migration do not count."""
    if invariant.of == MIGRATION and chooses(pattern.lstrip("0"), thing.name.lstrip("0")):
        return True
    return chooses(pattern, thing.name)


def older(invariant: Invariant, migrations: Sequence[Migration]) -> frozenset[str]:
    """Return the files of the migrations that are left alone since they came before ``since``."""
    if not invariant.since:
        return frozenset()
    steps = [one.step for one in migrations if one.step.order]
    first = next((step.order for step in steps if step.number.lstrip("0") == invariant.since.lstrip("0")), None)
    return frozenset(step.up for step in steps if _before(step, first, invariant.since))


def _before(step: Step, first: tuple[int, ...] | None, since: str) -> bool:
    return step.order < first if first else _numbers(step.number) < _numbers(since)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"[0-9]+", text)))


def _any(invariant: Invariant, patterns: Iterable[str], thing: Thing) -> bool:
    return any(means(invariant, pattern, thing) for pattern in patterns)
