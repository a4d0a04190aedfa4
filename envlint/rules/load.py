"""Rule files to one plan a tier: everything that is wrong with them is said at once."""

from __future__ import annotations

from envlint.core.rule import Plan
from envlint.rules.judged import judged
from envlint.rules.weaker import weaker

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from envlint.core.rule import Rule
    from envlint.core.tier import Tier


def load(
    files: Sequence[tuple[str, bytes]], tiers: tuple[Tier, ...], dialect: Mapping[str, str] | None = None
) -> dict[str, Plan]:
    """Return the plan of each tier, by the tier's name.

    ``files`` are paths relative to the root, with ``/``, and their contents. ``dialect`` names the project's readers by
    kind (``bool``, ``size``, ``duration``); a variable may name its own.

    Raises:
        LoadErrors: with every error of every file, sorted by place.
    """
    found = judged(files, tiers, dialect or {})
    asks_less = [lost for entry in found.entries for lost in weaker(entry.rules, entry.views, tiers)]
    asks_less += [lost for each in found.invariants for lost in each.weaker(tiers)]
    return {
        tier.name: Plan(
            tier=tier.name,
            variables={rule.name: rule for entry in found.entries if (rule := entry.rules[tier.name]).name},
            groups=tuple(rule for entry in found.entries if not (rule := entry.rules[tier.name]).name),
            weaker=tuple(asks_less),
            across=tuple(rule.name for entry in found.entries if _looks_beyond(rule := entry.rules[tier.name])),
        )
        for tier in tiers
    }


def _looks_beyond(rule: Rule) -> bool:
    """Whether one environment is not enough to judge a rule."""
    return rule.differs_across_tiers or any(demand.elsewhere for demand in rule.demands)
