"""The parts of a project: its services, and what belongs to none of them and is shared by all."""

from __future__ import annotations

import posixpath

from envlint.commands import contract as contracts
from envlint.commands.gate import templates
from envlint.core.declaration import MENTIONED, Read
from envlint.core.errors import UsageError
from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from envlint.commands.contract import Contract
    from envlint.core.declaration import Declaration, Inventory
    from envlint.core.request import Request
    from envlint.core.tier import Tier
    from envlint.inventories.tree import Tree
    from envlint.settings.record import Service, Settings


class Scope(Record):
    """Some folders of a project. ``without`` lie below ``root`` and belong to somebody else.

    ``named`` are the paths that the settings give for each kind of place.
    """

    root: str
    without: tuple[str, ...]
    paths: Mapping[str, tuple[str, ...]]

    def holds(self, path: str) -> bool:
        """Whether a file belongs to this scope."""
        return _below(path, self.root) and not any(_below(path, other) for other in self.without)

    def named(self, kind: str) -> tuple[str, ...]:
        """Return the paths that the settings name for one kind of place."""
        return self.paths.get(kind, ())


class Part(Record):
    """A service with what is its own and what it shares; the part without a name is what belongs to no service."""

    name: str
    own: Scope
    shared: Scope | None = None
    rule_files: tuple[str, ...] = ()

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """The scopes whose docs, templates and schemas speak of this part."""
        return (self.own,) if self.shared is None else (self.own, self.shared)

    @property
    def is_whole(self) -> bool:
        """Whether the project has no other part."""
        return self.shared is None and not self.own.without

    def contract(self, whole: Contract) -> Contract:
        """Return the contract with the rules of the service beside those for all."""
        if self.shared is None:
            return whole
        found = whole.found
        own = contracts.rule_files(found.root, self.own.root, self.rule_files)
        return contracts.Contract(found, whole.settings, sorted(dict([*whole.files, *own]).items()))


def parts(contract: Contract) -> tuple[Part, ...]:
    """Return the whole project as one part; with services each of them, and last what belongs to none."""
    settings = contract.settings
    roots = [service.root for service in settings.services]
    shared = Scope(contract.found.base, tuple(roots), _named(settings))
    services = [
        Part(service.name, Scope(service.root, _inner(service.root, roots), _named(service)), shared, service.rules)
        for service in settings.services
    ]
    return (*services, Part("", shared))


def named(request: Request, whole: Contract) -> tuple[Service, ...]:
    """Return the services that a request names, in the order of the settings; all if it names none.

    Raises:
        UsageError: there is no such service.
    """
    known = whole.settings.services
    for name in request.services:
        if not known:
            raise UsageError("--service: the settings name no services", help="write [[tool.envlint.services]]")
        if all(service.name != name for service in known):
            from envlint.core.suggest import nearest

            guess = nearest(name, [service.name for service in known])
            hint = f"did you mean {guess}?" if guess else f"known are {', '.join(each.name for each in known)}"
            raise UsageError(f"--service: no service is called '{name[:64]}'", help=hint)
    return tuple([service for service in known if not request.services or service.name in request.services])


def chosen(request: Request, whole: Contract) -> Service:
    """Return the one service that a request names.

    Raises:
        UsageError: there is no such service, or it names several.
    """
    found = named(request, whole)
    if len(found) > 1:
        raise UsageError("this needs one service", help="--service can stand here once")
    return found[0]


def settled(whole: Contract, service: Service) -> Contract:
    """Return a contract without rules, for where the environment and the templates of a service are."""
    found, settings = whole.found.replace(base=service.root), whole.settings
    tiers = tuple([tier.replace(files=layers_of(service, tier, whole.found.base)) for tier in settings.tiers])
    return contracts.Contract(found, settings.replace(tiers=tiers, template=service.template), [])


def contract_of(whole: Contract, service: Service) -> Contract:
    """Return the contract of one service: the rules for all beside its own, its own layers and templates.

    Raises:
        EnvlintError: its rule files cannot be read, or are not there.
    """
    own = settled(whole, service)
    files = dict([*whole.files, *contracts.rule_files(whole.root, service.root, service.rules)])
    shown = tuple(dict.fromkeys((*templates(whole), *templates(own))))
    return contracts.Contract(own.found, own.settings.replace(template=shown), sorted(files.items()), whole.shared)


def layers_of(service: Service, tier: Tier, base: str) -> tuple[str, ...]:
    """Return the layers of a service that settings name for a tier: its own, else the tier's below its root."""
    if tier.name in service.files:
        return service.files[tier.name]
    if not tier.files:
        return ()
    from envlint.settings.files import moved

    def below(path: str) -> str:
        return posixpath.normpath(posixpath.join(service.root, posixpath.relpath(path, base or ".")))

    return tuple([moved(entry, below) for entry in tier.files])


def tree_of(tree: Tree, scope: Scope) -> Tree:
    """Return the files of a scope."""
    if not scope.without and not scope.root:
        return tree
    return tree.only(tuple(path for path in tree.paths if scope.holds(path)))


def code_of(tree: Tree, settings: Settings) -> Tree:
    """Return the files in which the settings want code to be looked for: all, if they name none."""
    owners = [service for service in settings.services if service.code]
    if not settings.code and not owners:
        return tree

    def wanted(path: str) -> bool:
        owner = next((owner for owner in owners if _below(path, owner.root)), None)
        folders = owner.code if owner else settings.code
        return not folders or any(_below(path, folder) for folder in folders)

    return tree.only(tuple(filter(wanted, tree.paths)), tree.skipped)


def of_part(inventory: Inventory, part: Part) -> Inventory:
    """Return what code says in one part.

    What a service shares with others it does not answer for, and what services read keeps shared entries in use: both
    are mentions there.
    """
    if part.is_whole:
        return inventory
    declarations = [_seen_from(part, each) for each in inventory.declarations]
    return inventory.replace(
        declarations=tuple(each for each in declarations if each is not None),
        dynamic=tuple(each for each in inventory.dynamic if part.own.holds(each.at.path)),
        files=inventory.files if part.shared is None else tuple(filter(part.own.holds, inventory.files)),
    )


def _seen_from(part: Part, said: Declaration) -> Declaration | None:
    path = said.at.path
    if part.own.holds(path):
        return said
    if part.shared is not None and not part.shared.holds(path):
        return None
    if isinstance(said, Read):
        return Read(said.name, said.kind, said.at, MENTIONED, language=said.language, test=said.test)
    return said


def _named(owner: Settings | Service) -> dict[str, tuple[str, ...]]:
    return {kind: getattr(owner, kind) for kind in ("template", "docs", "sql")}


def _inner(root: str, roots: Iterable[str]) -> tuple[str, ...]:
    return tuple(other for other in roots if other != root and _below(other, root))


def _below(path: str, folder: str) -> bool:
    return not folder or path == folder or path.startswith(f"{folder}/")
