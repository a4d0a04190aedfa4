"""``envlint baseline``: record today's findings, so that from now on only new ones fail."""

from __future__ import annotations

import os

from envlint.analysis.baseline import PATH, document
from envlint.commands import comparison, decisions
from envlint.commands.check import judged
from envlint.commands.contract import open_contract
from envlint.commands.survey import survey
from envlint.core.errors import EnvlintError
from envlint.core.request import Outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.analysis.baseline import Entry
    from envlint.commands.contract import Contract
    from envlint.commands.survey import Survey
    from envlint.core.finding import Finding
    from envlint.core.report import Report
    from envlint.core.request import Request

ITSELF: Final = "ENV9"
NO_CODE: Final = frozenset(("ENV903", "ENV904"))


def run(request: Request) -> Outcome:
    """Return the baseline file and how many findings it holds.

    Without a source or tier it holds what both ``check`` and ``drift`` find; with one of them, or where there is no
    code, what ``check`` finds, and what it held of ``drift`` before.

    Raises:
        EnvlintError: envlint could not judge, so that there is nothing to record.
    """
    contract = open_contract(request)
    result, notes = judged(request.replace(no_baseline=True), contract)
    found = recorded(result)
    drifted = None if request.sources or request.env else of_drift(request, survey(request).replace(folder=""))
    kept = _of_drift_before(contract) if drifted is None else ()
    findings = (*found, *(drifted or ()))
    count = len(findings) + len(kept)
    note = f"{PATH} holds {count} finding{'' if count == 1 else 's'}; later runs fail on new ones only"
    file = (os.path.join(contract.root, PATH), document(findings, kept))
    return Outcome(notes=(*notes, note), files=(file,))


def recorded(result: Report) -> tuple[Finding, ...]:
    """Return the findings of a report that a baseline can hold.

    Raises:
        EnvlintError: envlint could not judge.
    """
    if result.could_not_judge:
        reasons = [error.message for error in result.errors]
        blind = [finding for finding in result.findings if "ENV900" < finding.code < "ENV905"]
        reasons += [f"{finding.at}: {finding.message}" for finding in blind]
        raise EnvlintError(f"no baseline was written: {'; '.join(reasons)}")
    return tuple(finding for finding in result.findings if finding.code < ITSELF)


def of_drift(request: Request, seen: Survey) -> tuple[Finding, ...] | None:
    """Return what ``drift`` finds, None where there is no code to compare with.

    Raises:
        EnvlintError: something could not be looked at.
    """
    plain = request.replace(no_baseline=True)
    result = comparison.report(plain, comparison.compare(plain, seen))
    if not result.errors and any(finding.code in NO_CODE for finding in result.findings):
        return None
    return recorded(result)


def _of_drift_before(contract: Contract) -> tuple[Entry, ...]:
    """Return the entries of the last baseline that are drift's; a broken one holds none."""
    try:
        earlier = decisions.earlier_baseline(contract.root)
    except EnvlintError:
        return ()
    return tuple(entry for entry in earlier.entries if entry.of_drift) if earlier else ()
