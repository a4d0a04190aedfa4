"""``envlint rules``: list the rules of a tier."""

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

TYPE_CHECKING = False
if TYPE_CHECKING:
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
    if not len(plan):
        raise EnvlintError("no rules were found", help=where(contract))
    form = (request.formats or ("text",))[0].partition(":")[0]
    lines = as_json(plan) if form == "json" else [inert(printable(line)) for line in table.lines(plan)]
    notes = () if request.env else (f"as they are for {tier.name}",)
    return Outcome(lines=tuple(lines), notes=notes)


def as_json(plan: Plan) -> list[str]:
    """Return the rules of a tier as a JSON document."""
    document = {"version": 1, "command": "rules", "tier": plan.tier, "rules": table.rows(plan)}
    return list(written(document))
