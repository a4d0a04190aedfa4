"""Hold an environment against the rules of one tier. Every rule is judged alone, and every fault is said."""

from __future__ import annotations

from envlint import checks
from envlint.checks.conditions import compared_by_meaning
from envlint.checks.demands import ASKED, OF_LITERALS, UNDECIDED
from envlint.checks.demands.subject import DemandSubject
from envlint.checks.subjects import (
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
    from collections.abc import Callable
    from typing import Final

    from envlint.analysis.attribute import Said
    from envlint.core.bug import Bug
    from envlint.core.environment import Environment
    from envlint.core.finding import Finding
    from envlint.core.location import Location
    from envlint.core.rule import Place, Plan
    from envlint.core.source import Binding


REQUIRED: Final = ("required-variable-missing", "required-variable-empty")
ASKED_OF_ALL: Final = frozenset(("invisible-characters",))
"""What every text is asked, whatever its rule says."""
OUTDATED: Final = ("deprecated-variable", "removed-variable", "renamed-and-both-set")


class Heard(Record):
    """What the checks said, unsorted. ``faults`` are envlint's own: each kept one check from saying all it had to.

    ``undecided`` is in words what could not be judged.
    """

    findings: tuple[Finding, ...] = ()
    faults: tuple[Bug, ...] = ()
    undecided: tuple[str, ...] = ()


def check(plan: Plan, environment: Environment, gate: Gate, locate: Callable[[Place], Location]) -> Heard:
    """Return every finding about an environment in one tier. ``locate`` finds a rule's line in its file."""
    hearing = _Hearing(View(plan, environment), gate)
    hearing.of_variables()
    hearing.of_demands()
    hearing.of_environment()
    hearing.of_texts()
    if not hearing.said:
        return Heard((), tuple(hearing.faults))
    from envlint.analysis.attribute import attributed

    return Heard(attributed(hearing.said, gate, locate), tuple(hearing.faults))


class _Hearing:
    """Asks every check about one environment. Where one breaks, the fault is kept and the rest asked all the same."""

    def __init__(self, view: View, gate: Gate) -> None:
        self.view = view
        self.gate = gate
        self.strict = gate.strict
        self.said: list[Said] = []
        self.faults: list[Bug] = []

    def of_variables(self) -> None:
        """Judge each declared variable: whether it is there, then its value."""
        view, tier_variable = self.view, self.gate.tier_variable
        if tier_variable and tier_variable not in view.plan.variables:
            self._of_variable(
                Rule(name=tier_variable, level=self.gate.tier.level, secret=False), view.binding(tier_variable)
            )
        for name, rule in view.plan.variables.items():
            if rule.level is not OFF:
                self._of_variable(rule, view.binding(name))

    def _of_variable(self, rule: Rule, binding: Binding | None) -> None:
        if binding is None and self.view.environment.why_unseen(rule.name):
            self._of_unseen(rule)
            return
        names = self._questions(rule, binding)
        if names:
            subject = VariableSubject(rule, self.view, self.gate)
            for name in names:
                self._ask("variable", name, rule, subject)
        if binding is not None and rule.checks:
            self._of_value(ValueSubject(rule, binding.value.raw, binding, self.view))

    def _of_unseen(self, rule: Rule) -> None:
        """Judge a variable that cannot be seen: what its rule asks of the value is undecided, if it asks anything.

        Of one that only may be set, nothing is asked but that it is there.
        """
        hidden = self.view.is_hidden(rule.name)
        subject = VariableSubject(rule, self.view, self.gate)
        for name in OUTDATED if hidden and rule.deprecated else ():
            self._ask("variable", name, rule, subject)
        asked = rule.required or (hidden and (rule.demands or not ASKED_OF_ALL.issuperset(rule.checks)))
        if asked and not rule.names_only:
            self._ask("demands", "undecided-rule", rule, subject)

    def _questions(self, rule: Rule, binding: Binding | None) -> tuple[str, ...]:
        """Return the checks of a variable, without those that surely have nothing to say."""
        if binding is None:
            return REQUIRED if rule.required else ()
        names: tuple[str, ...] = OUTDATED if rule.deprecated else ()
        if rule.name == self.gate.tier_variable or (self.strict and of_another_tier(binding.value.raw)):
            names = (*names, "wrong-tier-value")
        if rule.name in self.gate.published:
            names = (*names, "equals-template-or-code-default")
        return names

    def _of_value(self, subject: ValueSubject) -> None:
        """Judge a value. After an exclusive check that objects the rest says nothing new and is not asked."""
        for name in subject.rule.checks:
            if self._ask("value", name, subject.rule, subject) and name in EXCLUSIVE:
                return

    def of_demands(self) -> None:
        """Judge what rules demand of several variables."""
        plan = self.view.plan
        for rule in (*plan.variables.values(), *plan.groups):
            for demand in rule.demands if rule.level is not OFF else ():
                subject = DemandSubject(rule, demand, self.view)
                for name in _asked(subject):
                    self._ask("demands", name, rule, subject, demand.place)

    def of_environment(self) -> None:
        """Judge the environment as a whole."""
        view = self.view
        if view.plan.variables and not view.environment.winners.keys() <= view.plan.variables.keys():
            self._ask("environment", "unknown-variable", None, EnvironmentSubject(view, self.gate))

    def of_texts(self) -> None:
        """Explain what the readers noticed."""
        for reading in self.view.environment.readings:
            for kind in dict.fromkeys(notice.kind for notice in reading.notices):
                notices = tuple(notice for notice in reading.notices if notice.kind == kind)
                self._ask("text", kind, None, TextSubject(reading, notices, self.view, self.gate))

    def _ask(self, family: str, name: str, rule: Rule | None, subject: object, place: Place | None = None) -> bool:
        """Hear one check out and return whether it objects. Every check is called here and nowhere else."""
        heard = len(self.said)
        try:
            for breach in checks.load(family, name).judge(subject):
                self.said.append((name, rule, breach, place))
        except Exception as fault:  # noqa: BLE001  a check that breaks must not silence the others
            from envlint.core.bug import Bug

            self.faults.append(Bug(fault))
        return len(self.said) > heard


def _asked(subject: DemandSubject) -> tuple[str, ...]:
    """Return the checks of a demand, without those that surely have nothing to say."""
    demand = subject.demand
    if subject.made is None:
        return UNDECIDED
    if not subject.made:
        return ()
    met = subject.met
    if met is None:
        return UNDECIDED
    if not met:
        return ASKED[demand.kind]
    if demand.literals and compared_by_meaning(subject.rule.type):
        return OF_LITERALS
    text = subject.view.effective(subject.rule.name) or ""
    return OF_LITERALS if any(literal in text for literal in demand.literals) else ()


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
