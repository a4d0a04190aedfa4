"""``envlint baseline``: record today's findings, so that from now on only new ones fail."""

from __future__ import annotations

import os

from envlint.analysis.baseline import PATH, document
from envlint.commands.contract import open_contract
from envlint.commands.gate import judge
from envlint.commands.report import report
from envlint.core.errors import EnvlintError
from envlint.core.request import Outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.core.request import Request


def run(request: Request) -> Outcome:
    """Return the baseline file and how many findings it holds.

    Raises:
        EnvlintError: envlint could not judge, so that there is nothing to record.
    """
    contract = open_contract(request)
    sight = judge(request, contract)
    result = report(request.replace(no_baseline=True), contract, sight)
    if result.could_not_judge:
        reasons = "; ".join(finding.message for finding in result.findings if finding.code > "ENV900")
        raise EnvlintError(f"no baseline was written: {reasons}")
    count = sum(finding.code < "ENV9" for finding in result.findings)
    note = f"{PATH} holds {count} finding{'' if count == 1 else 's'}; later runs fail on new ones only"
    file = (os.path.join(contract.root, PATH), document(result.findings))
    return Outcome(notes=(*sight.notes, note), files=(file,))
