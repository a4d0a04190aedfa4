"""``envlint check``: hold sources against the rules."""

from __future__ import annotations

from envlint.commands.contract import open_contract
from envlint.commands.gate import judge
from envlint.commands.report import report
from envlint.core.request import Outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.core.request import Request


def run(request: Request) -> Outcome:
    """Return the report on every tier that was asked for."""
    contract = open_contract(request)
    sight = judge(request, contract)
    result = report(request, contract, sight)
    return Outcome(result, notes=sight.notes, exit_code=result.exit_code)
