"""``envlint check`` in a project of several services: each by its own rules, in every tier, and all together."""

from __future__ import annotations

from envlint.commands import services
from envlint.commands.gate import judge_target, passed_over, where
from envlint.commands.places import has_its_own, has_none, place
from envlint.commands.tally import report
from envlint.commands.targets import Target, unknown_tier
from envlint.core.errors import EnvlintError
from envlint.core.record import Record
from envlint.core.tier import find

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from envlint.analysis.across import Seat
    from envlint.commands.contract import Contract
    from envlint.commands.gate import Judged
    from envlint.core.report import Report
    from envlint.core.request import Request
    from envlint.core.tier import Tier
    from envlint.settings.record import Service


class Member:
    """A service, or without a name what belongs to none. Its rules are read when they are asked for."""

    def __init__(self, whole: Contract, service: Service | None) -> None:
        self.service = service
        self.name = service.name if service else ""
        self._whole = whole
        self._contract: Contract | None = None
        self._places = services.settled(whole, service) if service else whole

    @property
    def contract(self) -> Contract:
        """Its rules beside those for all.

        Raises:
            EnvlintError: they cannot be read, or are not there.
        """
        if self._contract is None:
            self._contract = services.contract_of(self._whole, self.service) if self.service else self._whole
        return self._contract

    def target(self, tier: Tier) -> Target:
        """Return where its environment is in a tier; without layers where there is none."""
        own = find(self._places.settings.tiers, tier.name) or tier
        return place(self._places, own, self.service)

    def has_its_own(self, tier: Tier) -> bool:
        """Whether anything there is the tier's own."""
        return has_its_own(self._places, self.target(tier))

    def declared(self, tier: Tier) -> Collection[str] | None:
        """Return the variables that its rules declare, None where these are broken."""
        try:
            return self.contract.plan(tier.name).variables
        except EnvlintError:
            return None


class Seen(Record):
    """A member in a tier. ``judged`` is None where there is nothing to judge, or ``errors`` kept it from being."""

    member: Member
    target: Target
    judged: Judged | None = None
    errors: tuple[EnvlintError, ...] = ()


class Workspace(Record):
    """All that was seen, member by member and tier by tier. ``partial``: other services were not asked for.

    ``beside`` are environments of other tiers that were only compared with, ``not_covered`` those that could not be
    read for it.
    """

    whole: Contract
    seen: tuple[Seen, ...]
    notes: tuple[str, ...] = ()
    partial: bool = False
    beside: tuple[Seat, ...] = ()
    not_covered: tuple[str, ...] = ()


def check(request: Request, whole: Contract) -> tuple[Report, tuple[str, ...]]:
    """Return the report on the services that a request asks for, and what is to be said beside it.

    Raises:
        UsageError: a service, the tier or a code is unknown.
        EnvlintError: no service has an environment in any tier; the baseline cannot be read.
    """
    workspace = survey(request, whole)
    if any(each.judged is not None and each.judged.plan.across for each in workspace.seen):
        from envlint.commands.across import joined

        workspace = joined(workspace, request)
    return report(workspace, request), workspace.notes


def survey(request: Request, whole: Contract) -> Workspace:
    """Judge the services that a request asks for, and what belongs to none.

    Raises:
        UsageError: a service or the tier is unknown.
        EnvlintError: no service has an environment in any tier.
    """
    members = {service.name: Member(whole, service) for service in whole.settings.services}
    asked = [members[service.name] for service in services.named(request, whole)]
    if not request.services and (root := Member(whole, None)) and _stands_alone(root, asked):
        asked.append(root)
    tiers = _tiers(request, whole, asked)
    seen = tuple(_seen(member, tier, request, members) for member in asked for tier in tiers)
    if all(each.judged is None and not each.errors for each in seen):
        raise EnvlintError("no service has anything to judge", help="name its files in the settings")
    notes = (*passed_over(request, whole), *_notes(seen))
    return Workspace(whole, seen, notes, partial=len(asked) < len(members))


def _stands_alone(root: Member, members: Sequence[Member]) -> bool:
    """Whether what belongs to no service has rules, and layers that are not merely those of services."""
    if not root.contract.files:
        return False
    tiers = root.contract.settings.tiers
    used = {layer for member in members for tier in tiers for layer in member.target(tier).layers}
    return any(layer not in used for tier in tiers for layer in root.target(tier).layers)


def _tiers(request: Request, whole: Contract, members: Sequence[Member]) -> tuple[Tier, ...]:
    """Return the tier that was asked for, else every tier in which a member has files of its own."""
    known = whole.settings.tiers
    if request.env:
        tier = find(known, request.env)
        if tier is None:
            raise unknown_tier(request.env, known)
        return (tier,)
    found = tuple(tier for tier in known if any(member.has_its_own(tier) for member in members))
    if not found:
        named = ", ".join(member.name for member in members if member.name)
        raise EnvlintError(
            f"no tier could be looked at: no files of {named} are there",
            help="name them in the settings: files.production = [...] of a service",
        )
    return found


def _seen(member: Member, tier: Tier, request: Request, members: Mapping[str, Member]) -> Seen:
    """Judge one member in one tier. Whatever is wrong with it keeps no other from being judged."""
    target = member.target(tier)
    try:
        return Seen(member, target, _judged(member, target, request, members))
    except EnvlintError as error:
        return Seen(member, target, errors=(error,))
    except Exception as fault:  # noqa: BLE001  what breaks in one service must not silence the others
        from envlint.core.bug import Bug

        return Seen(member, target, errors=(Bug(fault),))


def _judged(member: Member, target: Target, request: Request, members: Mapping[str, Member]) -> Judged | None:
    """Return what was judged, None where there is nothing to judge. With ``--env`` that must be said in the settings.

    Raises:
        EnvlintError: the rules are broken, or there are none; nothing is there.
    """
    tier, contract = target.tier, member.contract
    plan = contract.plan(tier.name)
    if plan.across:
        from envlint.commands.across import direct

        direct(contract, plan, lambda name: members[name].declared(tier))
    if not target.layers or not (request.env or member.has_its_own(tier)):
        if request.env and len(plan) and not has_none(member.service, tier):
            raise _nothing_there(member, target)
        return None
    if request.env and not len(plan):
        said = f"{_named(member)}no rules were found, and a gate without rules lets everything pass"
        raise EnvlintError(said, help=where(contract))
    return judge_target(target, request, contract)


def _nothing_there(member: Member, target: Target) -> EnvlintError:
    tier = target.tier.name
    looked_for = ", ".join(target.absent) or f".env and .env.{tier} in {_root(member)}"
    return EnvlintError(
        f"{_named(member)}none of the files of {tier} is there: {looked_for}",
        help=f"name them in the settings; files.{tier} = [] says that the service has none",
    )


def _named(member: Member) -> str:
    return f"{member.name}: " if member.name else ""


def _root(member: Member) -> str:
    return member.service.root if member.service else "the folder of the settings"


def _notes(seen: Sequence[Seen]) -> Iterator[str]:
    left_out: dict[str, list[str]] = {}
    for each in seen:
        tier = each.target.tier.name
        if each.judged is not None and not len(each.judged.plan):
            yield f"{_named(each.member)}no rules were found for {tier}: only the text of the files was judged"
        elif each.judged is None and not each.errors and each.target.absent:
            left_out.setdefault(tier, []).append(each.member.name or "the root")
    for tier, names in left_out.items():
        yield f"{tier} was left out for {', '.join(names)}: none of the files that the settings name is there"
