"""What a project has decided to leave out of its reports: by settings, options, comments and the baseline."""

from __future__ import annotations

import os

from envlint.analysis.triage import Policy, TierFindings, triage
from envlint.checks.catalogue import CODES
from envlint.checks.shown import shown
from envlint.core.source import CALL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Final

    from envlint.analysis.baseline import Baseline
    from envlint.analysis.selection import Selection
    from envlint.checks.subjects import View
    from envlint.commands.contract import Contract
    from envlint.commands.gate import Judged
    from envlint.core.finding import Finding
    from envlint.core.report import Report
    from envlint.core.request import Request
    from envlint.core.source import Binding

JUDGING: Final = ("check", "run", "resolve", "status", "explain")
"""Commands that judge what is set."""


def applied(plain: Report, request: Request, contract: Contract, judged: Sequence[Judged]) -> Report:
    """Return a report with the findings that are left, and how many are not.

    Raises:
        UsageError: a code that is selected or ignored does not exist, or nothing is left selected.
        EnvlintError: the baseline cannot be read.
    """
    runs = [TierFindings(each.target.tier.name, each.findings, each.environment.readings) for each in judged]
    if any(each.plan.weaker for each in judged):
        from envlint.analysis.check import weaker_rules

        runs.append(TierFindings("", weaker_rules(judged[0].plan, contract.locate)))
    triaged = triage(runs, policy(request, contract))
    return plain.replace(
        findings=with_excerpts(triaged.findings, judged) if triaged.findings else (),
        suppressed=triaged.suppressed,
        baselined=triaged.baselined,
    )


def policy(request: Request, contract: Contract) -> Policy:
    """Return what this project and this command line leave out."""
    settings = contract.settings
    for pattern in (*settings.levels, *[code for _, codes in settings.per_path_ignore for code in codes]):
        require_known(pattern)
    return Policy(
        known=CODES,
        selection=_selection(request, contract),
        levels=settings.levels,
        per_path=settings.per_path_ignore,
        baseline=None if request.no_baseline else earlier_baseline(contract.root),
        rule_files=comments_of(contract.files),
        today=_today(),
    )


def kind(request: Request) -> str:
    """Return the command, or ``live`` where ``migrations`` asks a server: it finds more then."""
    asks = request.command == "migrations" and request.live and not request.trial
    return "live" if asks else request.command


def require_known(pattern: str) -> None:
    """Refuse a code of the settings that no check has.

    Raises:
        UsageError: with the code that was probably meant.
    """
    if pattern not in CODES and pattern not in CODES.values():
        from envlint.analysis import selection

        selection.require_known(pattern, CODES)


def comments_of(files: Iterable[tuple[str, bytes]]) -> tuple[tuple[str, str], ...]:
    """Return the rule files with the texts in which comments may speak to envlint."""
    return tuple((path, _comments(data)) for path, data in files)


def _comments(data: bytes) -> str:
    """Return the text of a rule file in which a comment may speak to envlint, else nothing."""
    return data.decode("utf-8", "replace") if CALL.encode() in data else ""


def _selection(request: Request, contract: Contract) -> Selection | None:
    """Return the selection; what the command line gives replaces what the settings say."""
    select = request.select or contract.settings.select
    ignore = request.ignore or contract.settings.ignore
    if not select and not ignore:
        return None
    from envlint.analysis import selection

    command = kind(request)
    if command in JUDGING or command in selection.OF_PROJECTS:
        return selection.selection(select, ignore, CODES, lambda code: selection.finds(command, code))
    return selection.selection(select, ignore, CODES)


def earlier_baseline(root: str) -> Baseline | None:
    """Return the baseline of a project, None where there is none.

    Raises:
        EnvlintError: it cannot be read.
    """
    path = os.path.join(root, ".envlint", "baseline.json")
    if not os.path.lexists(path):
        return None
    from envlint.analysis.baseline import PATH, parse
    from envlint.sources.files import read_file

    return parse(read_file(path, root).decode("utf-8", "replace"), PATH)


def _today() -> str:
    """Return the date in UTC: a suppression ends on the same day for everybody."""
    from time import gmtime, strftime

    return strftime("%Y-%m-%d", gmtime())


def with_excerpts(findings: Iterable[Finding], judged: Sequence[Judged | View]) -> tuple[Finding, ...]:
    """Return the findings with the source lines they are about, secrets masked by each tier's own rules."""
    from envlint.analysis.excerpts import attach_all

    rules = {name: rule for each in judged for name, rule in each.plan.variables.items()}
    readings = [reading for each in judged for reading in each.environment.readings]

    def shows(binding: Binding) -> str | None:
        return shown(rules.get(binding.name), binding.written.raw)

    return attach_all(findings, readings, shows)
