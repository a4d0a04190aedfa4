"""``envlint schema``: the JSON Schema of rule files, for an editor's completion."""

from __future__ import annotations

import json

from envlint.commands.contract import open_contract
from envlint.core.request import Outcome
from envlint.rules.schema import schema

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.core.request import Request


def run(request: Request) -> Outcome:
    """Return the schema; with ``--names`` it knows the variables that this project declares."""
    variables = None
    if request.names:
        contract = open_contract(request)
        variables = contract.plan(contract.settings.tiers[0].name).variables
    return Outcome(lines=tuple(json.dumps(schema(variables), indent=2).splitlines()))
