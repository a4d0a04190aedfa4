"""Make the report of what was judged. What to leave out is decided only where there is something to leave out."""

from __future__ import annotations

import os

from envlint.commands.hearing import not_understood
from envlint.core.errors import LoadErrors
from envlint.core.report import LookedAt, Report
from envlint.core.severity import ERROR, WORDS
from envlint.core.source import CALL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.commands.contract import Contract
    from envlint.commands.gate import Sight
    from envlint.core.request import Request

WITH_REPORT: Final = ("check", "run")
BASELINE: Final = os.path.join(".envlint", "baseline.json")


def report(request: Request, contract: Contract, sight: Sight) -> Report:
    """Return the report of a judgement.

    Raises:
        UsageError: a code that is selected or ignored does not exist, or nothing is left selected.
        EnvlintError: the baseline cannot be read.
        LoadErrors: envlint itself is at fault, and the command is none that shows a report.
    """
    judged = sight.judged
    faults = tuple({fault.message: fault for each in judged for fault in each.faults}.values())
    if faults and request.command not in WITH_REPORT:
        raise LoadErrors(faults)
    plain = Report(
        "check",
        looked_at=looked_at(sight, contract),
        tier=judged[0].target.tier.name if len(judged) == 1 else "",
        tiers=tuple([each.target.tier.name for each in judged]),
        errors=faults,
        fail_on=WORDS.get(request.fail_on or contract.settings.fail_on, ERROR),
    )
    if not _something_to_decide(request, contract, sight):
        return plain
    from envlint.commands import decisions

    return decisions.applied(plain, request, contract, judged)


def _something_to_decide(request: Request, contract: Contract, sight: Sight) -> bool:
    """Whether anything was found, or anything says what is to be left out: that may be wrong or idle itself."""
    settings = contract.settings
    if request.select or request.ignore or settings.select or settings.ignore:
        return True
    if settings.levels or settings.per_path_ignore:
        return True
    for each in sight.judged:
        if each.findings or each.plan.weaker or any(reading.remarks for reading in each.environment.readings):
            return True
    if any(CALL.encode() in data for _, data in contract.files):
        return True
    return not request.no_baseline and os.path.lexists(os.path.join(contract.root, BASELINE))


def looked_at(sight: Sight, contract: Contract) -> LookedAt:
    """Return what was looked at, each source once."""
    names: dict[str, set[str]] = {}
    for each in sight.judged:
        for reading in each.environment.readings:
            label = reading.source.label
            names.setdefault(label, set()).update(binding.name for binding in reading.bindings)
    rules = max((len(each.plan) for each in sight.judged), default=0)
    sources = tuple((label, len(own)) for label, own in names.items())
    readings = [reading for each in sight.judged for reading in each.environment.readings if reading.loaders]
    read_as = {reading.source.label: reading.loaders[0].dialect for reading in readings}
    not_covered = (*sight.not_covered, *not_understood(contract))
    return LookedAt(sources, rules, 0, not_covered, tuple(read_as.items()))
