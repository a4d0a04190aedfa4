"""``envlint run``: check, then start a program with the effective environment."""

from __future__ import annotations

from envlint.analysis.effective import effective
from envlint.commands.contract import open_contract
from envlint.commands.gate import judge
from envlint.commands.report import report
from envlint.commands.single import only, replaced, unseen
from envlint.commands.unmask import environ
from envlint.core.errors import EnvlintError, UsageError
from envlint.core.request import Outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.core.request import Request


def run(request: Request) -> Outcome:
    """Return the program with its environment where the environment passes, else the report that says why not.

    Raises:
        UsageError: there is no program behind ``--``.
        EnvlintError: a value that the program is to get cannot be seen.
    """
    if not request.argv:
        raise UsageError("no program to run", help="envlint run --env production -- PROGRAM ARGUMENT ...")
    contract = open_contract(request)
    sight = judge(request, contract)
    judged = only(sight)
    result = report(request, contract, sight)
    if result.exit_code:
        notes = (*sight.notes, f"{request.argv[0]} was not started")
        return Outcome(result, notes=notes, exit_code=result.exit_code)
    variables = effective(judged.plan, judged.environment, result.findings)
    if missing := unseen(variables):
        raise EnvlintError(f"{request.argv[0]} was not started: {missing[0]}")
    warned = tuple(f"{finding.severity}[{finding.code}] {finding.message}" for finding in result.findings)
    notes = (*sight.notes, *warned, *replaced(variables, judged.target.tier.name))
    asked_for = result if request.formats or request.output else None
    return Outcome(asked_for, notes=notes, argv=request.argv, environ=environ(variables, judged.plan))
