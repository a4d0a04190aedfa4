"""``envlint init``: draft rules, settings and a baseline from what is there. Asks nothing."""

from __future__ import annotations

import os

from envlint.analysis.baseline import PATH, document
from envlint.commands import drafts
from envlint.commands.baseline import of_drift, recorded
from envlint.commands.contract import Contract, below
from envlint.commands.gate import judge
from envlint.commands.report import report
from envlint.commands.survey import open_project, survey
from envlint.commands.targets import aim
from envlint.core.errors import EnvlintError, LoadErrors
from envlint.core.escape import inert, printable
from envlint.core.location import Location
from envlint.core.request import Outcome
from envlint.inventories import rules
from envlint.reporters.wording import plural
from envlint.settings.find import OWN
from envlint.settings.load import load as load_settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Final

    from envlint.commands.survey import Survey
    from envlint.core.finding import Finding
    from envlint.core.request import Request

LIKELY: Final = ("419", "413", "115", "412", "408", "409", "407", "411", "410", "416", "402", "401", "405", "404")
"""The codes of drift, those first that most often are a bug somebody will meet."""
SHOWN: Final = 5
OF_A_KIND: Final = 2


def run(request: Request) -> Outcome:
    """Return the files to write, and what was found in at most ten lines.

    Raises:
        EnvlintError: there are settings or rules already, there is no code, or something could not be looked at.
    """
    _require_nothing(request)
    seen = survey(request)
    if seen.faults:
        raise LoadErrors(seen.faults)
    said = seen.parts[0]
    base = seen.contract.found.base
    drafted = drafts.rule_files(said, base)
    if not drafted:
        raise EnvlintError("nothing to draft from: no code was found that reads a variable", help="see `envlint scan`")
    own = drafts.settings(said, base, os.listdir(os.path.join(seen.tree.root, base)))
    drafted_seen = _as_it_will_be(seen, own, drafted)
    found = (*_of_check(request, drafted_seen), *(of_drift(request, drafted_seen) or ()))
    # The settings come last: where writing fails half-way, init can be run again once the rules are gone.
    files = {PATH: document(found), **drafted, below(base, OWN): own}
    lines = tuple(inert(printable(line)) for line in _told(seen, drafted, found))
    return Outcome(lines=lines, files=tuple((os.path.join(seen.tree.root, path), text) for path, text in files.items()))


def _require_nothing(request: Request) -> None:
    """Refuse to draft over what somebody wrote.

    Raises:
        EnvlintError: there are settings or rules.
    """
    contract = open_project(request)
    there = contract.found.path or (contract.files[0][0] if contract.files else "")
    if there:
        what = "settings" if contract.found.path else "rules"
        help = "`envlint drift` compares, `envlint baseline` records what is open"
        raise EnvlintError(f"nothing was drafted: there are {what} already", at=Location(there, there), help=help)


def _as_it_will_be(seen: Survey, own: str, drafted: Mapping[str, str]) -> Survey:
    """Return the survey with the drafts in force, which are not written yet."""
    found = seen.contract.found.replace(path=below(seen.contract.found.base, OWN), data=own.encode())
    files = [(path, text.encode()) for path, text in drafted.items()]
    contract = Contract(found, load_settings(found), files)
    plans = {tier.name: contract.plan(tier.name) for tier in contract.settings.tiers}
    said = seen.parts[0]
    inventories = {**said.inventories, "rules": rules.read(plans, contract.locate)}
    part = said.replace(contract=contract, plans=plans, inventories=inventories)
    return seen.replace(contract=contract, parts=(part,), folder="")


def _of_check(request: Request, seen: Survey) -> tuple[Finding, ...]:
    """Return what ``check`` will find in the files that are there; of a process there is nothing to record."""
    contract = seen.contract
    asked = request.replace(command="check", cwd=os.path.join(contract.root, contract.found.base), no_baseline=True)
    if not any(target.layers for target in aim(asked, contract).targets):
        return ()
    result = report(asked, contract, judge(asked, contract))
    return () if result.could_not_judge else recorded(result)


def _told(seen: Survey, drafted: Mapping[str, str], found: Iterable[Finding]) -> Iterator[str]:
    findings = list(found)
    code = seen.parts[0].of("code")
    languages = sorted({language for each in code.declarations if (language := getattr(each, "language", ""))})
    count = sum(text.count("\n[") for text in drafted.values())
    beside = "".join(f"; {kind} {_some(seen.files(kind))}" for kind in ("template", "docs") if seen.files(kind))
    yield f"found {plural(count, 'variable')} in {plural(len(code.files), 'file')} ({', '.join(languages)}){beside}"
    known = plural(len(findings), "known finding")
    yield f"drafted {OWN}, {_some(sorted(drafted))} with {plural(count, 'rule')}, {PATH} with {known}"
    likely = _likely(findings)
    if likely:
        yield "most likely bugs among them:"
        yield from (f"  {each.code} {each.at.path}:{each.at.line} {each.message}" for each in likely)
    yield "next: `envlint drift` passes, and fails on what is new; with --no-baseline it shows what is known"


def _likely(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that are most likely bugs, few of a kind before more of the same."""
    known = [finding for finding in findings if finding.code[3:] in LIKELY]
    seen: dict[str, int] = {}
    ranked: list[tuple[int, int, int, Finding]] = []
    for finding in sorted(known, key=lambda finding: finding.order):
        earlier = seen[finding.code] = seen.get(finding.code, -1) + 1
        ranked.append((earlier // OF_A_KIND, LIKELY.index(finding.code[3:]), len(ranked), finding))
    return [finding for *_, finding in sorted(ranked, key=lambda each: each[:3])[:SHOWN]]


def _some(paths: Iterable[str]) -> str:
    first, *rest = paths
    return f"{first} and {len(rest)} more" if rest else first
