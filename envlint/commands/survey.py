"""All that a project says about its variables: its settings, then every inventory, for each of its services."""

from __future__ import annotations

import os

from envlint.commands import services
from envlint.commands.contract import open_contract
from envlint.core.bug import Bug
from envlint.core.declaration import KINDS, Inventory, Variable
from envlint.core.errors import EnvlintError, LoadErrors
from envlint.core.finding import Finding
from envlint.core.location import Location
from envlint.core.record import Record
from envlint.inventories import code, configs, docs, rules, sql, template
from envlint.inventories.tree import listing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any, Final, TypeVar

    from envlint.commands.contract import Contract
    from envlint.commands.services import Part
    from envlint.core.declaration import Declaration
    from envlint.core.request import Request
    from envlint.core.rule import Plan
    from envlint.inventories.tree import Tree

    Given = TypeVar("Given")

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

    ``unread`` are findings about what could not be looked at, ``faults`` envlint's own.
    """

    contract: Contract
    tree: Tree
    parts: tuple[Said, ...]
    folder: str = ""
    unread: tuple[Finding, ...] = ()
    faults: tuple[Bug, ...] = ()

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
        return tuple(sorted(dict.fromkeys(said)))


class Gathering:
    """Asks every reader. What one cannot read, or where one breaks, is kept, and the rest is asked all the same."""

    def __init__(self) -> None:
        self.unread: list[Finding] = []
        self.faults: list[Bug] = []

    def take(self, kind: str, read: Callable[[], Inventory]) -> Inventory:
        """Return what a reader gives, an empty inventory where it cannot."""
        return self.attempt(read, Inventory(kind), kind)

    def attempt(self, read: Callable[[], Given], otherwise: Given, what: str) -> Given:
        """Return what a reader gives, or the substitute."""
        try:
            return read()
        except EnvlintError as error:
            at = error.at or Location(what)
            self.unread.append(Finding("ENV901", "unreadable", error.message, at, help=error.help))
        except Exception as fault:  # noqa: BLE001  a reader that breaks must not silence what the others gave
            self.faults.append(Bug(fault))
        return otherwise


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
    gathering = Gathering()
    read, manifests = _code_and_manifests(tree, contract, gathering)
    parts = [_said(part, tree, read, manifests, contract, gathering) for part in services.parts(contract)]
    return Survey(
        contract,
        tree,
        tuple(parts),
        within(request, contract),
        tuple(gathering.unread),
        tuple(gathering.faults),
    )


def within(request: Request, contract: Contract) -> str:
    """Return the file or folder that was asked about, from the root; empty where that is the whole project."""
    asked = os.path.abspath(os.path.join(request.cwd, request.path))
    folder = os.path.relpath(asked, contract.root).replace(os.sep, "/")
    return "" if folder in (contract.found.base, ".") else folder


def code_alone(tree: Tree, contract: Contract, gathering: Gathering) -> Inventory:
    """Return what code and ops files read, write and mention."""
    return _code_and_manifests(tree, contract, gathering)[0]


def code_of(contract: Contract) -> Inventory:
    """Return what the code of a whole project reads, writes and mentions.

    Raises:
        LoadErrors: envlint itself is at fault.
    """
    gathering = Gathering()
    read = code_alone(listing(contract.root, _top(contract)), contract, gathering)
    if gathering.faults:
        raise LoadErrors(gathering.faults)
    return read


def _code_and_manifests(tree: Tree, contract: Contract, gathering: Gathering) -> tuple[Inventory, Inventory]:
    settings = contract.settings
    own = gathering.take("code", lambda: code.read(services.code_of(tree, settings), settings.helpers))
    nothing = (Inventory("code"), Inventory("manifests"))
    ops, manifests = gathering.attempt(lambda: configs.read(tree), nothing, "manifests")
    return merged("code", (own, ops)), manifests


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
            "sql", lambda: _each(part, "sql", tree, lambda trees, named: sql.read(trees, named, columns))
        ),
        "code": services.of_part(read, part),
        "manifests": services.of_part(manifests, part),
    }
    return Said(part, own, plans, inventories)


def _each(part: Part, kind: str, tree: Tree, read: Callable[[Tree, tuple[str, ...]], Inventory]) -> Inventory:
    """Return what one kind of place says in a part and, for a service, in what it shares with all others."""
    return merged(kind, [read(services.tree_of(tree, scope), scope.named(kind)) for scope in part.scopes])


def joined(name: str, said: Iterable[Declaration]) -> Variable:
    """Return one variable with what is said of it, each place once, by kind and in order."""
    kinds: dict[str, Any] = {kind: {} for kind in KINDS}
    for each in sorted(said, key=lambda each: (each.at.path, each.at.line, each.at.column)):
        kinds[each.kind][each] = None
    return Variable(name, **{kind: tuple(own) for kind, own in kinds.items()})


def merged(kind: str, inventories: Iterable[Inventory]) -> Inventory:
    """Return several inventories as one, in the order of places."""
    all = list(inventories)
    return Inventory(
        kind,
        tuple(sorted((each for one in all for each in one.declarations), key=lambda each: (each.at, each.name))),
        tuple(sorted((each for one in all for each in one.dynamic), key=lambda each: each.at)),
        tuple(sorted({path for one in all for path in one.files})),
        tuple(sorted({words for one in all for words in one.not_covered})),
        tuple(sorted({at for one in all for at in one.unparsed})),
    )


def _top(contract: Contract) -> str:
    """Return the folder that holds all that the settings name."""
    base = contract.found.base
    settings = contract.settings
    named = [path for kind in NAMED for path in getattr(settings, kind)] + [each.root for each in settings.services]
    inside = all(not base or path == base or path.startswith(f"{base}/") for path in named)
    return base if inside else ""


def _require_named(contract: Contract) -> None:
    """Refuse settings that name what is not there: nobody could tell whether it was looked at.

    Raises:
        EnvlintError: with the first such path.
    """
    settings = contract.settings
    for owner in (settings, *settings.services):
        for kind in NAMED:
            for path in getattr(owner, kind):
                if not os.path.lexists(os.path.join(contract.root, path)):
                    at = Location(path, path)
                    raise EnvlintError(f"is not there; the settings name it in `{kind}`", at=at)
