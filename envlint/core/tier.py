"""The stages an environment is for: development, staging, production, or what a project calls them."""

from __future__ import annotations

from envlint.core.record import Record
from envlint.core.severity import ERROR, WARNING, Severity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final


class Tier(Record):
    """One tier: ``rank`` orders tiers of equal level, as they stand in the settings."""

    name: str
    level: Severity = ERROR
    rank: int = 0
    aliases: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def strictness(self) -> tuple[int, int]:
        """Level first, then the order in the settings."""
        return (int(self.level), self.rank)


BUILT_IN: Final = (
    Tier("development", WARNING, 0, ("dev",)),
    Tier("staging", WARNING, 1, ("stage",)),
    Tier("production", ERROR, 2, ("prod",)),
)


def find(tiers: Iterable[Tier], name: str) -> Tier | None:
    """Return the tier with this name or alias, if any."""
    return next((tier for tier in tiers if name == tier.name or name in tier.aliases), None)


def strictest(tiers: Iterable[Tier]) -> Tier:
    """Return the tier that forgives least."""
    return max(tiers, key=lambda tier: tier.strictness)
