"""Which folders of migrations a request means, and what is in them."""

from __future__ import annotations

import os

from envlint.commands.gathering import Gathering
from envlint.commands.survey import within
from envlint.core.errors import EnvlintError
from envlint.core.finding import Finding
from envlint.core.location import Location
from envlint.core.record import Record
from envlint.formats.sql import syntax
from envlint.formats.sql.building import UNSUPPORTED
from envlint.inventories.migrations.folders import choose
from envlint.inventories.migrations.history import read
from envlint.inventories.tree import listing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from envlint.commands.contract import Contract
    from envlint.core.bug import Bug
    from envlint.core.request import Request
    from envlint.formats.sql.migration import History
    from envlint.inventories.tree import Tree


class Found(Record):
    """The migrations of each folder. ``findings`` are about what could not be looked at, ``faults`` envlint's own."""

    tree: Tree
    histories: tuple[History, ...]
    findings: tuple[Finding, ...] = ()
    faults: tuple[Bug, ...] = ()
    not_covered: tuple[str, ...] = ()


def histories(request: Request, contract: Contract) -> Found:
    """Read the migrations of the folder that a request names, else of those that the settings or their shape name.

    Raises:
        EnvlintError: PostgreSQL's parser is not installed, or PATH leads out of the project.
    """
    if not syntax.available():
        raise EnvlintError("PostgreSQL's parser is not installed", help="pip install 'envlint-cli[sql]'")
    tree = listing(contract.root)
    asked = _asked(request, contract)
    chosen = choose(tree, _named(contract), asked)
    gathering = Gathering(request.progress)
    found = [
        history
        for name in chosen.folders
        if (history := gathering.attempt(lambda name=name: read(tree, name), None, name))  # type: ignore[misc]
    ]
    findings = [*gathering.unread, *_unread(tree, found, chosen.named)]
    by_name = [each for each in found if each.folder in chosen.named and not each.migrations]
    if not findings:
        findings += [_nothing(where, tree) for where in (*(each.folder or "." for each in by_name), *chosen.missing)]
    if not findings and not any(each.migrations for each in found):
        findings.append(_nothing(asked or contract.found.base or ".", tree))
    if not findings and not request.trial and _none_followed(found):
        findings.append(_blind(next(each.folder for each in found if each.migrations) or "."))
    return Found(tree, tuple(found), tuple(findings), tuple(gathering.faults), chosen.not_covered)


def _named(contract: Contract) -> tuple[str, ...]:
    """Return what the settings name, for all of the project and for its services."""
    settings = contract.settings
    return tuple(dict.fromkeys((*settings.sql, *(name for service in settings.services for name in service.sql))))


def _asked(request: Request, contract: Contract) -> str:
    """Return the folder or file that was asked about, where it really lies; empty for the whole project.

    Raises:
        EnvlintError: it leads out of the project.
    """
    asked = within(request, contract) or ("" if contract.found.path else contract.found.base)
    if not asked:
        return ""
    root = os.path.realpath(contract.root)
    real = os.path.relpath(os.path.realpath(os.path.join(contract.root, asked)), root).replace(os.sep, "/")
    if real.partition("/")[0] == "..":
        raise EnvlintError(f"{request.path} is a link that leads out of the project")
    return "" if real == "." else real


def _unread(tree: Tree, found: Sequence[History], named: Sequence[str]) -> list[Finding]:
    """Return a finding for each migration that could not be read, and for each folder that may hold some."""
    why = {path: reason for history in found for path, reason in history.unread}
    for path, reason in tree.unreadable:
        if not named or any(f"{path}/".startswith(f"{folder}/") or folder in ("", ".") for folder in named):
            why.setdefault(path, reason)
    return [
        Finding("ENV901", "unreadable", f"cannot be read: {why[path]}", Location(path, path)) for path in sorted(why)
    ]


def _nothing(where: str, tree: Tree) -> Finding:
    message = "no numbered SQL migrations were found"
    help = "give their folder as PATH, or name it with `sql` in the settings"
    folder, prefix = os.path.join(tree.root, where), "" if where == "." else f"{where}/"
    there = os.listdir(folder) if os.path.isdir(folder) else ()
    if any(name.endswith(".sql") and prefix + name not in tree for name in there):
        help = "there are SQL files that git ignores: mend .gitignore, or add them"
    return Finding("ENV904", "nothing-looked-at", message, Location(where, where), help=help)


def _none_followed(found: Sequence[History]) -> bool:
    """Whether no statement of any migration is followed, and no other fault says so."""
    applied = [migration.applied for history in found for migration in history.migrations]
    kinds = {fault.kind for one in applied for fault in one.faults}
    return kinds == {UNSUPPORTED} and not any(one.understood for one in applied)


def _blind(where: str) -> Finding:
    message = "no statement of the migrations can be followed (ENV506)"
    help = "`--live SOURCE --try` applies them on a server"
    return Finding("ENV904", "nothing-looked-at", message, Location(where, where), help=help)
