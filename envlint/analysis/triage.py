"""Which findings are reported: the one place that leaves any out, counts them, and says what left out nothing."""

from __future__ import annotations

from envlint.analysis.fingerprint import fingerprinted, place
from envlint.analysis.paths import fits as path_fits
from envlint.analysis.selection import BLOCKING, OF_PROJECTS, fits, reach
from envlint.core.record import Record
from envlint.core.severity import OFF, WARNING
from envlint.core.source import CALL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from envlint.analysis.baseline import Baseline
    from envlint.analysis.selection import Selection
    from envlint.analysis.suppress import Suppressions
    from envlint.core.finding import Finding
    from envlint.core.severity import Severity
    from envlint.core.source import Reading


class TierFindings(Record):
    """What the checks said about one tier, and the readings they said it about. ``tier`` is empty outside tiers."""

    tier: str
    findings: Sequence[Finding]
    readings: Sequence[Reading] = ()


class Policy(Record):
    """What a project has decided to leave out.

    ``known`` maps the names of all checks to their codes. ``selection`` is None where everything is asked for.
    ``levels`` are the settings' own, by code, family or name; ``per_path`` pairs patterns of paths with codes.
    ``rule_files`` pairs paths with texts, for the comments in them. ``today`` is ``YYYY-MM-DD`` in UTC. ``command`` is
    who found it: what drift and migrations find is about the whole project and not about tiers.
    """

    known: Mapping[str, str] = {}
    selection: Selection | None = None
    levels: Mapping[str, Severity] = {}
    per_path: tuple[tuple[str, tuple[str, ...]], ...] = ()
    baseline: Baseline | None = None
    rule_files: tuple[tuple[str, str], ...] = ()
    today: str = ""
    command: str = "check"


class Triaged(Record):
    """The parts of a report that triage makes; ``suppressed`` counts what settings and comments left out."""

    findings: tuple[Finding, ...] = ()
    suppressed: int = 0
    baselined: int = 0


def triage(judged: Sequence[TierFindings], policy: Policy) -> Triaged:
    """Return the findings to report: levels, then selection, then paths, then comments, then the baseline.

    Comments and baseline entries that leave nothing out are findings themselves and go the same way. What was not
    selected, or has the level ``off``, was never asked for and is not counted.
    """
    said = [finding for run in judged for finding in run.findings]
    suppressions = _suppressions(judged, policy)
    baseline = policy.baseline
    if not said and suppressions is None and baseline is None:
        return Triaged()

    said = _marked(said)
    looked_at = None if policy.command in OF_PROJECTS else _looked_at(judged, policy)
    idle = [] if _blind(said) else _idle(said, suppressions, baseline, looked_at, policy.command)
    asked = _asked(said + _marked(idle), policy)
    kept = [finding for finding in asked if not _ignored(finding, policy)]
    if suppressions:
        kept = [finding for finding in kept if not suppressions.cover(finding)]
    new = baseline.without_known(kept) if baseline else kept
    findings = tuple(sorted(new, key=lambda finding: finding.order))
    return Triaged(findings, suppressed=len(asked) - len(kept), baselined=len(kept) - len(new))


def _suppressions(judged: Sequence[TierFindings], policy: Policy) -> Suppressions | None:
    """Return what comments suppress; None where no comment speaks to envlint, which costs nothing."""
    readings = [reading for run in judged for reading in run.readings if reading.remarks]
    speaking = [(path, text) for path, text in policy.rule_files if CALL in text]
    if not readings and not speaking:
        return None
    from envlint.analysis.remarks import remarks_of_rules
    from envlint.analysis.suppress import Suppressions

    readings += [remarks_of_rules(path, text) for path, text in speaking]
    return Suppressions(readings, policy.known, policy.today, policy.command)


def _blind(said: Iterable[Finding]) -> bool:
    """Whether something was not looked at: then nobody can say that a comment or an entry leaves nothing out."""
    return any(finding.code in BLOCKING for finding in said)


def _idle(
    said: Sequence[Finding],
    suppressions: Suppressions | None,
    baseline: Baseline | None,
    looked_at: frozenset[tuple[str, str]] | None,
    command: str,
) -> list[Finding]:
    """Return a finding for each comment and each entry that leaves nothing out of what the checks said."""
    idle = suppressions.housekeeping(said) if suppressions else []
    if baseline:
        idle += baseline.stale({finding.fingerprint for finding in said}, looked_at, command)
    return idle


def _marked(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings in order, each once, with fingerprints."""
    once = {finding.order: finding for finding in findings}
    return fingerprinted([once[order] for order in sorted(once)])


def _looked_at(judged: Sequence[TierFindings], policy: Policy) -> frozenset[tuple[str, str]]:
    """Return the pairs of tier and place that were looked at; what no tier has a say in has the tier ``""``."""
    seen = [(run.tier, place(reading.source.at(-1, -1))) for run in judged for reading in run.readings]
    return frozenset([*seen, *[("", where) for _, where in seen], *[("", path) for path, _ in policy.rule_files]])


def _asked(findings: Iterable[Finding], policy: Policy) -> list[Finding]:
    """Return the findings that are selected and not off, at the levels that the settings give them."""
    levelled = [_levelled(finding, policy.levels) for finding in findings]
    chosen = policy.selection
    return [
        finding
        for finding in levelled
        if finding.severity is not OFF and (chosen is None or chosen.selects(finding.code, finding.name))
    ]


def _levelled(finding: Finding, levels: Mapping[str, Severity]) -> Finding:
    best = max(levels, key=lambda pattern: reach((pattern,), finding.code, finding.name), default="")
    if finding.code in BLOCKING or not fits(best, finding.code, finding.name):
        return finding
    level = levels[best]
    # A fallback acts where a tier only warns.
    return finding.replace(severity=level, fallback=finding.fallback if level is WARNING else None)


def _ignored(finding: Finding, policy: Policy) -> bool:
    """Whether the settings or the command line leave the finding out."""
    code, name = finding.code, finding.name
    if policy.selection is not None and policy.selection.ignores(code, name):
        return True
    return code not in BLOCKING and any(
        reach(patterns, code, name) and path_fits(finding.at.path, glob) for glob, patterns in policy.per_path
    )
