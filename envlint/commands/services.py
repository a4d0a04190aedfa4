"""The parts of a project: its services, and what belongs to none of them and is shared by all."""

from __future__ import annotations

from envlint.commands import contract as contracts
from envlint.core.declaration import MENTIONED, Read
from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from envlint.commands.contract import Contract
    from envlint.core.declaration import Declaration, Inventory
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
