"""Hold an environment against the rules of one tier. Every rule is judged alone, and every fault is said."""

from __future__ import annotations

from envlint import checks
from envlint.analysis.attribute import Clerk
from envlint.checks import value as value_checks
from envlint.checks.demands import ASKED
from envlint.checks.subjects import (
    DemandSubject,
    EnvironmentSubject,
    Gate,
    TextSubject,
    ValueSubject,
    VariableSubject,
    View,
)
from envlint.core.rule import Plan, Rule
from envlint.core.severity import OFF

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from envlint.core.environment import Environment
    from envlint.core.finding import Breach, Finding
    from envlint.core.location import Location
    from envlint.core.rule import Place

    Judged = Iterator[tuple[str, Rule | None, Breach]]


def check(plan: Plan, environment: Environment, gate: Gate, locate: Callable[[Place], Location]) -> list[Finding]:
    """Return every finding about an environment in one tier, unsorted. ``locate`` finds a rule's line in its file."""
    view = View(plan, environment)
    clerk = Clerk(gate, locate)
    clerk.take(_of_variables(view, gate))
    clerk.take(_of_demands(view))
    if plan.variables:
        clerk.take(_of_environment(view, gate))
    clerk.take(_of_texts(view, gate))
    return clerk.findings()


def _of_variables(view: View, gate: Gate) -> Judged:
    """Judge each declared variable: whether it is there, then its value."""
    winners = view.environment.winners
    tier_variable = gate.tier_variable
    if tier_variable and tier_variable in winners and tier_variable not in view.plan.variables:
        yield from _of_variable(Rule(name=tier_variable, level=gate.tier.level, secret=False), view, gate)
    for name, rule in view.plan.variables.items():
        if rule.level is OFF:
            continue
        binding = winners.get(name)
        if binding is None or not binding.value.raw:
            if rule.required:
                yield from _of_variable(rule, view, gate)
            continue
        yield from _of_variable(rule, view, gate)
        if rule.checks:
            subject = ValueSubject(rule, binding.value.raw, binding)
            for kind, breach in value_checks.judge(subject, rule.checks):
                yield kind, rule, breach


def _of_variable(rule: Rule, view: View, gate: Gate) -> Judged:
    names = ["required-variable-missing", "required-variable-empty"] if rule.required else []
    if view.is_set(rule.name):
        names = ["deprecated-variable", "removed-variable", "renamed-and-both-set"] if rule.deprecated else []
        if gate.strict or rule.name == gate.tier_variable:
            names.append("wrong-tier-value")
        if rule.name in gate.published:
            names.append("equals-template-or-code-default")
    subject = VariableSubject(rule, view, gate) if names else None
    for name in names:
        for breach in checks.load("variable", name).judge(subject):
            yield name, rule, breach


def _of_demands(view: View) -> Judged:
    """Judge what rules demand of several variables."""
    for rule in (*view.plan.variables.values(), *view.plan.groups):
        if rule.level is OFF:
            continue
        for demand in rule.demands:
            subject = DemandSubject(rule, demand, view)
            for name in (*ASKED[demand.kind], "undecided-rule"):
                for breach in checks.load("demands", name).judge(subject):
                    yield name, rule, breach.replace(places=(*breach.places, ("demanded here", demand.place)))


def _of_environment(view: View, gate: Gate) -> Judged:
    """Judge the environment as a whole."""
    if not view.environment.winners.keys() <= view.plan.variables.keys():
        for breach in checks.load("environment", "unknown-variable").judge(EnvironmentSubject(view, gate)):
            yield "unknown-variable", None, breach


def _of_texts(view: View, gate: Gate) -> Judged:
    """Explain what the readers noticed."""
    for reading in view.environment.readings:
        for kind in dict.fromkeys(notice.kind for notice in reading.notices):
            notices = tuple(notice for notice in reading.notices if notice.kind == kind)
            subject = TextSubject(reading, notices, view, gate)
            for breach in checks.load("text", kind).judge(subject):
                yield kind, None, breach


def weaker_rules(plan: Plan, locate: Callable[[Place], Location]) -> list[Finding]:
    """Return a finding for each rule that asks less of a stricter tier than of a laxer one."""
    from envlint.core.finding import Finding
    from envlint.core.severity import WARNING

    return [
        Finding(
            checks.CODES["weaker-in-production"],
            "weaker-in-production",
            message,
            locate(place),
            severity=WARNING,
            rule=cited,
            variable=cited if cited in plan.variables else "",
            help="make it at least as strict there, or say on the line that it is meant: # envlint: ignore[ENV211] why",
        )
        for cited, message, place in plan.weaker
    ]
