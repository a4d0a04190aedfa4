"""``envlint diff``: what differs between two environments, without a value of either."""

from __future__ import annotations

from envlint.analysis.differences import ADDED, NOT_COMPARED, REMOVED, InMemory, compare, ordered
from envlint.commands import sides
from envlint.commands.contract import open_contract
from envlint.commands.targets import references, unknown_tier
from envlint.core.errors import EnvlintError, UsageError
from envlint.core.location import Location
from envlint.core.request import Outcome
from envlint.core.tier import find
from envlint.core.value import MASK
from envlint.reporters.differences import End, Told, as_json, as_text
from envlint.rules.headers import lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Final

    from envlint.analysis.differences import Comparison, Difference, Judge
    from envlint.commands.contract import Contract
    from envlint.commands.sides import Side
    from envlint.core.request import Request
    from envlint.core.rule import Place, Plan, Rule

HELP: Final = "envlint diff A B; envlint diff A --env TIER; envlint diff --env TIER --against TIER"
NO_NAME: Final = "a snapshot keeps no name that may be a piece of a value"


def run(request: Request) -> Outcome:
    """Return the differences; the exit code is 1 if there are any.

    Raises:
        UsageError: it is not said which two environments are meant.
        EnvlintError: one of them cannot be read, both are empty, or the key is not that of a snapshot.
    """
    contract = open_contract(request)
    one, other = _sides(request, contract)
    if not one.environment.winners and not other.environment.winners:
        raise EnvlintError("neither of the two sets any variable: there is nothing to compare")
    plan = contract.plan(sides.tier_of(request.env, contract, other.tier, one.tier))
    rules = plan.variables
    apart = bool(one.tier and other.tier and one.tier != other.tier)
    judge = _judge(one, other, request, contract)
    found = compare(one.environment, other.environment, rules, judge, across_tiers=apart)
    found = found.replace(differences=_nameable(found, one, other, rules))
    names = {each.name for each in found.differences}
    as_document = "json" in request.formats
    told = Told(
        (_end(one), _end(other)),
        found,
        _cited(names, plan, contract),
        _code(names, contract) if names and (as_document or request.verbose) else {},
        int(found.differ),
    )
    said = as_json(told) if as_document else as_text(told, every_place=request.verbose > 1)
    notes = tuple(dict.fromkeys((*one.notes, *other.notes)))
    return Outcome(lines=tuple(said), notes=notes, exit_code=told.exit_code)


def _sides(request: Request, contract: Contract) -> tuple[Side, Side]:
    """Return the two environments, the one that is compared with first."""
    given = (*request.sources, *map(str, references(request.replace(sources=()))))
    if request.against:
        if given or not request.env:
            raise UsageError("--against compares two tiers and goes with --env alone", help=HELP)
        return _two_tiers(request, contract)
    if [text.rpartition(":")[2].partition("#")[0] for text in given].count("-") > 1:
        raise UsageError("only one of the two can be standard input")
    if len(given) == 2:
        return sides.of_source(given[0], request, contract), sides.of_source(given[1], request, contract)
    if len(given) == 1 and request.env:
        return sides.of_source(given[0], request, contract), sides.of_tier(request.env, request, contract)
    raise UsageError("diff needs two environments", help=HELP)


def _two_tiers(request: Request, contract: Contract) -> tuple[Side, Side]:
    if find(contract.settings.tiers, request.against) is None:
        unknown = unknown_tier(request.against, contract.settings.tiers)
        raise UsageError(unknown.message.replace("--env", "--against", 1), help=unknown.help)
    one = sides.of_tier(request.against, request, contract)
    other = sides.of_tier(request.env, request, contract)
    if one.tier == other.tier:
        raise UsageError(f"{one.tier} cannot be compared with itself", help=HELP)
    if one.label == other.label:
        raise EnvlintError(
            f"{one.tier} and {other.tier} have the same sources: {one.label}",
            help="give each tier its own `files` in the settings",
        )
    for side in (one, other):
        if "process:" in side.labels:
            raise EnvlintError(f"{side.tier} has no files of its own", help="name them as `files` in the settings")
    return one, other


def _judge(one: Side, other: Side, request: Request, contract: Contract) -> Judge:
    """Return what compares values. Only where one of two environments is a live one, a snapshot's key is needed.

    Raises:
        EnvlintError: the key is not the one that a snapshot was made with, or cannot be read.
    """
    kept = [side.snapshot for side in (one, other) if side.snapshot is not None]
    if not kept:
        return InMemory()
    from envlint.formats.fingerprints import ByFingerprint

    if len(kept) == 2:
        if kept[0].key_id != kept[1].key_id:
            raise EnvlintError("the two snapshots were made with different keys and cannot be compared")
        return ByFingerprint()
    from envlint.commands.snapshot import marker_of

    marker, _ = marker_of(request, contract)
    if marker.id != kept[0].key_id:
        label = next(side.label for side in (one, other) if side.snapshot is not None)
        raise EnvlintError(
            f"{label} was made with another key: nothing can be compared with it", help="name its key with --key"
        )
    return ByFingerprint(marker)


def _nameable(found: Comparison, one: Side, other: Side, rules: Mapping[str, Rule]) -> tuple[Difference, ...]:
    """Return the differences with a mask for each name that may be a piece of a value."""
    names = {each.name for each in found.differences if each.rule is None}
    hidden = sides.unnamed(names, one.environment, rules) | sides.unnamed(names, other.environment, rules)
    if not hidden:
        return found.differences
    masked = []
    for each in found.differences:
        if each.name not in hidden:
            masked.append(each)
            continue
        absent = one if each.change == ADDED else other if each.change == REMOVED else None
        if absent is not None and absent.snapshot is not None:
            masked.append(each.replace(name=MASK, change=NOT_COMPARED, detail=NO_NAME, counts=False))
        else:
            masked.append(each.replace(name=MASK))
    return ordered(masked)


def _cited(names: set[str], plan: Plan, contract: Contract) -> dict[str, list[tuple[str, Location]]]:
    """Return the rules that concern some variables: their own, and those of several that name them."""
    found: dict[str, list[tuple[str, Location]]] = {}
    locate = _locator(contract)
    for name in names:
        if name in plan.variables:
            rule = plan.variables[name]
            found[name] = [(rule.cited, locate(rule.place))]
    for group in plan.groups:
        spoken = {atom.name for demand in group.demands for atom in (*demand.atoms, *demand.when)}
        spoken |= {atom.other for demand in group.demands for atom in (*demand.atoms, *demand.when)}
        spoken |= {name for demand in group.demands for name in demand.names}
        for name in spoken & names:
            found.setdefault(name, []).append((group.cited, locate(group.place)))
    return found


def _locator(contract: Contract) -> Callable[[Place], Location]:
    """Return what tells where a rule stands; files are scanned to the end only where a glance is not enough."""
    texts = dict(contract.files)
    seen: dict[str, dict[tuple[str | int, ...], int]] = {}

    def locate(place: Place) -> Location:
        path = place.path
        if path not in seen:
            seen[path] = lines(texts.get(path, b"").decode("utf-8", "replace"))
        line = seen[path].get(place.keys)
        return contract.locate(place) if line is None else Location(path, path, line)

    return locate


def _code(names: set[str], contract: Contract) -> dict[str, list[Location]]:
    """Return where the code reads some variables, the program's own places before those of tests."""
    from envlint.commands.survey import code_of
    from envlint.core.declaration import READ, Read

    found: dict[str, list[Read]] = {}
    for each in code_of(contract).declarations:
        if each.name in names and isinstance(each, Read) and each.evidence == READ:
            found.setdefault(each.name, []).append(each)
    return {
        name: list(dict.fromkeys(each.at for each in sorted(own, key=lambda each: (each.test, each.at))))
        for name, own in found.items()
    }


def _end(side: Side) -> End:
    return End(side.label, side.tier, side.labels, len(side.environment))
