"""The gate itself: gather what is set, judge it tier by tier, and keep what was seen for whoever needs it next."""

from __future__ import annotations

import os

from envlint import sources
from envlint.analysis.check import check
from envlint.checks.subjects import Gate
from envlint.commands.contract import below
from envlint.commands.environment import gather, unseen
from envlint.commands.targets import aim
from envlint.core.errors import EnvlintError
from envlint.core.finding import Finding
from envlint.core.location import Location
from envlint.core.record import Record
from envlint.core.severity import OFF

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

    from envlint.commands.contract import Contract
    from envlint.commands.targets import Target
    from envlint.core.bug import Bug
    from envlint.core.environment import Environment
    from envlint.core.request import Request
    from envlint.core.rule import Plan
    from envlint.core.source import Binding


USUAL_TEMPLATES: Final = (".env.template", ".env.example", ".env.sample", ".env.dist")


class Judged(Record):
    """One tier's environment with its rules and raw findings. ``complete`` is False where a source was not read.

    ``faults`` are envlint's own: each kept a reader or a check from saying all it had to. ``not_covered`` is what could
    not be seen: templates that secrets could not be held against, and what a source only refers to.
    """

    target: Target
    plan: Plan
    environment: Environment
    findings: tuple[Finding, ...] = ()
    complete: bool = True
    faults: tuple[Bug, ...] = ()
    not_covered: tuple[str, ...] = ()


class Sight(Record):
    """All that a request's judgement saw."""

    judged: tuple[Judged, ...]
    notes: tuple[str, ...] = ()
    not_covered: tuple[str, ...] = ()


def judge(request: Request, contract: Contract) -> Sight:
    """Judge every target of a request.

    Raises:
        EnvlintError: there is nothing to judge with or nothing to judge.
        LoadErrors: everything that is wrong with the rule files.
    """
    aimed = aim(request, contract)
    without_rules = not any(len(contract.plan(target.tier.name)) for target in aimed.targets)
    notes = (*passed_over(request, contract), *aimed.notes)
    if without_rules:
        if request.env:
            raise EnvlintError(
                "no rules were found, and a gate without rules lets everything pass", help=where(contract)
            )
        notes = (*notes, "no rules were found: only the text of the files was judged")
    judged = tuple(judge_target(target, request, contract) for target in aimed.targets)
    missing = [name for each in judged for name in each.not_covered]
    notes = (*notes, *(note for each in judged for note in _names_only(each)))
    sight = Sight(judged, notes, tuple(dict.fromkeys([*aimed.not_covered, *missing])))
    if any(each.plan.across for each in judged):
        from envlint.commands.across import completed

        return completed(sight, request, contract)
    return sight


def passed_over(request: Request, contract: Contract) -> tuple[str, ...]:
    """Return, for whoever wants to know more, which settings do not count because there is an envlint.toml."""
    found = contract.found
    if not request.verbose or not found.passed_over:
        return ()
    return (f"the settings are those of {found.path}; [tool.envlint] in {found.passed_over} does not count",)


def where(contract: Contract) -> str:
    """Return where rules were looked for."""
    return f"looked for {', '.join(contract.settings.rules) or 'rules/**/*.toml'} below the project's root"


def judge_target(target: Target, request: Request, contract: Contract) -> Judged:
    """Judge one environment by the rules of its tier."""
    plan = contract.plan(target.tier.name)
    gathered = gather(target, contract, request.cwd)
    environment = gathered.environment
    settings = contract.settings
    values, unread = published(contract, plan, environment)
    unread += unseen(environment)
    gate = Gate(
        target.tier,
        settings.tiers,
        version=settings.version,
        tier_variable=settings.tier_variable,
        published=values,
    )
    # What was not read might have set or replaced anything: only the text of the rest is judged.
    asked = plan if gathered.complete else plan.replace(variables={}, groups=())
    heard = check(asked, environment, gate, contract.locate)
    nothing = nothing_looked_at(target, plan, environment) if gathered.complete else ()
    findings = (*gathered.unread, *heard.findings, *nothing)
    faults = (*gathered.faults, *heard.faults)
    return Judged(target, plan, environment, findings, gathered.complete, faults, unread)


def _names_only(judged: Judged) -> tuple[str, ...]:
    """Return a line that says of which variables the names alone were looked at, and why, if there are any."""
    environment = judged.environment
    if not unseen(environment):
        return ()
    plan = judged.plan.variables
    names = sorted(name for name, rule in plan.items() if rule.names_only and environment.why_unseen(name))
    return (f"judged by name only, for their values cannot be seen: {', '.join(names)}",) if names else ()


def nothing_looked_at(target: Target, plan: Plan, environment: Environment) -> tuple[Finding, ...]:
    """Return the finding that says so when there was no variable, or every rule is switched off."""
    label = ", ".join((*target.layers, *map(str, target.sources)))
    message = ""
    if not environment.winners:
        message = "the sources set no variable at all"
    elif len(plan) and all(rule.level is OFF for rule in (*plan.variables.values(), *plan.groups)):
        message = f"every rule is off in {target.tier.name}"
    if not message:
        return ()
    from envlint.checks.catalogue import CODES

    name = "nothing-looked-at"
    return (Finding(CODES[name], name, message, Location(label), tier=target.tier.name),)


def published(
    contract: Contract, plan: Plan, environment: Environment
) -> tuple[Mapping[str, Binding], tuple[str, ...]]:
    """Return what the repository's templates set, for the secrets that this environment sets.

    Beside it stand the templates that could not be read: nothing can be said of what they publish.
    """
    secrets = [
        name
        for name in environment.winners
        if (rule := plan.variables.get(name)) is not None and (rule.type == "secret" or rule.secret)
    ]
    if not secrets:
        return {}, ()
    own = {reading.source.path for reading in environment.readings}
    found: dict[str, Binding] = {}
    unread = []
    for name in templates(contract):
        try:
            reading = sources.read_template(name, contract.root)
        except EnvlintError:
            unread.append(name)
            continue
        if reading.source.path not in own:
            found.update({b.name: b for b in reading.bindings if b.name in secrets and b.value.raw})
    return found, tuple(unread)


def templates(contract: Contract) -> tuple[str, ...]:
    """Return the templates that the settings name, there or not, else the usual ones that are there."""
    if contract.settings.template:
        return contract.settings.template
    usual = [below(contract.found.base, name) for name in USUAL_TEMPLATES]
    return tuple(name for name in usual if os.path.lexists(os.path.join(contract.root, name)))
