"""All that is known about one variable: its rule in each tier, every layer that sets it, where it is written about."""

from __future__ import annotations

import os

from envlint import sources
from envlint.checks.shown import shown
from envlint.commands.gate import templates
from envlint.commands.report import report
from envlint.commands.status import state
from envlint.core.declaration import READ, Read
from envlint.core.errors import EnvlintError
from envlint.core.location import Location
from envlint.core.record import Record
from envlint.core.value import MASK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Final

    from envlint.commands.contract import Contract
    from envlint.commands.gate import Judged, Sight
    from envlint.commands.status import State
    from envlint.core.declaration import Inventory
    from envlint.core.finding import Finding
    from envlint.core.request import Request
    from envlint.core.rule import Rule

PART_OF_A_NAME: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_")


class Layer(Record):
    """One place that sets the variable. ``value`` is masked unless it may be seen.

    ``part`` is the layer of a source that has several (``env_file api.env``); ``unseen`` says why no value is seen.
    """

    source: str
    at: Location
    value: str
    wins: bool = False
    part: str = ""
    unseen: str = ""


class Standing(Record):
    """The variable in the environment of one tier; its layers weakest first. ``state`` is None without a rule."""

    tier: str
    layers: tuple[Layer, ...] = ()
    state: State | None = None
    findings: tuple[Finding, ...] = ()


class Dossier(Record):
    """One variable. ``rules`` are its rule in each tier, in the settings' order; ``rule_at`` is where it stands."""

    name: str
    rules: Mapping[str, Rule] = {}
    rule_at: Location | None = None
    standings: tuple[Standing, ...] = ()
    template: tuple[Location, ...] = ()
    docs: tuple[Location, ...] = ()
    code: tuple[Read, ...] = ()


def dossier(name: str, request: Request, contract: Contract, sight: Sight, read: Inventory) -> Dossier:
    """Return all that is known about a variable, after a judgement has read the sources, and a scan the code."""
    tiers = [tier.name for tier in contract.settings.tiers]
    rules = {tier: rule for tier in tiers if (rule := contract.plan(tier).variables.get(name)) is not None}
    findings = report(request, contract, sight).findings
    return Dossier(
        name,
        rules,
        next((contract.locate(rule.place) for rule in rules.values()), None),
        tuple(_standing(name, judged, findings) for judged in sight.judged),
        tuple(_in_templates(name, contract)),
        tuple(_in_docs(name, contract)),
        reads_of(read, name),
    )


def reads_of(read: Inventory, name: str) -> tuple[Read, ...]:
    """Return where code reads a variable, the program's own places before those of tests."""
    own = [each for each in read.declarations if isinstance(each, Read) and each.name == name and each.evidence == READ]
    return tuple(sorted(own, key=lambda each: (each.test, each.at)))


def _standing(name: str, judged: Judged, findings: Iterable[Finding]) -> Standing:
    tier, rule = judged.target.tier.name, judged.plan.variables.get(name)
    chain, winner = judged.environment.chain(name), judged.environment.get(name)
    layers = tuple(
        Layer(
            binding.source.label,
            binding.name_at if binding.unseen else binding.at,
            visible(rule, binding.value.raw),
            binding is winner,
            binding.layer,
            binding.unseen,
        )
        for binding in chain
    )
    own = tuple(finding for finding in findings if finding.variable == name and finding.tier in ("", tier))
    return Standing(tier, layers, state(name, judged, own) if rule else None, own)


def visible(rule: Rule | None, raw: str) -> str:
    """Return a value, or a default, if it may be seen, else the mask; nothing for the empty one, which is no secret."""
    seen = shown(rule, raw)
    return MASK if seen is None and raw else seen or ""


def _in_templates(name: str, contract: Contract) -> Iterator[Location]:
    """Yield where the templates of the project set the variable."""
    for path in templates(contract):
        try:
            reading = sources.read_template(path, contract.root)
        except EnvlintError:
            continue
        yield from (binding.name_at for binding in reading.bindings if binding.name == name)


def _in_docs(name: str, contract: Contract) -> Iterator[Location]:
    """Yield the lines of the documentation that have the name in a code span."""
    from envlint.sources.files import read_file

    for path in contract.settings.docs:
        try:
            text = read_file(os.path.join(contract.root, path), contract.root).decode("utf-8", "replace")
        except EnvlintError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if name in line and any(_speaks_of(name, span) for span in line.split("`")[1::2]):
                yield Location(f"docs:{path}", path, number)


def _speaks_of(name: str, span: str) -> bool:
    """Whether a code span holds the name as a word of its own."""
    before, found, after = span.partition(name)
    return bool(found) and before[-1:] not in PART_OF_A_NAME and after[:1] not in PART_OF_A_NAME
