"""What files pass on: a reader that one file defines can be imported from another, under another name."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from envlint.formats.patterns import Expression
from envlint.inventories.code.visible import leads_to

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager
    from typing import Final

    from envlint.inventories.code.language import EnvObject, Reader, Scope
    from envlint.inventories.code.texts import Texts

PASSING: Final = rb"(?m)^(?:export\s+(?:\*|\{|default\s+[\w$])|module\.exports\b)"
"""How a statement begins that passes something on, in the languages that have one."""
INDEX: Final = ("index", "mod", "__init__")


class Exports:
    """The exports of a project's ``own`` files, collected where a reader that was found could be among them.

    ``guarded`` keeps what goes wrong with a file, so that the others are read all the same.
    """

    def __init__(self, texts: Texts, own: list[str], guarded: Callable[[str], AbstractContextManager[None]]) -> None:
        self._texts = texts
        self._own = own
        self._guarded = guarded
        self._found: dict[str, list[tuple[str, str, str]]] = {}

    @cached_property
    def _passing(self) -> list[str]:
        """The own files that pass anything on."""
        search = Expression(PASSING)
        return [path for path in self._own if search.within(self._texts.raw(path))]

    def of(self, things: Iterable[Reader | EnvObject]) -> list[Reader | EnvObject]:
        """Return readers once more for each file that passes them on, as they are called there."""
        own = [each for each in things if each.scope is not None and each.scope.kind == "import" and not each.scope.end]
        if not own:
            return []
        words = {word for each in own if each.scope is not None for word in _specifiers(each.scope.path)}
        passing = self._passing
        paths = {each.scope.path for each in own if each.scope is not None}.intersection(passing)
        paths.update(self._texts.with_any(words, passing))
        found: list[Reader | EnvObject] = []
        for path in sorted(paths):
            with self._guarded(path):
                found += self._passed(path, own)
        return found

    def _passed(self, path: str, things: list[Reader | EnvObject]) -> Iterator[Reader | EnvObject]:
        unit = self._texts.unit(path)
        if unit is None:
            return
        if path not in self._found:
            self._found[path] = list(unit.language.passed_on(unit))
        for module, inner, outer in self._found[path]:
            for thing in things:
                scope = thing.scope
                name = (scope.owner or thing.callee) if scope is not None else ""
                if scope is None or (inner not in (name, "*") and not (inner == "default" and scope.default)):
                    continue
                if leads_to(module, unit, scope.path) if module else path == scope.path:
                    yield _renamed(thing, scope, path, name if outer == "*" else outer)


def module_word(path: str) -> str:
    """Return the word with which an import ends that means a file: its name, or its folder's for an index."""
    folder, _, name = path.rpartition("/")
    stem = name.partition(".")[0]
    return folder.rpartition("/")[2] if stem in INDEX and folder else stem


def _specifiers(path: str) -> set[bytes]:
    """Return how the ends of imports of a file may look: ``env'``, ``env.js``, and for an index also ``.'``."""
    word = module_word(path).encode()
    ends = {word + mark for mark in (b"'", b'"', b".js", b".ts", b".mjs", b"/index")}
    return (
        ends | {b"'.'", b'"."', b"'./'", b"'..'", b'".."'}
        if path.rpartition("/")[2].partition(".")[0] in INDEX
        else ends
    )


def _renamed(thing: Reader | EnvObject, scope: Scope, path: str, name: str) -> Reader | EnvObject:
    here = replace(scope, path=path, default=name == "default")
    if name == "default":
        return replace(thing, scope=here)
    if scope.owner:
        return replace(thing, scope=replace(here, owner=name))
    return replace(thing, callee=name, scope=here)
