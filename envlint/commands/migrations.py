"""``envlint migrations``: what numbered SQL files make of a database, and what a running one says of itself."""

from __future__ import annotations

import os

from envlint.analysis.schema import schema
from envlint.analysis.selection import BLOCKING
from envlint.analysis.triage import TierFindings, triage
from envlint.checks.database.subject import Database
from envlint.commands import decisions, remarks
from envlint.commands.migration_folders import histories
from envlint.commands.server_said import server_said, tried
from envlint.commands.survey import open_project, within
from envlint.commands.targets import unknown_tier
from envlint.core.errors import UsageError
from envlint.core.record import Record
from envlint.core.report import LookedAt, Report
from envlint.core.request import Outcome
from envlint.core.severity import ERROR, OFF, WORDS
from envlint.core.tier import find, strictest
from envlint.formats.sql.migration import History

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from envlint.commands.contract import Contract
    from envlint.core.bug import Bug
    from envlint.core.finding import Finding
    from envlint.core.request import Request
    from envlint.core.tier import Tier
    from envlint.inventories.tree import Tree


class Judgement(Record):
    """What was looked at and what was found, before the project's own decisions."""

    tier: Tier
    tree: Tree
    folder: str
    databases: tuple[Database, ...]
    findings: tuple[Finding, ...] = ()
    faults: tuple[Bug, ...] = ()
    not_covered: tuple[str, ...] = ()


def run(request: Request) -> Outcome:
    """Return the report on the migrations below PATH, and on the server that ``--live`` names.

    Raises:
        EnvlintError: PATH is not there, or settings, rules or baseline cannot be read, or the server cannot be asked.
    """
    contract = open_project(request)
    result = report(request, contract, judge(request, contract))
    return Outcome(result, exit_code=result.exit_code)


def judge(request: Request, contract: Contract) -> Judgement:
    """Read the migrations, ask the server if one is named, and judge both.

    Raises:
        EnvlintError: there is nothing to judge, or the server cannot be asked.
    """
    tier = _tier(request, contract)
    plan = contract.plan(tier.name)
    found = histories(request, contract)
    rules, invariants = tuple(plan.variables.values()), contract.invariants(tier.name)
    databases = tuple(Database(history, invariants, rules=rules) for history in found.histories)
    if request.live or request.trial:
        databases = (_with_server(_only(databases, request), request, contract, tier),)
    heard = schema(databases, contract.locate)
    said = [words for database in databases for words in _not_covered(database)]
    return Judgement(
        tier,
        found.tree,
        within(request, contract),
        databases,
        (*found.findings, *heard.findings),
        (*found.faults, *heard.faults),
        (*found.not_covered, *said, *heard.undecided),
    )


def report(request: Request, contract: Contract, judged: Judgement) -> Report:
    """Return the report of a judgement; where PATH is a file, on that migration and its rollback.

    Raises:
        UsageError: a code that is selected or ignored does not exist, or nothing is left selected.
        EnvlintError: the baseline cannot be read.
    """
    policy = decisions.policy(request, contract).replace(command=decisions.kind(request))
    if policy.baseline is not None and judged.folder:
        policy = policy.replace(baseline=policy.baseline.below(judged.folder))
    findings, paths = _asked_for(judged, contract)
    views = [database.view for database in judged.databases if database.view]
    readings = (*remarks.of_files(judged.tree, paths), *(each for view in views for each in view.environment.readings))
    triaged = triage([TierFindings("", findings, readings)], policy)
    rules = len({each.id for database in judged.databases for each in database.invariants if each.level is not OFF})
    return Report(
        "migrations",
        decisions.with_excerpts(triaged.findings, views) if views else triaged.findings,
        LookedAt(_sources(judged), rules, len(_paths(judged)), judged.not_covered),
        tier=judged.tier.name if request.env else "",
        suppressed=triaged.suppressed,
        baselined=triaged.baselined,
        errors=judged.faults,
        server=server_said(judged.databases),
        tried=tried(judged.databases),
        fail_on=WORDS.get(request.fail_on or contract.settings.fail_on, ERROR),
    )


def _asked_for(judged: Judgement, contract: Contract) -> tuple[tuple[Finding, ...], set[str]]:
    """Return the findings that are wanted, and the files that they are of: of one file with its counterpart."""
    if not os.path.isfile(os.path.join(contract.root, judged.folder)):
        return judged.findings, _paths(judged)
    steps = [migration.step for database in judged.databases for migration in database.history.migrations]
    own = {path for step in steps if judged.folder in (step.up, step.down) for path in (step.up, step.down)} | {
        judged.folder
    }
    wanted = (found for found in judged.findings if found.at.path in own or found.code in BLOCKING)
    return tuple(wanted), _paths(judged) & own


def _only(databases: Sequence[Database], request: Request) -> Database:
    """Return the one folder of migrations that a server is to be held against."""
    if not request.live:
        raise UsageError("--try needs a server", help="name the source of its DATABASE_URL: --live SOURCE --try")
    with_some = [database for database in databases if database.history.migrations]
    if len(with_some) > 1:
        folders = ", ".join(database.history.folder for database in with_some)
        raise UsageError(f"a server is held against one folder of migrations: {folders}", help="give one as PATH")
    return next(iter(with_some), databases[0] if databases else Database(History(request.path or ".")))


def _with_server(database: Database, request: Request, contract: Contract, tier: Tier) -> Database:
    """Return a database with what a server says of it, or with what became of it on one."""
    if request.trial:
        from envlint.commands.trial import attempt

        return database.replace(trial=attempt(request, contract, database.history, tier))
    from envlint.commands.live import ask

    live, view = ask(request, contract, database.history, tier)
    return database.replace(live=live, view=view)


def _not_covered(database: Database) -> tuple[str, ...]:
    server = [said.not_covered for said in (database.live, database.trial) if said]
    return (*database.history.not_covered, *(words for each in server for words in each))


def _tier(request: Request, contract: Contract) -> Tier:
    """Return the tier that is asked for; without one, migrations are for all tiers, and the strictest decides."""
    tiers = contract.settings.tiers
    if not request.env:
        return strictest(tiers)
    tier = find(tiers, request.env)
    if tier is None:
        raise unknown_tier(request.env, tiers)
    return tier


def _sources(judged: Judgement) -> tuple[tuple[str, int], ...]:
    """Return the sources that named the server, each with how many variables it sets."""
    readings = [reading for each in judged.databases if each.view for reading in each.view.environment.readings]
    return tuple((reading.source.label, len({one.name for one in reading.bindings})) for reading in readings)


def _paths(judged: Judgement) -> set[str]:
    """Return the files that were read."""
    steps = [migration.step for database in judged.databases for migration in database.history.migrations]
    return {path for step in steps for path in (step.up, step.down) if path}
