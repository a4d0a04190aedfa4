"""What is known by now: the readers of a language, those found in the project, and where constants stand."""

from __future__ import annotations

import re
from dataclasses import replace

from envlint.inventories.code.constants import Constants
from envlint.inventories.code.facts import Facts
from envlint.inventories.code.language import EnvObject, Language, Reader, Scope

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

    from envlint.inventories.code.texts import Texts

MADE: Final = rb"(?m)^[^\S\n]*(?:[a-z]+[^\S\n]+)*(?:self\.|this\.)?(\w+)[^=\n(]*=\s*(?:new\s+)?(?:\w+\.)*"
"""How a program keeps an object that it makes of a class, up to the name of the class."""

MOST: Final = 5000
"""Readers of a project; a project that has more makes them by a program."""


def identity(found: Reader | EnvObject) -> tuple[object, ...]:
    """Return what makes a reader the same as another one."""
    return found.callee, found.scope, getattr(found, "key", None), found.prefix, getattr(found, "suffix", "")


class Known:
    """Readers and environments that calls can mean, and the facts that they led to."""

    def __init__(self, language: Language, texts: Texts, given: Iterable[Reader] = ()) -> None:
        self.language = language
        self.texts = texts
        self.facts = Facts()
        self.given = list(given)
        self.readers: list[Reader] = [*language.readers, *self.given]
        self.objects: list[EnvObject] = list(language.objects)
        self.elsewhere = Constants(texts).elsewhere
        things: list[Reader | EnvObject] = [*self.readers, *self.objects]
        self._callees = {each.callee for each in things}
        self._seen: set[object] = set()
        self._fresh: list[Reader | EnvObject] = []
        self._own: dict[str, list[Reader | EnvObject]] = {}

    def _learn(self, found: Reader | EnvObject) -> bool:
        """Add a reader, and return whether it was not known before."""
        key = identity(found)
        if key in self._seen or len(self._seen) > MOST:
            return False
        self._seen.add(key)
        (self.readers if isinstance(found, Reader) else self.objects).append(found)  # type: ignore[arg-type]
        self._callees.add(found.callee)
        return True

    def _new(self, found: Reader | EnvObject) -> None:
        if not self._learn(found):
            return
        self._fresh.append(found)
        if isinstance(found, Reader) and found.how == "wrapper" and found.scope is not None:
            self._instances(found, found.scope)

    def _instances(self, method: Reader, scope: Scope) -> None:
        """Make readers of the objects of a class that other files make and export under a name."""
        if not scope.owner or scope.kind != "import":
            return
        called = f"{scope.owner}(".encode()
        making = re.compile(MADE + re.escape(called))
        for path in self.texts.holding(called):
            for name in sorted({match[1].decode() for match in making.finditer(self.texts.raw(path))}):
                self._new(replace(method, scope=Scope("import", path, name)))
