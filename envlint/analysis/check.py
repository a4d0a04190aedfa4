"""Hold an environment against the rules of one tier. Every rule is judged alone, and every fault is said."""

from __future__ import annotations

from envlint import checks
from envlint.checks.demands import ASKED, OF_LITERALS, UNDECIDED
from envlint.checks.subjects import (
    DemandSubject,
    EnvironmentSubject,
    Gate,
    TextSubject,
    ValueSubject,
    VariableSubject,
    View,
)
from envlint.checks.value import EXCLUSIVE
from envlint.checks.variable import of_another_tier
from envlint.core.record import Record
from envlint.core.rule import Rule
from envlint.core.severity import OFF

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Final

    from envlint.core.bug import Bug
    from envlint.core.environment import Environment
    from envlint.core.finding import Breach, Finding
    from envlint.core.location import Location
    from envlint.core.rule import Place, Plan

    Judged = Iterator[tuple[str, Rule | None, Breach]]


REQUIRED: Final = ("required-variable-missing", "required-variable-empty")
OUTDATED: Final = ("deprecated-variable", "removed-variable", "renamed-and-both-set")


class Heard(Record):
    """What the checks said, unsorted. ``faults`` are envlint's own: each kept one check from saying all it had to."""

    findings: tuple[Finding, ...] = ()
    faults: tuple[Bug, ...] = ()


def check(plan: Plan, environment: Environment, gate: Gate, locate: Callable[[Place], Location]) -> Heard:
    """Return every finding about an environment in one tier. ``locate`` finds a rule's line in its file."""
    hearing = _Hearing(View(plan, environment), gate)
    said = [*hearing.of_variables(), *hearing.of_demands(), *hearing.of_environment(), *hearing.of_texts()]
    if not said:
        return Heard((), tuple(hearing.faults))
    from envlint.analysis.attribute import attributed

    return Heard(attributed(said, gate, locate), tuple(hearing.faults))


class _Hearing:
    """Asks every check about one environment. Where one breaks, the fault is kept and the rest asked all the same."""

    def __init__(self, view: View, gate: Gate) -> None:
        self.view = view
        self.gate = gate
        self.strict = gate.strict
        self.faults: list[Bug] = []

    def of_variables(self) -> Judged:
        """Judge each declared variable: whether it is there, then its value."""
        view, gate = self.view, self.gate
        winners = view.environment.winners
        tier_variable = gate.tier_variable
        if tier_variable and tier_variable in winners and tier_variable not in view.plan.variables:
            yield from self._of_variable(Rule(name=tier_variable, level=gate.tier.level, secret=False))
        for name, rule in view.plan.variables.items():
            if rule.level is OFF:
                continue
            binding = winners.get(name)
            if binding is None or not binding.value.raw:
                if rule.required:
                    yield from self._of_variable(rule)
                continue
            yield from self._of_variable(rule)
            if rule.checks:
                yield from self._of_value(ValueSubject(rule, binding.value.raw, binding, view))

    def _of_variable(self, rule: Rule) -> Judged:
        binding = self.view.binding(rule.name)
        names = self._questions(rule, binding.value.raw) if binding else REQUIRED if rule.required else ()
        if not names:
            return
        subject = VariableSubject(rule, self.view, self.gate)
        for name in names:
            for breach in self._ask("variable", name, subject):
                yield name, rule, breach

    def _questions(self, rule: Rule, text: str) -> list[str]:
        """Return the checks of a variable that is set, without those that surely have nothing to say."""
        names = [*OUTDATED] if rule.deprecated else []
        if rule.name == self.gate.tier_variable or (self.strict and of_another_tier(text)):
            names.append("wrong-tier-value")
        if rule.name in self.gate.published:
            names.append("equals-template-or-code-default")
        return names

    def _of_value(self, subject: ValueSubject) -> Judged:
        """Judge a value. After an exclusive check that objects the rest says nothing new and is not asked."""
        for name in subject.rule.checks:
            said = self._ask("value", name, subject)
            for breach in said:
                yield name, subject.rule, breach
            if said and name in EXCLUSIVE:
                return

    def of_demands(self) -> Judged:
        """Judge what rules demand of several variables."""
        plan = self.view.plan
        for rule in (*plan.variables.values(), *plan.groups):
            if rule.level is OFF:
                continue
            for demand in rule.demands:
                subject = DemandSubject(rule, demand, self.view)
                for name in _asked(subject):
                    for breach in self._ask("demands", name, subject):
                        yield name, rule, breach.replace(places=(*breach.places, ("demanded here", demand.place)))

    def of_environment(self) -> Judged:
        """Judge the environment as a whole."""
        view, name = self.view, "unknown-variable"
        if view.plan.variables and not view.environment.winners.keys() <= view.plan.variables.keys():
            for breach in self._ask("environment", name, EnvironmentSubject(view, self.gate)):
                yield name, None, breach

    def of_texts(self) -> Judged:
        """Explain what the readers noticed."""
        for reading in self.view.environment.readings:
            for kind in dict.fromkeys(notice.kind for notice in reading.notices):
                notices = tuple(notice for notice in reading.notices if notice.kind == kind)
                for breach in self._ask("text", kind, TextSubject(reading, notices, self.view, self.gate)):
                    yield kind, None, breach

    def _ask(self, family: str, name: str, subject: object) -> list[Breach]:
        """Return what one check says. Every check is called here and nowhere else."""
        said: list[Breach] = []
        try:
            said += checks.load(family, name).judge(subject)
        except Exception as fault:  # noqa: BLE001  a check that breaks must not silence the others
            from envlint.core.bug import Bug

            self.faults.append(Bug(fault))
        return said


def _asked(subject: DemandSubject) -> tuple[str, ...]:
    """Return the checks of a demand, without those that surely have nothing to say."""
    demand = subject.demand
    if subject.made is None:
        return UNDECIDED
    if not subject.made:
        return ()
    if subject.met:
        return OF_LITERALS if demand.literals else ()
    return ASKED[demand.kind]


def weaker_rules(plan: Plan, locate: Callable[[Place], Location]) -> list[Finding]:
    """Return a finding for each rule that asks less of a stricter tier than of a laxer one."""
    from envlint.checks.catalogue import CODES
    from envlint.core.finding import Finding
    from envlint.core.severity import WARNING

    return [
        Finding(
            CODES["weaker-in-production"],
            "weaker-in-production",
            f"{cited} is {message}" if cited in plan.variables else message,
            locate(place),
            severity=WARNING,
            rule=cited,
            variable=cited if cited in plan.variables else "",
            help="make it at least as strict there, or say on the line that it is meant: # envlint: ignore[ENV211] why",
        )
        for cited, message, place in plan.weaker
    ]
