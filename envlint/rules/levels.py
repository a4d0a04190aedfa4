"""Per tier: how much a rule weighs, where a variable is required, and whether the tiers that are named exist."""

from __future__ import annotations

from collections.abc import Mapping

from envlint.core.severity import Severity
from envlint.core.tier import find
from envlint.rules.problem import Problem, did_you_mean, listed, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from envlint.core.rule import Place
    from envlint.core.tier import Tier
    from envlint.rules.document import Entry

ELSE = "else"


def level_in(tier: Tier, stated: str | Mapping[str, str] | None) -> tuple[Severity, bool]:
    """Return the level in a tier and whether the rule itself states it."""
    if isinstance(stated, Mapping):
        stated = next((word for name, word in stated.items() if find((tier,), name)), stated.get(ELSE))
    return (tier.level, False) if stated is None else (Severity.named(stated), True)


def required_in(tier: Tier, stated: bool | list[str]) -> bool:  # noqa: FBT001  as the file has it
    """Whether a variable is required in a tier."""
    return stated if isinstance(stated, bool) else any(find((tier,), name) for name in stated)


def misnamed(entry: Entry, tiers: tuple[Tier, ...]) -> Iterator[Problem]:
    """Yield the unknown tiers, and the two names of one tier, in ``in``, ``level`` and ``required``."""
    table = entry.table
    level, overrides = table.get("level"), table.get("in", {})
    if isinstance(level, dict):
        yield from _misnamed((name for name in level if name != ELSE), tiers, _below(entry.place, "level"), "key")
    yield from _misnamed(overrides, tiers, _below(entry.place, "in"), "key")
    for place, stated in [(_below(entry.place, "required"), table.get("required"))] + [
        (_below(entry.place, "in", tier, "required"), override.get("required")) for tier, override in overrides.items()
    ]:
        if isinstance(stated, list):
            yield from _misnamed(stated, tiers, place, "value")


def _misnamed(names: Iterable[str], tiers: tuple[Tier, ...], place: Place, side: str) -> Iterator[Problem]:
    known = [word for tier in tiers for word in (tier.name, *tier.aliases)]
    seen: dict[str, str] = {}
    for index, name in enumerate(names):
        at = _below(place, name if side == "key" else index)
        tier = find(tiers, name)
        if tier is None:
            help = did_you_mean(name, known, f"tiers are {listed(tier.name for tier in tiers)}")
            yield Problem(at, f"unknown tier {quoted(name)}", help, side)
        elif tier.name in seen:
            said = f"{quoted(seen[tier.name])} and {quoted(name)} are the same tier"
            yield Problem(at, said, "write it once", side)
        else:
            seen[tier.name] = name


def _below(place: Place, *keys: str | int) -> Place:
    return place.replace(keys=place.keys + keys)
