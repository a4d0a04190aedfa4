"""The part of ``fix`` about spelling: files that the loaders in use do not read alike, written so that they do."""

from __future__ import annotations

import os

from envlint.analysis.respell import respelled
from envlint.analysis.respell.wording import listed, reason
from envlint.checks.value import first_fault
from envlint.commands import spelled_files
from envlint.commands.readers import Readers
from envlint.commands.repair import Change
from envlint.commands.services import parts
from envlint.commands.survey import within
from envlint.commands.veiled import Names, said
from envlint.core.errors import EnvlintError
from envlint.core.location import Location
from envlint.core.record import Record
from envlint.formats.dialects import by_every_name
from envlint.formats.portable import COMMENTED, level
from envlint.inventories.tree import LARGEST, TOO_LARGE
from envlint.sources.files import read_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from envlint.analysis.respell import Respelling
    from envlint.commands.contract import Contract
    from envlint.core.loader import Loader
    from envlint.core.request import Request
    from envlint.core.rule import Plan
    from envlint.formats.dialects import Dialect


class Spelled(Record):
    """What was found in all files that loaders read: ``looked_at`` counts those, ``notes`` say what is left and why."""

    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()
    errors: tuple[EnvlintError, ...] = ()
    looked_at: int = 0


def spelled(request: Request, contract: Contract, before: Sequence[Change] = ()) -> Spelled:
    """Return what the files are to become; ``before`` is what else is to be written, on which this builds.

    Templates are spelled anew in any case; files with values that are in use only with ``--unsafe-fixes``, without it
    they are named.

    Raises:
        EnvlintError: PATH is not part of the project.
        LoadErrors: everything that is wrong with the rule files.
    """
    folder = within(request, contract)
    speller = _Speller(contract, {change.path: change for change in before})
    templates = spelled_files.templates(contract)
    live = spelled_files.in_use(contract, templates)
    for path in sorted((*templates, *live)):
        if not folder or path == folder or path.startswith(f"{folder}/"):
            speller.take(path, live=path in live, asked=path not in live or request.unsafe_fixes)
    others = [change for change in before if change.path not in speller.changes]
    changes = sorted((*others, *speller.changes.values()), key=lambda change: change.path)
    return Spelled(tuple(changes), tuple(speller.notes), tuple(speller.errors), speller.looked_at)


class _Speller:
    """Goes through files one by one."""

    def __init__(self, contract: Contract, before: Mapping[str, Change]) -> None:
        self.changes: dict[str, Change] = {}
        self.notes: list[str] = []
        self.errors: list[EnvlintError] = []
        self.looked_at = 0
        self._contract = contract
        self._before = before
        self._readers = Readers(contract)
        self._dialects = by_every_name()

    def take(self, path: str, *, live: bool, asked: bool) -> None:
        """Spell one file anew, if loaders read it and part on it. What keeps it from being written is an error.

        One that was not ``asked`` for is only said to be in need of it.
        """
        loaders = self._readers.of(path)
        if not loaders or (len(loaders) == 1 and not self._is_stated(loaders[0])):
            return
        self.looked_at += 1
        earlier = self._before.get(path)
        try:
            data = earlier.new.encode() if earlier else read_file(path, self._contract.root)
        except EnvlintError as refusal:
            self.errors += [refusal] if asked else []
            return
        if len(data) > LARGEST:
            self.notes.append(f"{path}: is not looked at for its spelling: it is {TOO_LARGE}")
        elif level(data) > COMMENTED:
            self._spell(path, data, loaders, live=live, asked=asked)

    def _is_stated(self, loader: Loader) -> bool:
        """Whether the settings name a loader: nothing that the repository shows stands in a whole file."""
        settings = self._contract.found.path
        return loader.at == Location(settings, settings)

    def _spell(self, path: str, data: bytes, loaders: Sequence[Loader], *, live: bool, asked: bool) -> None:
        dialects = [self._dialects[loader.dialect] for loader in loaders]
        found = respelled(data, dialects, self._meant(path, data, dialects))
        names = Names(path, data.decode("utf-8", "surrogateescape"))
        if not asked:
            if found.data != data:
                self.notes.append(f"{path}: {_what(found, names, loaders)} only with --unsafe-fixes")
            return
        for line in found.left:
            about = names.of(line.name, line.line) or "this line"
            self.notes.append(f"{path}:{line.line}: {about} is left as it is: {reason(line)}")
        if found.data == data:
            return
        try:
            self._require_writable(path, data)
        except EnvlintError as refusal:
            self.errors.append(refusal)
            return
        self._change(path, data, found, names, loaders, live=live)

    def _require_writable(self, path: str, data: bytes) -> None:
        """Refuse what would not be written as it was read.

        Raises:
            EnvlintError: the file is a link, or no UTF-8.
        """
        at = Location(path, path)
        if os.path.islink(os.path.join(self._contract.root, path)):
            raise EnvlintError("is not spelled anew: it is a link", at=at)
        try:
            data.decode()
        except UnicodeDecodeError:
            raise EnvlintError("is not spelled anew: it is no UTF-8 text", at=at) from None

    def _change(
        self, path: str, data: bytes, found: Respelling, names: Names, loaders: Sequence[Loader], *, live: bool
    ) -> None:
        old, new = data.decode(), found.data.decode()
        words = _what(found, names, loaders)
        earlier = self._before.get(path)
        if earlier is not None:
            old, words = earlier.old, f"{earlier.said}; {words}"
        self.changes[path] = Change(path, old, new, words, spelled=True, live=live)

    def _meant(self, path: str, data: bytes, dialects: Sequence[Dialect]) -> dict[str, str]:
        """Return for each variable that is read in several ways the only one that its rules allow, if there is one."""
        values: dict[str, set[str]] = {}
        for dialect in dialects:
            for name, value in dialect.read(data, {}).values.items():
                if value is not None:
                    values.setdefault(name, set()).add(value)
        several = {name: read for name, read in values.items() if len(read) > 1}
        plans = self._plans(path) if several else []
        found: dict[str, str] = {}
        for name, read in several.items():
            rules = [plan.variables[name] for plan in plans if name in plan.variables]
            allowed = [value for value in read if all(first_fault(rule, value) is None for rule in rules)]
            if rules and len(allowed) == 1:
                found[name] = allowed[0]
        return found

    def _plans(self, path: str) -> list[Plan]:
        """Return the rules of every tier, as the part of the project has them that holds a file."""
        part = next((part for part in parts(self._contract) if part.own.holds(path)), None)
        contract = part.contract(self._contract) if part is not None else self._contract
        return [contract.plan(tier.name) for tier in contract.settings.tiers]


def _what(found: Respelling, names: Names, loaders: Sequence[Loader]) -> str:
    what = said(names, [(each.name, each.line) for each in found.done])
    return f"{what} spelled for {listed(tuple(loader.dialect for loader in loaders))}"
