"""Hold all that a project says against each other, and decide what of it is reported."""

from __future__ import annotations

from envlint.analysis.drift import drift
from envlint.analysis.triage import TierFindings, triage
from envlint.checks.drift import CODES, OF_UNUSED
from envlint.checks.drift.project import Project
from envlint.commands import decisions, remarks
from envlint.commands.generated import stale_sections
from envlint.commands.joining import joined
from envlint.commands.survey import NAMED
from envlint.commands.suspicion import Suspicion
from envlint.core.finding import Finding
from envlint.core.location import Location
from envlint.core.record import Record
from envlint.core.report import LookedAt, Report
from envlint.core.severity import ERROR, WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.analysis.triage import Triaged
    from envlint.checks.drift.project import StaleSection
    from envlint.commands.survey import Said, Survey
    from envlint.core.bug import Bug
    from envlint.core.declaration import Declaration, Variable
    from envlint.core.request import Request

WORST_FIRST: Final = (
    "419",
    "413",
    "402",
    "409",
    "403",
    "401",
    "115",
    "412",
    "408",
    "407",
    "411",
    "410",
    "416",
    "405",
    "404",
)
"""The codes of drift, those first that most often are a bug somebody will meet."""
RANKS: Final = {code: rank for rank, code in enumerate(WORST_FIRST)}
SHARED: Final = frozenset(CODES[name] for name in OF_UNUSED)


class Comparison(Record):
    """What was found, before and after the project's own decisions."""

    survey: Survey
    raw: tuple[Finding, ...]
    triaged: Triaged
    faults: tuple[Bug, ...] = ()


def compare(request: Request, survey: Survey) -> Comparison:
    """Compare what the places of a project say.

    A generated section may list what was found, so what was found is known before the sections are looked at.

    Raises:
        UsageError: a code that is selected or ignored does not exist, or nothing is left selected.
        EnvlintError: the baseline cannot be read, or a generated section is not closed.
    """
    first = _compared(request, survey, ())
    sections = stale_sections(survey, open_findings(request, first))
    return _compared(request, survey, sections) if sections else first


def open_findings(request: Request, comparison: Comparison) -> tuple[Finding, ...]:
    """Return all that is open today, whatever the command line and the baseline leave out."""
    plain = request.replace(select=(), ignore=(), no_baseline=True)
    found = _triaged(plain, comparison.survey, comparison.raw)
    return tuple(finding for finding in found.findings if finding.code in CODES.values())


def report(request: Request, comparison: Comparison) -> Report:
    """Return the report: the worst first, and only what stands below PATH."""
    survey, triaged = comparison.survey, comparison.triaged
    return Report(
        "drift",
        tuple(sorted(triaged.findings, key=_worst_first)),
        looked_at(survey),
        suppressed=triaged.suppressed,
        baselined=triaged.baselined,
        errors=comparison.faults,
        fail_on=WORDS.get(request.fail_on or survey.contract.settings.fail_on, ERROR),
        variables=variables(survey),
    )


def looked_at(survey: Survey) -> LookedAt:
    """Return what the comparison rests on."""
    rules = {
        (rule.place.path, rule.cited)
        for said in survey.parts
        for plan in said.plans.values()
        for rule in (*plan.variables.values(), *plan.groups)
    }
    return LookedAt((), len(rules), len(survey.files()), survey.not_covered)


def variables(survey: Survey) -> tuple[Variable, ...]:
    """Return every variable with all that is said of it, services together."""
    by_name: dict[str, list[Declaration]] = {}
    for inventory in survey.inventories:
        for said in inventory.declarations:
            by_name.setdefault(said.name, []).append(said)
    return tuple(joined(name, said) for name, said in sorted(by_name.items()))


def _compared(request: Request, survey: Survey, sections: tuple[StaleSection, ...]) -> Comparison:
    suspect = Suspicion(survey)
    raw: dict[tuple[object, ...], Finding] = {}
    faults = list(survey.faults)
    for said in survey.parts:
        heard = drift(Project(said.inventories.values(), suspect, sections, _named(said)))
        faults += heard.faults
        raw.update({finding.order: finding for finding in heard.findings if _is_of(said, finding)})
    found = (*survey.unread, *_nothing_looked_at(survey), *raw.values())
    wanted = tuple(finding for finding in found if _below(finding, survey.folder))
    return Comparison(survey, found, _triaged(request, survey, wanted), tuple(faults))


def _named(said: Said) -> frozenset[str]:
    """Return the kinds of places that the settings name."""
    return frozenset(kind for scope in said.part.scopes for kind in NAMED if scope.named(kind))


def _triaged(request: Request, survey: Survey, findings: tuple[Finding, ...]) -> Triaged:
    policy = decisions.policy(request, survey.contract)
    files = {path: data for said in survey.parts for path, data in said.contract.files}
    policy = policy.replace(command="drift", rule_files=decisions.comments_of(files.items()))
    if policy.baseline is not None and survey.folder:
        policy = policy.replace(baseline=policy.baseline.below(survey.folder))
    readings = tuple(remarks.of_files(survey.tree, {finding.at.path for finding in findings} - files.keys()))
    return triage([TierFindings("", findings, readings)], policy)


def _is_of(said: Said, finding: Finding) -> bool:
    """Whether a part answers for a finding: whether anybody uses a shared entry, no service alone can say."""
    part = said.part
    return part.shared is None or finding.code not in SHARED or part.own.holds(finding.at.path)


def _nothing_looked_at(survey: Survey) -> Iterator[Finding]:
    """Yield the finding that says so when no code at all was scanned: silence would look like agreement."""
    if survey.unread or survey.faults:
        return
    where = survey.contract.found.base or "."
    if survey.foreign:
        message = f"no code could be read: {', '.join(survey.foreign)}"
        help = "name the folders of the code with `code` in the settings, if there is other code"
        yield Finding("ENV903", "language-not-covered", message, Location(where, where), help=help)
    elif not survey.files("code"):
        message = "no code was scanned: there is none in a language that envlint reads"
        help = "name the folders of the code with `code` in the settings, if it is elsewhere"
        yield Finding("ENV904", "nothing-looked-at", message, Location(where, where), help=help)


def _below(finding: Finding, folder: str) -> bool:
    path = finding.at.path
    return not folder or finding.code > "ENV9" or path == folder or path.startswith(f"{folder}/")


def _worst_first(finding: Finding) -> tuple[object, ...]:
    rank = RANKS.get(finding.code[3:], len(RANKS))
    return (-finding.severity, rank, finding.code, *finding.order)
