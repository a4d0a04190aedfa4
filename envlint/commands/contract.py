"""The project's contract: its settings and the rules of each tier, from the cache where nothing changed."""

from __future__ import annotations

import os
from marshal import dumps

from envlint import settings as settings_files
from envlint.core.errors import EnvlintError
from envlint.core.location import Location
from envlint.core.rule import Plan
from envlint.rules import cache
from envlint.rules.compile import pack, unpack
from envlint.settings.record import Settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from envlint.core.invariant import Invariant
    from envlint.core.request import Request
    from envlint.core.rule import Place
    from envlint.rules.locate import Locator
    from envlint.settings.find import Found


class Contract:
    """Settings, and a plan for each tier that is made when asked for.

    ``shared`` keeps what was found out about the repository, for the contracts of all its services.
    """

    def __init__(
        self,
        found: Found,
        settings: Settings,
        files: list[tuple[str, bytes]],
        shared: dict[str, Any] | None = None,
    ) -> None:
        self.found = found
        self.root = found.root
        self.settings = settings
        self.files = files
        self.shared: dict[str, Any] = {} if shared is None else shared
        self._plans: dict[str, Plan] = {}
        self._invariants: dict[str, tuple[Invariant, ...]] | None = None
        self._locators: dict[str, Locator] = {}

    def plan(self, tier: str) -> Plan:
        """Return the rules of a tier; without rule files an empty plan.

        Raises:
            LoadErrors: everything that is wrong with the rule files.
        """
        if tier not in self._plans:
            self._plans[tier] = self._plan(tier) if self.files else Plan(tier)
        return self._plans[tier]

    def _plan(self, tier: str) -> Plan:
        packed = cache.fetch(self._key(tier))
        if isinstance(packed, bytes):
            return unpack(packed)
        from envlint.rules.load import load

        plans = load(self.files, self.settings.tiers, self.settings.dialect)
        for name, plan in plans.items():
            cache.store(self._key(name), pack(plan))
        return plans[tier]

    def invariants(self, tier: str) -> tuple[Invariant, ...]:
        """Return what the rule files say of the database in a tier. They are read anew: a check does without them.

        Raises:
            LoadErrors: everything that is wrong with the rule files.
        """
        if self._invariants is None:
            from envlint.rules.invariants.load import load

            self._invariants = load(self.files, self.settings.tiers, self.settings.dialect) if self.files else {}
        return self._invariants.get(tier, ())

    def _key(self, tier: str) -> str:
        """Return what a tier's compiled rules are cached by: all that they are made from."""
        settings = self.settings
        tiers = [(each.name, int(each.level), each.rank, each.aliases) for each in settings.tiers]
        asked = dumps((tier, tiers, sorted(settings.dialect.items())))
        contents = (part for path, data in self.files for part in (path.encode("utf-8", "surrogateescape"), data))
        return cache.key((b"rules", asked, *contents))

    def locate(self, place: Place) -> Location:
        """Return the line and column of a key in a rule file. Reading TOML for places waits until one is asked for."""
        from envlint.rules.locate import Locator

        path = place.path
        if path not in self._locators:
            data = next((data for name, data in self.files if name == path), b"")
            self._locators[path] = Locator(data.decode("utf-8", "replace"))
        return Location(path, path, *self._locators[path].find(place.keys, "key"))


def open_contract(request: Request) -> Contract:
    """Read the settings and the rule files that hold for the folder of a request, or for its one service.

    Raises:
        UsageError: the service does not exist, or there are several.
        EnvlintError: settings or rule files cannot be read, or name what is not there.
        LoadErrors: everything that is wrong with the settings.
    """
    whole = open_whole(request)
    if not request.services:
        return whole
    from envlint.commands.services import chosen, contract_of

    return contract_of(whole, chosen(request, whole))


def open_whole(request: Request) -> Contract:
    """Read the settings and the rule files of a whole project, whichever services are asked for.

    Raises:
        EnvlintError: settings or rule files cannot be read, or name what is not there.
        LoadErrors: everything that is wrong with the settings.
    """
    found = settings_files.find(request.cwd, request.config)
    settings = _settings(found)
    return Contract(found, settings, rule_files(found.root, found.base, settings.rules))


def _settings(found: Found) -> Settings:
    key = cache.key(found.key)
    plain = cache.fetch(key)
    if isinstance(plain, dict):
        return Settings.from_plain(plain)
    from envlint.settings.load import load

    settings = load(found)
    cache.store(key, settings.to_plain())
    return settings


def rule_files(root: str, base: str, named: tuple[str, ...]) -> list[tuple[str, bytes]]:
    """Return the rule files below the root, sorted, as path and content.

    ``named`` are files or folders from the settings; without any it is ``rules`` in ``base``, if it is there.

    Raises:
        EnvlintError: a path that the settings name does not exist or cannot be read.
    """
    found: dict[str, bytes] = {}
    for name in named or (below(base, "rules"),):
        path = os.path.join(root, name)
        if os.path.isdir(path):
            for each in _toml_files(path, root):
                found[os.path.relpath(each, root).replace(os.sep, "/")] = _read(each, root)
        elif os.path.lexists(path):
            if named or name.endswith(".toml"):
                found[os.path.relpath(path, root).replace(os.sep, "/")] = _read(path, root)
        elif named:
            raise EnvlintError("the rules that the settings name are not there", at=Location(name, name))
    return sorted(found.items())


def below(base: str, name: str) -> str:
    """Return a path in a folder, ``base`` being empty for the root itself."""
    return f"{base}/{name}" if base else name


def _toml_files(folder: str, root: str) -> list[str]:
    found: list[str] = []
    waiting = [folder]
    while waiting:
        above = waiting.pop()
        try:
            entries = os.scandir(above)
        except OSError as refusal:
            reason = (refusal.strerror or "input/output error").lower()
            raise EnvlintError(f"{os.path.relpath(above, root)} cannot be listed: {reason}") from None
        with entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                elif entry.name.endswith(".toml"):
                    found.append(entry.path)
    return found


def _read(path: str, root: str) -> bytes:
    from envlint.sources.files import read_file

    return read_file(path, root)
