"""What files pass on: a reader that one file defines can be imported from another, under another name."""

from __future__ import annotations

from dataclasses import replace

from envlint.inventories.code.visible import leads_to

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from envlint.inventories.code.language import EnvObject, Reader, Scope
    from envlint.inventories.code.unit import Unit


class Exports:
    """The exports of a project's files, collected when they are first asked for."""

    def __init__(self, files: Iterable[str], read: Callable[[str], Unit | None]) -> None:
        self._files = files
        self._read = read
        self._found: list[tuple[Unit, str, str, str]] | None = None

    def of(self, thing: Reader | EnvObject) -> Iterator[Reader | EnvObject]:
        """Yield a reader once more for each file that passes it on, as it is called there."""
        scope = thing.scope
        if scope is None or scope.kind != "import" or scope.end:
            return
        name = scope.owner or thing.callee
        for unit, module, inner, outer in self._all():
            if inner not in (name, "*") and not (inner == "default" and scope.default):
                continue
            if leads_to(module, unit, scope.path) if module else unit.path == scope.path:
                yield _renamed(thing, scope, unit.path, name if outer == "*" else outer)

    def _all(self) -> list[tuple[Unit, str, str, str]]:
        if self._found is None:
            units = (self._read(path) for path in self._files)
            self._found = [(unit, *each) for unit in units if unit is not None for each in unit.language.passed_on(unit)]
        return self._found


def _renamed(thing: Reader | EnvObject, scope: Scope, path: str, name: str) -> Reader | EnvObject:
    here = replace(scope, path=path, default=name == "default")
    if name == "default":
        return replace(thing, scope=here)
    if scope.owner:
        return replace(thing, scope=replace(here, owner=name))
    return replace(thing, callee=name, scope=here)
