"""Judge the rules that look beyond one environment. Imported only where a project has such rules."""

from __future__ import annotations

from functools import partial

from envlint.analysis.across import Absence, Seat, between_services, between_tiers, misdirected
from envlint.checks.subjects import Gate, View
from envlint.commands.contract import open_whole
from envlint.commands.environment import gather
from envlint.commands.places import has_its_own, has_none, place
from envlint.commands.services import contract_of
from envlint.core.errors import EnvlintError, LoadErrors
from envlint.core.record import Record
from envlint.core.tier import find
from envlint.rules.problem import located

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from envlint.commands.contract import Contract
    from envlint.commands.gate import Judged, Sight
    from envlint.commands.workspace import Seen, Workspace
    from envlint.core.bug import Bug
    from envlint.core.environment import Environment
    from envlint.core.finding import Finding
    from envlint.core.request import Request
    from envlint.core.rule import Plan
    from envlint.core.tier import Tier


class Beside(Record):
    """The tiers that are read to compare with, and what could not be. ``faults`` are envlint's own."""

    seats: tuple[Seat, ...] = ()
    notes: tuple[str, ...] = ()
    not_covered: tuple[str, ...] = ()
    faults: tuple[Bug, ...] = ()


def completed(sight: Sight, request: Request, contract: Contract) -> Sight:
    """Add to what was judged of one project or service what its rules say across tiers and services.

    Other services are read for it where the settings say that they are.

    Raises:
        LoadErrors: rules name services, or variables of services, that do not exist.
    """
    service = request.services[0] if request.services else ""
    own = {(service, each.target.tier.name): seat(each, service, contract) for each in sight.judged if each.complete}
    seats = {**own, **elsewhere(request, own.values())}
    for each in sight.judged:
        tier = each.target.tier.name
        direct(contract, each.plan, lambda name, tier=tier: _declared(seats.get((name, tier))))  # type: ignore[misc]
    others = beside(contract, [each.target.tier for each in sight.judged], own.values(), service)
    across = [each for each in between_services(seats, unread) if each.service == service]
    found = [*across, *between_tiers([*own.values()], others.seats)]
    found = [finding.replace(service="") for finding in found]
    return sight.replace(
        judged=tuple([added(each, found, others.faults) for each in sight.judged]),
        notes=(*sight.notes, *(others.notes if request.verbose else ())),
        not_covered=tuple(dict.fromkeys([*sight.not_covered, *others.not_covered])),
    )


def elsewhere(request: Request, own: Iterable[Seat]) -> dict[tuple[str, str], Seat]:
    """Read the environments of the other services that rules name, as far as they can be."""
    named = {
        (demand.elsewhere[0], each.gate.tier.name): each.gate.tier
        for each in own
        for rule in each.rules()
        for demand in rule.demands
        if demand.elsewhere and demand.elsewhere[0] != each.service
    }
    if not named:
        return {}
    whole = open_whole(request.replace(services=()))
    services = {service.name: service for service in whole.settings.services}
    found = {}
    for (name, tier_name), tier in named.items():
        try:
            contract = contract_of(whole, services[name])
            plan = contract.plan(tier_name)
            target = place(contract, find(contract.settings.tiers, tier_name) or tier, services[name])
            gathered = gather(target, contract, contract.root)
        except (EnvlintError, KeyError):
            continue
        if target.layers and gathered.complete:
            found[name, tier_name] = _seat(tier, plan, gathered.environment, name, contract)
    return found


def _declared(seat: Seat | None) -> Collection[str] | None:
    return None if seat is None else seat.view.plan.variables


def joined(workspace: Workspace, request: Request) -> Workspace:
    """Add to what was seen of a workspace the findings of rules across services and tiers."""
    judged = [(each, each.judged) for each in workspace.seen if each.judged is not None and each.judged.complete]
    seats = {
        (each.member.name, one.target.tier.name): seat(one, each.member.name, each.member.contract)
        for each, one in judged
    }
    seen = {(each.member.name, each.target.tier.name) for each in workspace.seen}
    others = {key: one for key, one in elsewhere(request, seats.values()).items() if key not in seen}
    found = list(between_services({**seats, **others}, partial(_absence, workspace)))
    beside_each = {}
    for member in dict.fromkeys(each.member for each, _ in judged):
        own = [each for each in seats.values() if each.service == member.name]
        tiers = [each.gate.tier for each in own]
        beside_each[member.name] = read = beside(member.contract, tiers, own, member.name)
        found += between_tiers(own, read.seats)
    notes = [f"{name}: {note}" if name else note for name, each in beside_each.items() for note in each.notes]
    return workspace.replace(
        seen=tuple([_added(each, found, beside_each) for each in workspace.seen]),
        notes=(*workspace.notes, *(notes if request.verbose else ())),
        beside=tuple([other for each in beside_each.values() for other in each.seats]),
        not_covered=tuple([name for each in beside_each.values() for name in each.not_covered]),
    )


def _added(seen: Seen, found: Iterable[Finding], beside_each: Mapping[str, Beside]) -> Seen:
    if seen.judged is None or not seen.judged.complete:
        return seen
    name = seen.member.name
    own = [finding for finding in found if finding.service == name]
    return seen.replace(judged=added(seen.judged, own, beside_each[name].faults))


def _absence(workspace: Workspace, service: str, tier: str) -> Absence:
    """Say why there is no environment of a service in a tier to compare with."""
    named = [each for each in workspace.seen if each.member.name == service and each.target.tier.name == tier]
    if not named:
        return unread(service, tier)
    if named[0].judged is not None or named[0].errors:
        return Absence(f"{service} could not be judged", "mend what keeps it from being judged")
    if has_none(named[0].member.service, named[0].target.tier):
        return Absence()
    return Absence(
        f"{service} has no files for {tier}",
        f"name them in the settings; files.{tier} = [] says that the service has none",
    )


def unread(service: str, tier: str) -> Absence:
    """Say that a service has no environment that could be read."""
    return Absence(f"{service} has no files for {tier} that could be read", "name its files in the settings")


def added(judged: Judged, found: Iterable[Finding], faults: Iterable[Bug] = ()) -> Judged:
    """Return what was judged with those of further findings that are of its tier."""
    own = [finding for finding in found if finding.tier == judged.target.tier.name]
    return judged.replace(findings=(*judged.findings, *own), faults=(*judged.faults, *faults))


def direct(contract: Contract, plan: Plan, declared: Callable[[str], Collection[str] | None]) -> None:
    """Refuse rules that name a service or a variable of it that does not exist.

    Raises:
        LoadErrors: with every such name.
    """
    problems = list(misdirected(plan, [service.name for service in contract.settings.services], declared))
    if problems:
        texts = {path: data.decode("utf-8", "replace") for path, data in contract.files}
        raise LoadErrors(located(problems, texts))


def seat(judged: Judged, service: str, contract: Contract) -> Seat:
    """Return what was judged as what rules across environments look at."""
    seen = _seat(judged.target.tier, judged.plan, judged.environment, service, contract)
    return seen.replace(by_hand=bool(judged.target.sources))


def _seat(tier: Tier, plan: Plan, environment: Environment, service: str, contract: Contract) -> Seat:
    return Seat(service, View(plan, environment), Gate(tier, contract.settings.tiers), contract.locate)


def beside(contract: Contract, judged: Sequence[Tier], seats: Iterable[Seat], service: str = "") -> Beside:
    """Read the other tiers of a project or service, if any rule compares them."""
    names = dict.fromkeys(rule.name for each in seats for rule in each.rules() if rule.differs_across_tiers)
    if not names:
        return Beside()
    owner = next((each for each in contract.settings.services if each.name == service), None)
    found: list[Seat] = []
    notes: list[str] = []
    not_covered: list[str] = []
    faults: list[Bug] = []
    for tier in contract.settings.tiers:
        if tier in judged:
            continue
        target = place(contract, tier, owner)
        if not has_its_own(contract, target):
            notes.append(f"{', '.join(names)}: nothing to compare with in {tier.name}, none of its files is there")
            continue
        gathered = gather(target, contract, contract.root)
        if gathered.complete:
            found.append(_seat(tier, contract.plan(tier.name), gathered.environment, service, contract))
        else:
            not_covered += [f"{unread.at} ({unread.message})" for unread in gathered.unread]
            faults += gathered.faults
    return Beside(tuple(found), tuple(notes), tuple(not_covered), tuple(faults))
