"""The ``[[invariant]]`` entries of rule files: what a database's schema and migrations must be."""

from __future__ import annotations

from envlint.core.errors import LoadErrors
from envlint.rules.invariants.sql import misread
from envlint.rules.judged import in_order, judged
from envlint.rules.problem import located

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from envlint.core.invariant import Invariant
    from envlint.core.tier import Tier


def load(
    files: Sequence[tuple[str, bytes]], tiers: tuple[Tier, ...], dialect: Mapping[str, str] | None = None
) -> dict[str, tuple[Invariant, ...]]:
    """Return the invariants of each tier, by the tier's name, in the order of the files.

    Where PostgreSQL's parser is installed, what is written in SQL is read by it.

    Raises:
        LoadErrors: with every error of every file, sorted by place.
    """
    found = judged(files, tiers, dialect or {})
    problems = [problem for each in found.invariants for problem in misread(each.general)]
    if problems:
        raise LoadErrors(in_order(located(problems, found.texts)))
    return {tier.name: tuple(each.of(tier) for each in found.invariants) for tier in tiers}
