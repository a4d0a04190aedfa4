"""Rules that look beyond one environment: at a variable of another service, at the same variable in other tiers."""

from __future__ import annotations

from envlint.analysis.attribute import attributed
from envlint.checks.conditions import compared_by_meaning
from envlint.core.finding import Breach, Related
from envlint.core.record import Record
from envlint.core.rule import Place
from envlint.core.severity import OFF
from envlint.rules.problem import Problem, did_you_mean, quoted
from envlint.types import Malformed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from typing import Final

    from envlint.checks.subjects import Gate, View
    from envlint.core.finding import Finding
    from envlint.core.location import Location
    from envlint.core.rule import Demand, Plan, Rule

    Key = tuple[str, str]
    """A service and a tier."""

SHOW: Final = "give envlint a source that shows"


class Seat(Record):
    """One service's environment in one tier, seen through its own rules. ``service`` is empty outside of workspaces.

    ``by_hand``: its sources were named on the command line. That may be the file of another tier, under its own name.
    """

    service: str
    view: View
    gate: Gate
    locate: Callable[[Place], Location]
    by_hand: bool = False

    @property
    def tier(self) -> str:
        """The tier's name."""
        return self.gate.tier.name

    @property
    def key(self) -> Key:
        """What tells it from others."""
        return self.service, self.tier

    @property
    def texts(self) -> list[Key]:
        """What it was read from: two environments made of the same texts are one."""
        return [(reading.source.label, reading.source.path) for reading in self.view.environment.readings]

    def rules(self) -> Iterator[Rule]:
        """Yield its rules that look beyond it."""
        plan = self.view.plan
        yield from (rule for name in plan.across if (rule := plan.variables[name]).level is not OFF)

    def finding(self, name: str, rule: Rule, breach: Breach, place: Place) -> Finding:
        """Return a breach as a finding of this service and tier."""
        (found,) = attributed([(name, rule, breach, place)], self.gate, self.locate)
        return found.replace(service=self.service)


class Absence(Record):
    """Why there is nothing to compare with, and what to do. Without a reason there is nothing on purpose."""

    reason: str = ""
    help: str = ""


def misdirected(
    plan: Plan, services: Collection[str], declared: Callable[[str], Collection[str] | None]
) -> Iterator[Problem]:
    """Yield a problem for each ``SERVICE:NAME`` that names no service, or no variable that is declared there.

    ``declared`` gives the variables of a service, None where that cannot be known.
    """
    for name in plan.across:
        for demand in plan.variables[name].demands:
            if not demand.elsewhere:
                continue
            service, other = demand.elsewhere
            known = declared(service) if service in services else None
            if service not in services:
                otherwise = f"the settings name {', '.join(services)}" if services else "the settings name no services"
                yield Problem(
                    demand.place, f"unknown service {quoted(service)}", did_you_mean(service, services, otherwise)
                )
            elif known is not None and other not in known:
                help = did_you_mean(other, known, "declare it in the rules of that service")
                yield Problem(demand.place, f"{service} declares no variable {quoted(other)}", help)


def between_services(seats: Mapping[Key, Seat], absent: Callable[[str, str], Absence]) -> Iterator[Finding]:
    """Yield a finding for each pair of variables of two services that must be the same and are not.

    ``absent`` says why a service's environment in a tier is not among the seats.
    """
    for seat in seats.values():
        for rule in seat.rules():
            for demand in rule.demands:
                if demand.elsewhere and demand.elsewhere != (seat.service, rule.name):
                    yield from _same(seat, rule, demand, seats, absent)


def _same(
    seat: Seat, rule: Rule, demand: Demand, seats: Mapping[Key, Seat], absent: Callable[[str, str], Absence]
) -> Iterator[Finding]:
    service, name = demand.elsewhere
    view, other = seat.view, seats.get((service, seat.tier))
    one, two = rule.name, f"{service}:{name}"
    if view.is_hidden(one) or view.names_only(one) or (other is not None and _left_to(other, name, seat, rule)):
        return
    own = view.binding(one)
    unseen = view.why_unseen(one)
    if own is None and not unseen:
        return
    if other is None:
        missing = absent(service, seat.tier)
        if missing.reason:
            yield _undecided(seat, rule, demand, missing.reason, missing.help)
        return
    theirs = other.view.binding(name)
    if theirs is None:
        if reason := other.view.why_unseen(name):
            yield _undecided(
                seat, rule, demand, f"{two} is unseen ({reason})", f"give envlint a source that shows {two}"
            )
    elif own is None:
        yield _undecided(seat, rule, demand, f"{one} is unseen ({unseen})", f"give envlint a source that shows {one}")
    elif not _equal(seat.view, one, other.view, name):
        breach = Breach(
            f"{one} and {two} differ, and must be the same",
            own.at,
            variable=one,
            label="this ...",
            related=(Related(f"... differs from this of {service}", theirs.at),),
            help="give both the same value",
        )
        yield seat.finding("requirement-not-met", rule, breach, demand.place)


def _left_to(other: Seat, name: str, seat: Seat, rule: Rule) -> bool:
    """Whether the other variable's rule names this one as well, and is the one to say so."""
    theirs = other.view.rule(name)
    if theirs is None or theirs.level is OFF:
        return False
    if (-theirs.level, other.service, name) > (-rule.level, seat.service, rule.name):
        return False
    return any(demand.elsewhere == (seat.service, rule.name) for demand in theirs.demands)


def _undecided(seat: Seat, rule: Rule, demand: Demand, reason: str, help: str) -> Finding:
    said = f"same_as {':'.join(demand.elsewhere)} cannot be decided: {reason}"
    breach = Breach(said, seat.view.at(rule.name), variable=rule.name, help=help)
    return seat.finding("undecided-rule", rule, breach, demand.place)


def _equal(view: View, one: str, other: View, two: str) -> bool:
    """Whether two variables have the same value: the same text, or the same meaning where both types are alike."""
    first, second = view.effective(one), other.effective(two)
    if first == second:
        return True
    rule, theirs = view.rule(one), other.rule(two)
    if rule is None or theirs is None or rule.type != theirs.type or not compared_by_meaning(rule.type):
        return False
    meant = view.parsed(one)
    return not isinstance(meant, Malformed) and bool(meant == other.parsed(two))


def between_tiers(judged: Sequence[Seat], beside: Sequence[Seat]) -> Iterator[Finding]:
    """Yield a finding for each variable of one service that has the same value in two tiers, and must not.

    ``judged`` are the tiers that are reported on, ``beside`` others that are only compared with. Of two that are
    judged the stricter speaks.
    """
    for index, seat in enumerate(judged):
        for other in judged[index + 1 :]:
            yield from _alike(*sorted((seat, other), key=lambda each: each.gate.tier.strictness, reverse=True))
        for other in beside:
            yield from _alike(seat, other, both=False)


def _alike(seat: Seat, other: Seat, *, both: bool = True) -> Iterator[Finding]:
    if seat.texts == other.texts:
        return
    own = {rule.name: rule for rule in seat.rules() if rule.differs_across_tiers}
    theirs = {rule.name: rule for rule in other.rules() if rule.differs_across_tiers} if both else {}
    for name in dict.fromkeys((*own, *theirs)):
        speaker, counterpart = (seat, other) if name in own else (other, seat)
        first, second = speaker.view.binding(name), counterpart.view.binding(name)
        if first is None or second is None or first.value != second.value:
            continue
        rule, apart = own.get(name) or theirs[name], first.at != second.at
        if seat.by_hand and not apart:
            continue
        breach = Breach(
            f"{name} has the same value in {speaker.tier} and in {counterpart.tier}, and must differ",
            first.at,
            variable=name,
            label="this ..." if apart else "both tiers read this",
            related=(Related(f"... equals this of {counterpart.tier}", second.at),) if apart else (),
            help="give each tier its own",
        )
        place = Place(rule.place.path, (*rule.place.keys, "differs_across_tiers"))
        yield speaker.finding("must-differ", rule, breach, place)
