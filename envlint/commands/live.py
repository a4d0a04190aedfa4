"""Asking the server that the checked environment names: what it holds, and what its rows say."""

from __future__ import annotations

import json

from envlint.checks.database.subject import Live
from envlint.checks.subjects import View
from envlint.commands.environment import gather, unseen
from envlint.commands.targets import Target, references
from envlint.core.errors import EnvlintError, LoadErrors
from envlint.inventories.database import answer, connecting, question
from envlint.inventories.database.applied import Applied, applied
from envlint.inventories.database.connection import of
from envlint.inventories.database.guards import answers
from envlint.inventories.database.session import Refused, opened
from envlint.inventories.database.tallies import count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.commands.contract import Contract
    from envlint.core.environment import Environment
    from envlint.core.request import Request
    from envlint.core.tier import Tier
    from envlint.formats.sql.catalogue import Catalogue
    from envlint.formats.sql.migration import History
    from envlint.inventories.database.connection import Connection
    from envlint.inventories.database.session import Session


def ask(request: Request, contract: Contract, history: History, tier: Tier) -> tuple[Live, View]:
    """Return what the server says, and the environment that names it. At the server nothing is written.

    Raises:
        UsageError: a source's kind is unknown.
        EnvlintError: the environment cannot be read or names no server, or the server cannot be asked.
    """
    environment, connection = named(request, contract, tier)
    plan = contract.plan(tier.name)
    with opened(connection) as session:
        catalogue = _catalogue(session)
        done = _believed(applied(session, catalogue, history), catalogue, history)
        said = Live(
            connection.at,
            catalogue,
            session.version,
            done.numbers,
            table=done.table,
            failed=done.failed,
            unknown=done.unknown,
            answers=answers(session, history, done.numbers),
            tallies=count(session, plan.variables.values(), catalogue, contract.invariants(tier.name)),
            not_covered=(*unseen(environment), *connection.not_covered, *_doubt(done)),
        )
    return said, View(plan, environment)


def named(request: Request, contract: Contract, tier: Tier) -> tuple[Environment, Connection]:
    """Return the environment of the sources that ``--live`` names, and the server that it names in turn.

    Raises:
        UsageError: a source's kind is unknown.
        EnvlintError: the driver is not installed, the environment cannot be read, or it names no server or several.
    """
    if not connecting.available():
        raise EnvlintError("the driver of PostgreSQL is not installed", help="pip install 'envlint-cli[live]'")
    asked = request.replace(sources=request.live, pid_of=())
    gathered = gather(Target(tier, references(asked)), contract, request.cwd)
    errors = [EnvlintError(found.message, at=found.at, help=found.help) for found in gathered.unread]
    if errors or gathered.faults:
        raise LoadErrors([*errors, *gathered.faults])
    rules = contract.plan(tier.name).variables.values()
    return gathered.environment, of(gathered.environment, rules, ", ".join(request.live))


def _catalogue(session: Session) -> Catalogue:
    try:
        rows = session.ask(question.QUESTION)
    except Refused as refused:
        message = f"the server does not show its catalogue: {refused.reason}"
        raise EnvlintError(message, at=session.at, help="ask as a user who may read the system's catalogue") from None
    try:
        return answer.read(json.loads(rows[0][0]))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        message = "the server's catalogue is not one of PostgreSQL's"
        raise EnvlintError(message, at=session.at, help="ask a PostgreSQL of version 12 or later") from None


def _believed(done: Applied, catalogue: Catalogue, history: History) -> Applied:
    """Return what a tool's table says; nothing, where it has no migration and the server has what they make."""
    if done.numbers == () and history.catalogue.tables.keys() & catalogue.tables.keys():
        return done.replace(numbers=None, refused="it has no migration, and the server has tables of theirs")
    return done


def _doubt(done: Applied) -> tuple[str, ...]:
    if not done.refused:
        return ()
    return (f"live: {done.table}: {done.refused}; all migrations were taken to be applied",)
