"""All that a project says about its variables: its settings, then every inventory, for each of its services."""

from __future__ import annotations

import os
from functools import partial

from envlint.commands import services
from envlint.commands.contract import open_contract
from envlint.commands.gathering import Gathering
from envlint.commands.joining import joined, merged
from envlint.core.declaration import Inventory, Variable
from envlint.core.errors import EnvlintError, LoadErrors
from envlint.core.location import Location
from envlint.core.record import Record
from envlint.inventories import code, configs, docs, rules, sql, template
from envlint.inventories.remembered import remembered
from envlint.inventories.tree import TOO_LARGE, listing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Final

    from envlint.commands.contract import Contract
    from envlint.commands.services import Part
    from envlint.core.bug import Bug
    from envlint.core.finding import Finding
    from envlint.core.request import Request
    from envlint.core.rule import Plan
    from envlint.inventories.tree import Tree

NAMED: Final = ("template", "docs", "code", "sql")


class Said(Record):
    """What is said within one part of a project, by kind of place. ``part`` is a service, or what belongs to none."""

    part: Part
    contract: Contract
    plans: Mapping[str, Plan]
    inventories: Mapping[str, Inventory]

    def of(self, kind: str) -> Inventory:
        """Return one kind's inventory."""
        return self.inventories[kind]

    def variable(self, name: str) -> Variable:
        """Return what is said about one variable."""
        return joined(
            name, [said for each in self.inventories.values() for said in each.declarations if said.name == name]
        )


class Survey(Record):
    """A whole project. ``folder`` is what was asked about, from the root, empty for all of it.

    ``unread`` are findings about what could not be looked at, ``faults`` envlint's own. ``foreign`` says in words what
    code there is where none of it is in a language that envlint reads.
    """

    contract: Contract
    tree: Tree
    parts: tuple[Said, ...]
    folder: str = ""
    unread: tuple[Finding, ...] = ()
    faults: tuple[Bug, ...] = ()
    foreign: tuple[str, ...] = ()

    @property
    def inventories(self) -> tuple[Inventory, ...]:
        """Every inventory of every part."""
        return tuple(inventory for said in self.parts for inventory in said.inventories.values())

    def files(self, *kinds: str) -> tuple[str, ...]:
        """Return the files that inventories of some kinds, or of all, looked at, sorted and each once."""
        found = {path for each in self.inventories if not kinds or each.kind in kinds for path in each.files}
        return tuple(sorted(found))

    @property
    def not_covered(self) -> tuple[str, ...]:
        """What could not be looked at, in words."""
        said = [words for each in self.inventories for words in each.not_covered]
        said += [f"{at.path} (cannot be parsed)" for each in self.inventories for at in each.unparsed]
        said += [f"{path} ({why})" for path, why in self.tree.skipped if why == TOO_LARGE]
        return tuple(sorted(dict.fromkeys(said)))


def open_project(request: Request) -> Contract:
    """Return the contract that holds for the PATH of a request, the working folder if there is none.

    Raises:
        EnvlintError: PATH is not there, or the settings or rule files cannot be read.
        LoadErrors: everything that is wrong with the settings.
    """
    path = os.path.abspath(os.path.join(request.cwd, request.path))
    if not os.path.lexists(path):
        raise EnvlintError(f"{request.path} is not there")
    config = os.path.join(os.path.abspath(request.cwd), request.config) if request.config else ""
    contract = open_contract(request.replace(cwd=path if os.path.isdir(path) else os.path.dirname(path), config=config))
    _require_named(contract)
    return contract


def survey(request: Request, contract: Contract | None = None) -> Survey:
    """Read all that the project of a request's PATH says.

    Settings that stand above PATH speak of the whole project: all of it is read then, and PATH says which findings are
    wanted. Without settings the project is what lies below PATH.

    Raises:
        EnvlintError: as for ``open_project``.
        LoadErrors: everything that is wrong with settings and rules.
    """
    contract = contract or open_project(request)
    tree = listing(contract.root, _top(contract))
    gathering = Gathering(request.progress)
    read, manifests, foreign = _code_and_manifests(tree, contract, gathering)
    parts = [_said(part, tree, read, manifests, contract, gathering) for part in services.parts(contract)]
    gathering.look(tree)
    return Survey(
        contract,
        tree,
        tuple(parts),
        within(request, contract),
        tuple(gathering.unread),
        tuple(gathering.faults),
        foreign,
    )


def within(request: Request, contract: Contract) -> str:
    """Return the file or folder that was asked about, from the root; empty where that is the whole project.

    Raises:
        EnvlintError: it lies outside of the root, as it can with --config.
    """
    asked = os.path.abspath(os.path.join(request.cwd, request.path))
    folder = os.path.relpath(asked, contract.root).replace(os.sep, "/")
    if folder.partition("/")[0] == "..":
        raise EnvlintError(f"{request.path or '.'} is not part of the project of {contract.found.path}")
    return "" if folder in (contract.found.base, ".") else folder


def code_alone(tree: Tree, contract: Contract, gathering: Gathering) -> Inventory:
    """Return what code and ops files read, write and mention."""
    return _code_and_manifests(tree, contract, gathering)[0]


def code_of(contract: Contract, progress: Callable[[int, int, str], None] | None = None) -> Inventory:
    """Return what the code of a whole project reads, writes and mentions.

    Raises:
        LoadErrors: envlint itself is at fault.
    """
    gathering = Gathering(progress)
    tree = listing(contract.root, _top(contract))
    read = code_alone(tree, contract, gathering)
    if gathering.faults:
        raise LoadErrors(gathering.faults)
    return read


def _code_and_manifests(
    tree: Tree, contract: Contract, gathering: Gathering
) -> tuple[Inventory, Inventory, tuple[str, ...]]:
    """Return what code and ops files say, what manifests say, and what code there is that nothing is read of."""
    settings = contract.settings
    wanted = services.code_of(tree, settings)
    helpers = settings.helpers

    def anew() -> tuple[Inventory, ...]:
        return (code.read(gathering.watched(wanted, "code"), helpers),)

    own = gathering.take("code", lambda: remembered(wanted, "code", helpers, anew)[0])
    nothing = (Inventory("code"), Inventory("manifests"))

    def manifests_anew() -> tuple[Inventory, ...]:
        return configs.read(gathering.watched(tree, "manifests"))

    def ops_and_manifests() -> tuple[Inventory, Inventory]:
        said, supplied = remembered(tree, "manifests", (), manifests_anew)
        return said, supplied

    ops, manifests = gathering.attempt(ops_and_manifests, nothing, "manifests")
    return merged("code", (own, ops)), manifests, () if own.files else own.not_covered


def _said(
    part: Part, tree: Tree, read: Inventory, manifests: Inventory, contract: Contract, gathering: Gathering
) -> Said:
    own = part.contract(contract)
    plans = {tier.name: own.plan(tier.name) for tier in own.settings.tiers}
    columns = {rule.name: rule.sql for plan in plans.values() for rule in plan.variables.values() if rule.sql}
    inventories = {
        "rules": gathering.take("rules", lambda: rules.read(plans, own.locate)),
        "template": gathering.take("template", lambda: _each(part, "template", tree, template.read)),
        "docs": gathering.take("docs", lambda: _each(part, "docs", tree, docs.read)),
        "sql": gathering.take(
            "sql", lambda: _each(part, "sql", tree, lambda trees, named: sql.read(trees, named, columns), columns)
        ),
        "code": services.of_part(read, part),
        "manifests": services.of_part(manifests, part),
    }
    return Said(part, own, plans, inventories)


def _each(
    part: Part,
    kind: str,
    tree: Tree,
    read: Callable[[Tree, tuple[str, ...]], Inventory],
    columns: Mapping[str, str] | None = None,
) -> Inventory:
    """Return what one kind of place says in a part and, for a service, in what it shares with all others."""
    ties = tuple(f"{name}={column}" for name, column in sorted((columns or {}).items()))
    found: list[Inventory] = []
    for scope in part.scopes:
        below, named = services.tree_of(tree, scope), scope.named(kind)
        anew = partial(_alone, read, below, named)
        found += remembered(below, f"{kind} {scope.root}", (*named, *ties), anew)
    return merged(kind, found)


def _alone(
    read: Callable[[Tree, tuple[str, ...]], Inventory], tree: Tree, named: tuple[str, ...]
) -> tuple[Inventory, ...]:
    return (read(tree, named),)


def _top(contract: Contract) -> str:
    """Return the folder that holds all that the settings name."""
    base = contract.found.base
    settings = contract.settings
    named = [path for kind in NAMED for path in getattr(settings, kind)] + [each.root for each in settings.services]
    inside = all(not base or path == base or path.startswith(f"{base}/") for path in named)
    return base if inside else ""


def _require_named(contract: Contract) -> None:
    """Refuse settings that name what is not there or no file: nobody could tell whether it was looked at.

    Raises:
        EnvlintError: with the first such path.
    """
    settings = contract.settings
    for owner in (settings, *settings.services):
        for kind in NAMED:
            for path in getattr(owner, kind):
                _require(contract.root, path, kind)
    for service in settings.services:
        _require(contract.root, service.root, "services")


def _require(root: str, path: str, kind: str) -> None:
    full = os.path.join(root, path)
    reason = "" if any(mark in path for mark in "*?[") else "is not there"
    if os.path.lexists(full):
        inside = f"{os.path.realpath(full)}{os.sep}".startswith(os.path.realpath(root).rstrip(os.sep) + os.sep)
        usable = inside and (os.path.isdir(full) or os.path.isfile(full))
        reason = "" if usable else "is neither a file nor a folder of the project"
    if reason:
        raise EnvlintError(f"{reason}; the settings name it in `{kind}`", at=Location(path, path))
