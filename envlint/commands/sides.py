"""The environments that ``diff`` compares and ``snapshot`` records: of a tier, of a source, of a snapshot."""

from __future__ import annotations

import os

from envlint import sources
from envlint.analysis import layers
from envlint.commands.hearing import heard
from envlint.commands.targets import aim, references, unknown_tier
from envlint.core.errors import EnvlintError, UsageError
from envlint.core.record import Record
from envlint.core.tier import find, strictest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Final

    from envlint.commands.contract import Contract
    from envlint.core.environment import Environment
    from envlint.core.request import Request
    from envlint.core.rule import Rule
    from envlint.formats.snapshot import Snapshot

SNAPSHOT: Final = "snapshot"
LONGEST_PLAIN: Final = 40


class Side(Record):
    """One environment. ``label`` is what people call it, ``tier`` is empty where it is not known.

    ``snapshot`` is what a file remembers of it, None for a live one. ``notes`` have to be said about how it was chosen.
    """

    label: str
    environment: Environment
    tier: str = ""
    snapshot: Snapshot | None = None
    notes: tuple[str, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """The sources that it is made of, each once, weakest first."""
        return tuple(dict.fromkeys(reading.source.label for reading in self.environment.readings))


def of_request(request: Request, contract: Contract) -> Side:
    """Return the environment that a request names: its sources, or what the settings name for the tier.

    Raises:
        UsageError: a tier or a source's kind is unknown, or the settings name several tiers and none was chosen.
        EnvlintError: a source cannot be read.
    """
    if (request.sources or request.pid_of) and not request.env:
        refs = references(request)
        readings = [reading for ref in refs for reading in sources.read(ref, contract.root, request.cwd)]
        paths = [path for ref in refs for path in ref.paths]
        return Side(
            ", ".join(map(str, refs)), layers.assemble(heard(readings, contract)), _owner(paths, request, contract)
        )
    aimed = aim(request, contract)
    if len(aimed.targets) != 1:
        names = ", ".join(target.tier.name for target in aimed.targets)
        raise UsageError("this needs one tier", help=f"choose one with --env: {names}")
    (target,) = aimed.targets
    readings = [reading for layer in target.layers for reading in sources.read_layer(layer, contract.root)]
    for ref in target.sources:
        readings += sources.read(ref, contract.root, request.cwd)
    absent = tuple(f"{name} is not there" for name in target.absent)
    environment = layers.assemble(heard(readings, contract))
    label = ", ".join(map(str, (*map(sources.parse, target.layers), *target.sources)))
    return Side(label, environment, target.tier.name, notes=(*aimed.notes, *absent))


def of_tier(tier: str, request: Request, contract: Contract) -> Side:
    """Return what the settings name for a tier.

    Raises:
        UsageError: no tier is called like this.
        EnvlintError: it cannot be read.
    """
    return of_request(request.replace(env=tier, sources=(), pid_of=()), contract)


def of_source(text: str, request: Request, contract: Contract) -> Side:
    """Return the environment of one source, or of a snapshot.

    Raises:
        UsageError: the source's kind is unknown.
        EnvlintError: it cannot be read, or is no snapshot of this version.
    """
    kind, _, ref = text.partition(":")
    if kind == SNAPSHOT:
        if not ref:
            raise UsageError("snapshot: names no file", help="write snapshot:FILE")
        return _remembered(ref, request, contract)
    named = sources.parse(text)
    if str(named) != text and named.paths == (text,) and _says_it_is_one(named.ref, request, contract):
        return _remembered(named.ref, request, contract)
    return of_request(request.replace(env="", sources=(text,), pid_of=()), contract)


def tier_of(asked: str, contract: Contract, *likely: str) -> str:
    """Return the tier whose rules hold: the one asked for, else the first likely one, else the strictest.

    Raises:
        UsageError: no tier is called like the one asked for.
    """
    tiers = contract.settings.tiers
    if asked and find(tiers, asked) is None:
        raise unknown_tier(asked, tiers)
    found = [tier for name in (asked, *likely) if (tier := find(tiers, name)) is not None]
    return (found[0] if found else strictest(tiers)).name


def unnamed(names: Iterable[str], environment: Environment, rules: Mapping[str, Rule]) -> set[str]:
    """Return those names that may be pieces of a broken value and so must not be printed or written."""
    undeclared = [name for name in names if name not in rules and name in environment.winners]
    if not any(reading.opaque for reading in environment.readings) and all(map(_is_plain, undeclared)):
        return set()
    from envlint.checks.subjects import may_be_named

    readings = {id(reading.source): reading for reading in reversed(environment.readings)}
    found = set()
    for name in undeclared:
        binding = environment.winners[name]
        if not may_be_named(name, binding.name_start, readings[id(binding.source)]):
            found.add(name)
    return found


def _is_plain(name: str) -> bool:
    """Whether a name is certainly one, wherever it stands outside of what is broken."""
    return len(name) <= LONGEST_PLAIN and name.isascii() and name.isidentifier()


def _owner(paths: Iterable[str], request: Request, contract: Contract) -> str:
    """Return the tier that the settings give one of the files to, or that its name tells; empty if none."""
    tiers = contract.settings.tiers
    files = {name: tier.name for tier in tiers for text in tier.files for name in sources.parse(text).paths}
    for path in paths:
        place = os.path.relpath(os.path.join(request.cwd, path), contract.root).replace(os.sep, "/")
        if place in files:
            return files[place]
        if found := [tier.name for tier in tiers if os.path.basename(place) == f".env.{tier.name}"]:
            return found[0]
    return ""


def _says_it_is_one(path: str, request: Request, contract: Contract) -> bool:
    """Whether a file says of itself that it is a snapshot. What cannot be read does not."""
    if os.path.basename(path).startswith(".env"):
        return False
    from envlint.formats.snapshot import is_one

    try:
        return is_one(_text(path, request, contract)[0])
    except EnvlintError:
        return False


def _remembered(path: str, request: Request, contract: Contract) -> Side:
    from envlint.formats import snapshot

    text, shown = _text(path, request, contract)
    found = snapshot.parse(text, shown or path)
    return Side(f"snapshot:{path}", found.environment, found.tier, found)


def _text(path: str, request: Request, contract: Contract) -> tuple[str, str]:
    from envlint.sources import files

    data, shown = files.content(f"snapshot:{path}", path, contract.root, request.cwd)
    return data.decode("utf-8", "replace"), shown
