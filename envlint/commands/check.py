"""``envlint check``: hold sources against the rules."""

from __future__ import annotations

from envlint.commands.contract import open_contract, open_whole
from envlint.commands.gate import judge
from envlint.commands.report import report
from envlint.core.request import Outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.commands.contract import Contract
    from envlint.core.report import Report
    from envlint.core.request import Request


def run(request: Request) -> Outcome:
    """Return the report on every tier that was asked for, in a workspace on every service."""
    result, notes = judged(request, open_whole(request))
    return Outcome(result, notes=notes, exit_code=result.exit_code)


def judged(request: Request, whole: Contract) -> tuple[Report, tuple[str, ...]]:
    """Return the report on what a request asks for, and what is to be said beside it.

    Raises:
        UsageError: a service, tier or code is unknown.
        EnvlintError: there is nothing to judge with or nothing to judge.
        LoadErrors: everything that is wrong with the rule files.
    """
    if whole.settings.services and not request.sources and not request.pid_of:
        from envlint.commands import workspace

        return workspace.check(request, whole)
    contract = open_contract(request) if request.services else whole
    sight = judge(request, contract)
    return report(request, contract, sight), sight.notes
