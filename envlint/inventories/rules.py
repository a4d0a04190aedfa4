"""What the rules say, as declarations beside those of the template, the docs and the code."""

from __future__ import annotations

from envlint.core.declaration import DECLARED, MENTIONED, Declaration, Inventory
from envlint.formats.literals import canonical

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import TypeVar

    from envlint.core.location import Location
    from envlint.core.rule import Place, Plan, Rule

    Said = TypeVar("Said")


def read(plans: Mapping[str, Plan], locate: Callable[[Place], Location]) -> Inventory:
    """Return a declaration for each variable that has a rule of its own. ``plans`` are those of all tiers, by name.

    What differs from tier to tier is not said. A rule for a variable that somebody else's program reads, or that is on
    its way out, only mentions it: nothing in the project has to read it.
    """
    rules: dict[str, list[Rule]] = {}
    for plan in plans.values():
        for name, rule in plan.variables.items():
            rules.setdefault(name, []).append(rule)
    declarations = [_declaration(tiers, locate(tiers[0].place)) for tiers in rules.values()]
    declarations.sort(key=lambda said: said.at)
    return Inventory("rules", tuple(declarations), files=tuple(sorted({said.at.path for said in declarations})))


def _declaration(tiers: list[Rule], at: Location) -> Declaration:
    first = tiers[0]
    default = _agreed(rule.default for rule in tiers)
    type_name = _agreed(rule.type for rule in tiers) or ""
    return Declaration(
        first.name,
        "rules",
        at,
        MENTIONED if first.external or first.deprecated else DECLARED,
        default=canonical(default) if default else None,
        written=default,
        values=_agreed(rule.values for rule in tiers) or None,
        type="" if type_name == "string" else type_name,
        dialect=_agreed(str(rule.spec.get("dialect", "")) for rule in tiers) or "",
        required=_agreed(rule.required for rule in tiers),
        secret=True if type_name == "secret" and first.secret is None else first.secret,
    )


def _agreed(said: Iterable[Said]) -> Said | None:
    """Return what all say, None where they differ."""
    first, *others = said
    return first if all(other == first for other in others) else None
