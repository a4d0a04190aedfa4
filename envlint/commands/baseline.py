"""``envlint baseline``: record today's findings, so that from now on only new ones fail."""

from __future__ import annotations

import os

from envlint.analysis.baseline import PATH, document
from envlint.commands import comparison, decisions, migrations
from envlint.commands.check import judged
from envlint.commands.contract import open_contract
from envlint.commands.survey import survey
from envlint.core.errors import EnvlintError
from envlint.core.request import Outcome, Request
from envlint.formats.sql import syntax

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Final

    from envlint.analysis.baseline import Entry
    from envlint.commands.contract import Contract
    from envlint.commands.survey import Survey
    from envlint.core.finding import Finding
    from envlint.core.report import Report

ITSELF: Final = "ENV9"
NO_CODE: Final = frozenset(("ENV903", "ENV904"))


def run(request: Request) -> Outcome:
    """Return the baseline file and how many findings it holds.

    Without a source or tier it holds what ``check``, ``drift`` and ``migrations`` find; with one of them what ``check``
    finds. Of a command that was not asked, or had nothing to look at, it holds what it held before.

    Raises:
        EnvlintError: envlint could not judge, so that there is nothing to record.
    """
    contract = open_contract(request)
    result, notes = judged(request.replace(no_baseline=True), contract)
    found = recorded(result)
    alone = bool(request.sources or request.env)
    others = {
        "drift": None if alone else of_drift(request, survey(request).replace(folder="")),
        "migrations": None if alone else of_migrations(request, contract),
    }
    kept = _before(contract, [command for command, told in others.items() if told is None])
    findings = (*found, *(finding for told in others.values() for finding in told or ()))
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


def of_migrations(request: Request, contract: Contract) -> tuple[Finding, ...] | None:
    """Return what ``migrations`` finds in the files, None where there are none or their parser is not installed.

    Raises:
        EnvlintError: something could not be looked at.
    """
    if not syntax.available():
        return None
    plain = Request("migrations", request.cwd, config=request.config, select=request.select, ignore=request.ignore)
    whole = plain.replace(no_baseline=True)
    judged = migrations.judge(whole, contract)
    if not any(database.history.migrations for database in judged.databases):
        return None
    return recorded(migrations.report(whole, contract, judged))


def _before(contract: Contract, commands: Collection[str]) -> tuple[Entry, ...]:
    """Return the entries of the last baseline that are of some commands; a broken one holds none."""
    try:
        earlier = decisions.earlier_baseline(contract.root)
    except EnvlintError:
        return ()
    return tuple(entry for entry in earlier.entries if entry.command in commands) if earlier else ()
