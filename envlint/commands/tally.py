"""The report on a workspace: the findings of all services, and the matrix of service and tier."""

from __future__ import annotations

from envlint.analysis.check import weaker_rules
from envlint.analysis.shared import Run, by_service, concerns, settled
from envlint.analysis.triage import TierFindings, triage
from envlint.checks.shown import shown
from envlint.commands.contract import Contract
from envlint.commands.decisions import policy
from envlint.commands.gate import Sight
from envlint.commands.report import looked_at
from envlint.core.errors import LoadErrors
from envlint.core.report import Cell, Report
from envlint.core.severity import ERROR, INFO, WARNING, WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Final

    from envlint.commands.gate import Judged
    from envlint.commands.workspace import Seen, Workspace
    from envlint.core.environment import Environment
    from envlint.core.errors import EnvlintError
    from envlint.core.finding import Finding
    from envlint.core.request import Request
    from envlint.core.rule import Plan
    from envlint.core.severity import Severity
    from envlint.core.source import Binding

    Sights = list[tuple[Plan, Environment]]

BLOCKING: Final = frozenset(("ENV901", "ENV902", "ENV903", "ENV904"))
IDLE: Final = frozenset(("unused-suppression", "stale-baseline-entry"))
"""What is only known to be idle where everything was looked at."""


def report(workspace: Workspace, request: Request) -> Report:
    """Return the report on what was seen of a workspace.

    Raises:
        UsageError: a code that is selected or ignored does not exist, or nothing is left selected.
        EnvlintError: the baseline cannot be read.
    """
    seen, whole = _with_services(workspace.seen), _united(workspace)
    judged = [each.judged for each in seen if each.judged is not None]
    errors = _distinct([error for each in seen for error in _errors(each)])
    runs = [TierFindings(each.target.tier.name, each.findings, each.environment.readings) for each in judged]
    runs += [TierFindings("", weaker_rules(each.plan, whole.locate)) for each in judged if each.plan.weaker]
    triaged = triage(runs, policy(request, whole))
    findings = triaged.findings
    if errors or workspace.partial:
        findings = tuple([finding for finding in findings if finding.name not in IDLE])
    tiers = tuple(dict.fromkeys(each.target.tier.name for each in seen))
    missing = [name for each in judged for name in (*each.target.absent, *each.not_covered)]
    sight = Sight(tuple(judged), (), tuple(dict.fromkeys([*missing, *workspace.not_covered])))
    sights = [(each.plan, each.environment) for each in judged]
    sights += [(seat.view.plan, seat.view.environment) for seat in workspace.beside]
    return Report(
        "check",
        findings=_with_excerpts(findings, sights),
        looked_at=looked_at(sight, whole).replace(rules=_rules(judged)),
        tier=tiers[0] if len(tiers) == 1 else "",
        tiers=tiers,
        suppressed=triaged.suppressed,
        baselined=triaged.baselined,
        errors=errors,
        fail_on=WORDS.get(request.fail_on or whole.settings.fail_on, ERROR),
        matrix=_matrix(seen, findings),
    )


def _with_services(seen: Sequence[Seen]) -> list[Seen]:
    """Return what was seen, each finding with the service that it is about."""
    there = [(each, each.judged) for each in seen if each.judged is not None]
    found = settled([_run(each, judged) for each, judged in there])
    named = {id(each): judged.replace(findings=own) for (each, judged), own in zip(there, found, strict=True)}
    return [each.replace(judged=named.get(id(each))) for each in seen]


def _run(seen: Seen, judged: Judged) -> Run:
    return Run(seen.member.name, judged.plan.variables, judged.environment, judged.findings)


def _united(workspace: Workspace) -> Contract:
    """Return a contract that holds the rule files of all services, for the comments in them and the places of rules."""
    whole = workspace.whole
    files = dict(whole.files)
    for each in workspace.seen:
        if not each.errors:
            files.update(each.member.contract.files)
    return Contract(whole.found, whole.settings, sorted(files.items()), whole.shared)


def _errors(seen: Seen) -> Iterable[EnvlintError]:
    yield from seen.errors
    yield from seen.judged.faults if seen.judged is not None else ()


def _distinct(errors: Iterable[EnvlintError]) -> tuple[EnvlintError, ...]:
    """Return the errors one by one: what is wrong with the rules for all is wrong in every service."""
    single = [one for error in errors for one in (error.errors if isinstance(error, LoadErrors) else (error,))]
    return tuple({str(error): error for error in single}.values())


def _rules(judged: Iterable[Judged]) -> int:
    """Return how many rules there are in all; those for all services count once."""
    places = {rule.place for each in judged for rule in (*each.plan.variables.values(), *each.plan.groups)}
    return len(places)


def _matrix(seen: Iterable[Seen], findings: Iterable[Finding]) -> tuple[Cell, ...]:
    named = by_service(findings)
    of_nobody = named.get("", [])
    cells = []
    for each in seen:
        name = each.member.name
        cells.append(_cell(each, [*named.get(name, ()), *of_nobody] if name else of_nobody))
    return tuple(cells)


def _cell(seen: Seen, findings: Iterable[Finding]) -> Cell:
    service, tier, judged = seen.member.name, seen.target.tier.name, seen.judged
    if judged is None:
        return Cell(service, tier, "none" if seen.errors else "absent", label=", ".join(seen.target.layers))
    run = _run(seen, judged)
    own = [finding for finding in findings if concerns(finding, run, tier)]

    def count(severity: Severity) -> int:
        return sum(finding.severity == severity for finding in own)

    blind = judged.faults or not judged.complete or any(finding.code in BLOCKING for finding in own)
    verdict = "none" if blind else "findings" if own else "clean"
    labels = dict.fromkeys(reading.source.label for reading in judged.environment.readings)
    return Cell(service, tier, verdict, count(ERROR), count(WARNING), count(INFO), ", ".join(labels))


def _with_excerpts(findings: tuple[Finding, ...], sights: Sights) -> tuple[Finding, ...]:
    """Return the findings with their source lines; a value is shown where every rule for it in that file shows it."""
    if not findings:
        return ()
    from envlint.analysis.excerpts import attach_all

    plans: dict[tuple[str, str], list[Plan]] = {}
    for plan, environment in sights:
        for reading in environment.readings:
            plans.setdefault((reading.source.label, reading.source.path), []).append(plan)

    def shows(binding: Binding) -> str | None:
        readers = plans.get((binding.source.label, binding.source.path), [])
        said = [shown(plan.variables.get(binding.name), binding.written.raw) for plan in readers]
        return said[0] if said and None not in said else None

    return attach_all(findings, [reading for _, each in sights for reading in each.readings], shows)
