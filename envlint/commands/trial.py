"""Trying migrations: all of them and their rollbacks are run, in a scratch database and nowhere else.

Nothing that envlint finds is ever executed, with this one exception, which ``--try`` asks for by its name. What the
scratch database is and what is not run even there: ``inventories.scratch``, its modules ``made`` and ``reach``.
"""

from __future__ import annotations

from envlint.checks.database.subject import Trial
from envlint.commands.live import named
from envlint.core.errors import UsageError
from envlint.core.files import LARGEST
from envlint.formats.encoding import decode
from envlint.formats.sql.halves import halves
from envlint.inventories.scratch.made import Scratch, stoppable
from envlint.inventories.scratch.rehearsal import Act, rehearse
from envlint.inventories.tree import listing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.commands.contract import Contract
    from envlint.core.request import Request
    from envlint.core.tier import Tier
    from envlint.formats.sql.migration import History
    from envlint.inventories.tree import Tree


def attempt(request: Request, contract: Contract, history: History, tier: Tier) -> Trial:
    """Return what became of the migrations of a folder on the server that ``--live`` names.

    Raises:
        UsageError: no server is named, or a source's kind is unknown.
        EnvlintError: the environment cannot be read or names no server, no scratch database can be made there, the
            connection was lost, or the scratch database could not be dropped.
    """
    if not request.live:
        raise UsageError("--try needs a server", help="name the source that says where it is: --live SOURCE")
    _, connection = named(request, contract, tier)
    acts = tuple(_acts(history, listing(contract.root)))
    if not acts:
        return Trial(connection.at)
    with stoppable(), Scratch(connection) as scratch:
        found = rehearse(acts, scratch, request.progress)
        version = scratch.version
    not_covered = (*connection.not_covered, *found.not_covered)
    return Trial(connection.at, version, found.refused, found.left, found.tried, not_covered)


def _acts(history: History, tree: Tree) -> Iterator[Act]:
    """Yield the migrations that could be read, with their texts."""
    for migration in history.migrations:
        step = migration.step
        forward, backward = halves(_text(tree, step.up))
        down = step.down if migration.rollback else ""  # what is in another language is not run
        if down and down != step.up:
            backward = _text(tree, down)
        yield Act(step.up, forward, down, backward)


def _text(tree: Tree, path: str) -> str:
    return decode(tree.read(path, LARGEST) or b"")[0]
