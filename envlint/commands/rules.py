"""``envlint rules``: list the rules of a tier, and what it asks of the database."""

from __future__ import annotations

from envlint.commands.contract import open_contract
from envlint.commands.gate import where
from envlint.commands.targets import unknown_tier
from envlint.core.errors import EnvlintError
from envlint.core.escape import inert, printable
from envlint.core.request import Outcome
from envlint.core.tier import find, strictest
from envlint.reporters.document import written
from envlint.rules import table
from envlint.rules.invariants import table as invariant_table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from envlint.core.invariant import Invariant
    from envlint.core.request import Request
    from envlint.core.rule import Plan


def run(request: Request) -> Outcome:
    """Return the rules as a table, or as JSON; of the strictest tier unless one is named.

    Raises:
        EnvlintError: there are no rules.
        UsageError: the tier is unknown.
    """
    contract = open_contract(request)
    tiers = contract.settings.tiers
    tier = find(tiers, request.env) if request.env else strictest(tiers)
    if tier is None:
        raise unknown_tier(request.env, tiers)
    plan = contract.plan(tier.name)
    invariants = contract.invariants(tier.name)
    if not len(plan) and not invariants:
        raise EnvlintError("no rules were found", help=where(contract))
    form = (request.formats or ("text",))[0].partition(":")[0]
    lines = as_json(plan, invariants) if form == "json" else as_text(plan, invariants)
    notes = () if request.env else (f"as they are for {tier.name}",)
    return Outcome(lines=tuple(lines), notes=notes)


def as_text(plan: Plan, invariants: Sequence[Invariant]) -> list[str]:
    """Return the rules of a tier as a table, and its invariants as another."""
    rules = table.lines(plan) if len(plan) else []
    of_database = invariant_table.lines(invariants) if invariants else []
    gap = [""] if rules and of_database else []
    return [inert(printable(line)) for line in (*rules, *gap, *of_database)]


def as_json(plan: Plan, invariants: Sequence[Invariant]) -> list[str]:
    """Return the rules and invariants of a tier as a JSON document."""
    document = {
        "version": 1,
        "command": "rules",
        "tier": plan.tier,
        "rules": table.rows(plan),
        "invariants": invariant_table.rows(invariants),
    }
    return list(written(document))
