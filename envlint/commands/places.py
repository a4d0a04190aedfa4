"""Where the environment of a project, or of one of its services, is to be found in each tier."""

from __future__ import annotations

from envlint.commands.targets import Target, default_target, is_there
from envlint.core.tier import find

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.commands.contract import Contract
    from envlint.core.tier import Tier
    from envlint.settings.record import Service


def place(contract: Contract, tier: Tier, service: Service | None = None) -> Target:
    """Return the files of a tier that are there: those that the settings name, else the usual ones.

    Never the process environment: that is nobody's in particular. ``contract`` is the service's own.
    """
    if has_none(service, tier):
        return Target(tier)
    if tier.files:
        there = tuple([name for name in tier.files if is_there(name, contract.root)])
        return Target(tier, layers=there, absent=tuple([name for name in tier.files if name not in there]))
    return Target(tier, layers=default_target(tier, contract).layers)


def has_none(service: Service | None, tier: Tier) -> bool:
    """Whether the settings say that a service has no environment in a tier."""
    return service is not None and service.files.get(tier.name) == ()


def has_its_own(contract: Contract, target: Target) -> bool:
    """Whether anything there is the tier's own. A bare ``.env`` is development's, where the settings do not say."""
    if target.tier.files or not target.layers:
        return bool(target.layers)
    tiers = contract.settings.tiers
    usual = find(tiers, "development") or tiers[0]
    return target.tier == usual or any(f".env.{target.tier.name}" in layer for layer in target.layers)
