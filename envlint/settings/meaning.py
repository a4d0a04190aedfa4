"""What the keys of the settings mean: paths below the root, codes that can exist, tiers that do not clash."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from envlint import types
from envlint.core.rule import Place
from envlint.core.severity import WORDS
from envlint.core.tier import BUILT_IN, Tier, find
from envlint.formats.dialects import named
from envlint.rules.problem import Problem, did_you_mean, quoted
from envlint.rules.shape import misfits
from envlint.settings import files, readers
from envlint.settings.model import ServiceTable
from envlint.settings.record import Service, Settings

if TYPE_CHECKING:
    from envlint.settings.find import Found

CODE = re.compile(r"ENV[0-9]{1,3}")
TIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
HELPER = re.compile(r"\bNAME\b")
SIZE = {"size": "bytesize"}
INVENTORIES = ("rules", "template", "docs", "code", "sql")
AS_WRITTEN = ("helpers", "select", "ignore")


class Reader:
    """Turns a table of the right shape into settings and collects in ``problems`` what is wrong with it."""

    def __init__(self, found: Found, place: Place, problems: list[Problem]) -> None:
        self._found = found
        self._place = place
        self.problems = problems

    def settings(self, table: dict[str, Any]) -> Settings:
        """Return the settings. They are only to be used if there are no problems."""
        self._codes(table)
        self._names(table)
        tiers = self._tiers(table["tiers"]) if table.get("tiers") else BUILT_IN
        return Settings(
            **{key: self._paths(table.get(key, ()), key) for key in INVENTORIES},
            **{key: tuple(table.get(key, ())) for key in AS_WRITTEN},
            readers=self._readers(table.get("readers", [])),
            fail_on=table.get("fail_on", ""),
            dialect=dict(table.get("dialect", {})),
            version=table.get("version", ""),
            tier_variable=table.get("tier_variable", ""),
            tiers=tiers,
            services=self._services(table.get("services", []), tiers),
            per_path_ignore=self._per_path(table.get("per-path-ignore", {})),
            levels={code: WORDS[word] for code, word in table.get("levels", {}).items()},
        )

    def _object(self, keys: tuple[str | int, ...], message: str, help: str = "", side: str = "value") -> None:
        place = Place(self._place.path, (*self._place.keys, *keys))
        self.problems.append(Problem(place, message, help, side))

    def _paths(self, paths: list[str], *keys: str | int, below: str = "") -> tuple[str, ...]:
        """Return paths from the root; those of the settings start from the folder of their file, or ``below`` it."""
        found = []
        for index, path in enumerate(paths):
            try:
                found.append(self._found.inside(f"{below}/{path}" if below else path))
            except ValueError:
                self._object((*keys, index), f"{quoted(path)} leads out of the project", "name a path below its root")
            if not path:
                self._object((*keys, index), "an empty path", "'.' is the folder of the settings")
        return tuple(found)

    def _files(self, entries: list[str], *keys: str | int, below: str = "") -> tuple[str, ...]:
        """Return files and sources with their paths from the root."""
        found = []
        for index, entry in enumerate(entries):
            if wrong := files.fault(entry):
                self._object((*keys, index), *wrong)
                continue
            try:
                found.append(files.moved(entry, lambda path: self._found.inside(f"{below}/{path}" if below else path)))
            except ValueError:
                self._object((*keys, index), f"{quoted(entry)} leads out of the project", "name a path below its root")
        return tuple(found)

    def _codes(self, table: dict[str, Any]) -> None:
        """Refuse what cannot be a code or a family of codes, wherever one is asked for."""
        for key in ("select", "ignore"):
            for index, code in enumerate(table.get(key, ())):
                self._code(code, (key, index))
        for code in table.get("levels", ()):
            self._code(code, ("levels", code), side="key")
        for path, codes in table.get("per-path-ignore", {}).items():
            for index, code in enumerate(codes):
                self._code(code, ("per-path-ignore", path, index))

    def _code(self, code: str, keys: tuple[str | int, ...], side: str = "value") -> None:
        if not CODE.fullmatch(code):
            self._object(keys, f"{quoted(code)} is no code", "write 'ENV402', or 'ENV4' for the family", side)

    def _names(self, table: dict[str, Any]) -> None:
        for kind, reader in table.get("dialect", {}).items():
            readers = types.dialects(SIZE.get(kind, kind)) if SIZE.get(kind, kind) in types.MODULES else ()
            if not readers:
                known = [name for name in types.MODULES if types.dialects(name)]
                help = did_you_mean(kind, known, f"one of {', '.join(known)}")
                self._object(("dialect", kind), f"no reader differs for {quoted(kind)}", help, "key")
            elif reader not in readers:
                help = did_you_mean(reader, readers, f"one of {', '.join(readers)}")
                self._object(("dialect", kind), f"no reader of {kind} is called {quoted(reader)}", help)
        for index, helper in enumerate(table.get("helpers", ())):
            if not HELPER.search(helper):
                help = "write it as it is called, such as 'getEnv(NAME, DEFAULT)'"
                self._object(("helpers", index), f"{quoted(helper)} does not say where NAME stands", help)
        variable = table.get("tier_variable", "")
        if variable and not VARIABLE.fullmatch(variable):
            self._object(("tier_variable",), f"{quoted(variable)} cannot be the name of a variable")

    def _tiers(self, tables: dict[str, Any]) -> tuple[Tier, ...]:
        """Return the tiers in the order of the file; each name and alias belongs to one of them."""
        owners: dict[str, str] = {}
        tiers = []
        for rank, (name, table) in enumerate(tables.items()):
            aliases = table.get("aliases", [])
            self._tier_name(name, name, owners, ("tiers", name))
            for index, alias in enumerate(aliases):
                self._tier_name(alias, name, owners, ("tiers", name, "aliases", index))
            layers = self._files(table.get("files", []), "tiers", name, "files")
            tiers.append(Tier(name, WORDS[table.get("level", "error")], rank, tuple(aliases), layers))
        return tuple(tiers)

    def _tier_name(self, word: str, tier: str, owners: dict[str, str], keys: tuple[str | int, ...]) -> None:
        side = "key" if word == tier else "value"
        if not TIER.fullmatch(word):
            self._object(keys, f"{quoted(word)} cannot be the name of a tier", "use letters, digits and _ . -", side)
        elif owners.setdefault(word, tier) != tier:
            self._object(keys, f"{quoted(word)} already means {owners[word]}", "name it otherwise", side)

    def _services(self, tables: list[dict[str, Any]], tiers: tuple[Tier, ...]) -> tuple[Service, ...]:
        services: list[Service] = []
        for index, table in enumerate(tables):
            keys = ("services", index)
            fitting, problems = misfits(ServiceTable, table, Place(self._place.path, (*self._place.keys, *keys)))
            self.problems += problems
            name, root = fitting.get("name", ""), fitting.get("root", "")
            if not name or not root:
                self._object(keys, "a service has a name and a root", "add both", "key")
                continue
            if ":" in name or not name.isprintable():
                help = "rules write SERVICE:NAME: leave the colon out"
                self._object((*keys, "name"), f"{quoted(name)} cannot be the name of a service", help)
            if any(service.name == name for service in services):
                self._object((*keys, "name"), f"there are two services {quoted(name)}")
            services.append(
                Service(
                    name,
                    "".join(self._paths([root], *keys, "root")),
                    **{key: self._paths(fitting.get(key, ()), *keys, key, below=root) for key in INVENTORIES},
                    files=self._by_tier(fitting.get("files", {}), tiers, keys, root),
                )
            )
        return tuple(services)

    def _by_tier(
        self, tables: dict[str, list[str]], tiers: tuple[Tier, ...], keys: tuple[str | int, ...], root: str
    ) -> dict[str, tuple[str, ...]]:
        """Return the layers of a service by the names of the tiers."""
        layers: dict[str, tuple[str, ...]] = {}
        for word, entries in tables.items():
            tier = find(tiers, word)
            if tier is None:
                known = [tier.name for tier in tiers]
                help = did_you_mean(word, known, f"one of {', '.join(known)}")
                self._object((*keys, "files", word), f"no tier is called {quoted(word)}", help, "key")
            elif tier.name in layers:
                self._object(
                    (*keys, "files", word), f"{quoted(word)} is {tier.name}, which stands here too", side="key"
                )
            else:
                layers[tier.name] = self._files(entries, *keys, "files", word, below=root)
        return layers

    def _readers(self, stated: list[str] | dict[str, list[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the loaders by the paths of the files that they read; the first pattern that fits counts."""
        found = []
        for pattern, words, keys in readers.entries(stated):
            for index, word in enumerate(words):
                if wrong := readers.fault(word):
                    self._object(("readers", *keys, index), *wrong)
            if words:
                path = pattern if pattern == readers.EVERY or "/" not in pattern else self._from_root(pattern)
                found.append((path, tuple(dict.fromkeys(map(named, words)))))
        return tuple(found)

    def _from_root(self, pattern: str) -> str:
        return f"{self._found.base}/{pattern}" if self._found.base else pattern

    def _per_path(self, table: dict[str, list[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return tuple([(self._from_root(path), tuple(codes)) for path, codes in table.items()])
