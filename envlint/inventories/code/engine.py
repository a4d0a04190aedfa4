"""Find every read of a project's code: text search proposes, the syntax tree disposes, until nothing new is found."""

from __future__ import annotations

import re
from contextlib import contextmanager

from envlint.core.bug import Bug
from envlint.core.declaration import Dynamic, Read
from envlint.core.location import Location
from envlint.inventories.code.declared import OptionTable, table_reads
from envlint.inventories.code.exports import Exports
from envlint.inventories.code.language import EnvObject, Language, Reader
from envlint.inventories.code.reads import Reads
from envlint.inventories.code.rounds import search
from envlint.inventories.code.sought import Sought, needle_of, or_names, spelled_by
from envlint.inventories.code.texts import Texts
from envlint.inventories.code.visible import within_sight

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Final

    from envlint.inventories.code.facts import Facts
    from envlint.inventories.code.rounds import Found
    from envlint.inventories.code.unit import Unit

MOST: Final = 4000
"""Places of one file that are looked at. Nobody writes more; a broken text may hold as many as it likes."""


class Engine(Reads):
    """Reads the files of one language, of all ``files`` its ``own``. ``read`` opens a file.

    It is one of the engines that search in rounds (``envlint.inventories.code.rounds``).
    """

    def __init__(
        self,
        language: Language,
        files: list[str],
        read: Texts | Callable[[str], Unit | None],
        given: Iterable[Reader] = (),
        tables: Iterable[OptionTable] = (),
        own: list[str] | None = None,
    ) -> None:
        super().__init__(language, read if isinstance(read, Texts) else Texts(files, read), given)
        self.own = files if own is None else own
        self.tables = list(tables)
        self._exports = Exports(self.texts, self.own, self._guarded)

    def run(self) -> Facts:
        """Search for the language's own readers, then for those that were found, until there are no new ones."""
        return search([self])

    def start(self, step: str, fresh: Found) -> Callable[[], Found]:
        """Return what takes a step of a search (``first``, ``passed_on``, ``look_for``) and gives what it finds."""

        def answer() -> Found:
            for each in fresh:
                self._learn(each)
            if step == "first":
                self._first()
            elif step == "passed_on":
                for passed in self._exports.of(fresh):
                    self._new(passed)
            else:
                self._search(fresh)
            found, self._fresh = self._fresh, []
            return found

        return answer

    def told(self) -> Facts:
        """Return all that was found so far."""
        return self.facts

    def _first(self) -> None:
        """Look for the language's own readers."""
        words = [*(each.callee.encode() for each in self.given), *(each.name.encode() for each in self.tables)]
        if not words and not self.language.needles:
            return
        parts = [*map(re.escape, words), *_words(self.language.needles, whole=self.language.whole)]
        needle, climbing = re.compile(b"|".join(parts)), spelled_by(parts, [*self.readers, *self.objects])
        for path in self.texts.with_any([*words, *self.language.needles], self.own):
            with self._guarded(path):
                unit = self.texts.unit(path)
                sure = unit is not None and unit.data is unit.original and not self.language.whole
                if unit is not None and (sure or needle.search(unit.data)):
                    self._unit(unit, climbing, None)

    @contextmanager
    def _guarded(self, path: str) -> Iterator[None]:
        """Keep what goes wrong with a file as a fault, so that the others are read all the same."""
        try:
            yield
        except Exception as fault:  # noqa: BLE001  whatever it is, it must not silence the other files
            bug = Bug(fault, at=Location(path, path))
            self.facts.faults.setdefault(bug.message, bug)

    def _search(self, fresh: list[Reader | EnvObject]) -> None:
        """Look for calls of readers that were found, where their scopes let them be called."""
        wanted = Sought(fresh, packages=self.language.packages)
        for path in wanted.paths(self.texts, self.own):
            with self._guarded(path):
                near = wanted.spoken_of(path, self.texts.raw(path))
                unit = self.texts.unit(path) if near else None
                seen = (
                    [each for each in near if within_sight(each.callee, each.scope, unit)] if unit is not None else []
                )
                if unit is not None and seen:
                    self._unit(unit, needle_of(seen), seen)

    def _unit(self, unit: Unit, needle: re.Pattern[bytes], only: list[Reader | EnvObject] | None) -> None:
        own = [*unit.language.aliases(unit)] if only is None else []
        self._own[unit.path] = own or self._own.get(unit.path, [])
        candidates = [*(self.readers + self.objects if only is None else only), *own]
        candidates = [each for each in candidates if not each.needs or re.search(each.needs, unit.data)]
        names = [each.callee for each in own] + ([] if only is None else _local_names(unit, candidates))
        if names:
            needle = or_names(needle, names)
        seen = set()
        parsed = not (self.language.readers or self.language.objects)
        for match in needle.finditer(unit.data):
            parsed = True
            leaf = unit.leaf(match.start(), match.start() + len(match[0].rstrip(b"!( :")))
            if leaf is None or leaf.id in seen:
                continue
            seen.add(leaf.id)
            if len(seen) > MOST:
                self.facts.unparsed[unit.path] = unit.at(match.start(), match.end())
                break
            for site in self._sites(unit, leaf, candidates):
                self._site(unit, site)
        if only is None:
            self._besides(unit, parsed=parsed)

    def _besides(self, unit: Unit, *, parsed: bool) -> None:
        """Find what is no call: option tables that the settings declare, and what frameworks read."""
        if parsed and (unit.too_deep or unit.root.type == "ERROR"):
            self.facts.unparsed[unit.path] = unit.at(0, 0)
        for table in self.tables:
            for read in table_reads(unit, table):
                self.facts.add(read)
        for found in unit.language.extract(unit) if unit.language.extract is not None else ():
            if isinstance(found, Read):
                self.facts.add(found)
            elif isinstance(found, Dynamic):
                self.facts.dynamic[(found.at, found.pattern)] = found
            elif isinstance(found, Reader | EnvObject):
                self._new(found)


def _local_names(unit: Unit, candidates: list[Reader | EnvObject]) -> list[str]:
    """Return what a file calls things that it imports under another name."""
    names = {
        each.scope.owner or each.callee
        for each in candidates
        if each.scope is not None and each.scope.kind in ("import", "path")
    }
    renamed = [
        local for local, (_, name) in unit.imported.items() if local != name and (name in names or name == "default")
    ]
    return renamed if names else []


def _words(words: Iterable[bytes], *, whole: bool) -> list[bytes]:
    """Return the expressions that find needles, anywhere or where they stand as words."""
    return [rb"\b" + re.escape(word) + rb"\b" if whole else re.escape(word) for word in words]
