"""The generated sections of a project's docs and templates: what is to stand in them, and which are out of date."""

from __future__ import annotations

from envlint.analysis.repair import bodies
from envlint.analysis.repair.facts import facts
from envlint.analysis.repair.sections import sections
from envlint.analysis.repair.sections import stale as stale_in
from envlint.checks.drift.project import StaleSection
from envlint.core.errors import EnvlintError
from envlint.core.source import CALL
from envlint.core.suggest import nearest
from envlint.inventories.docs.pages import may_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Final

    from envlint.analysis.repair.facts import Facts
    from envlint.commands.survey import Said, Survey
    from envlint.core.finding import Finding
    from envlint.core.rule import Rule

ITSELF: Final = "ENV417"
NAMES: Final = ("rules", "variables", "drift")
COMMANDS: Final = {"docs": "envlint docs", "template": "envlint template"}


def stale_sections(survey: Survey, found: Iterable[Finding]) -> tuple[StaleSection, ...]:
    """Return the sections of docs that are out of date. ``found`` is what is open today.

    Raises:
        EnvlintError: a section is not closed, or asks for what is not generated.
    """
    all = tuple(found)
    stale: dict[tuple[str, int], StaleSection] = {}
    for said, path, text in marked(survey):
        lines = section_bodies(said, all)
        names = {section.at: section.name for section in sections(path, text)}
        for at in stale_in(path, text, lines):
            stale[path, at.line] = StaleSection(names[at], at, COMMANDS["docs"])
    return tuple(stale[place] for place in sorted(stale))


def marked(survey: Survey) -> Iterator[tuple[Said, str, str]]:
    """Yield each page of the docs that has a generated section, with the part that it belongs to.

    Raises:
        EnvlintError: a section asks for what is not generated.
    """
    for said in survey.parts:
        for path in _pages(survey, said):
            text = text_of(survey, path)
            if CALL not in text:
                continue
            for section in sections(path, text):
                if section.name not in NAMES:
                    guess = nearest(section.name, NAMES)
                    help = f"did you mean {guess}?" if guess else f"one of {', '.join(NAMES)}"
                    raise EnvlintError("no generated section has this name", at=section.at, help=help)
            yield said, path, text


def _pages(survey: Survey, said: Said) -> tuple[str, ...]:
    """Return the pages of one part that may have sections: those of the settings, else those where docs may be."""
    scope = said.part.own
    named = scope.named("docs")
    return tuple(filter(scope.holds, said.of("docs").files if named else filter(may_document, survey.tree.paths)))


def section_bodies(said: Said, found: Iterable[Finding]) -> Mapping[str, Sequence[str]]:
    """Return the lines of every section of one part."""
    own = [finding for finding in found if finding.code != ITSELF]
    return {
        "rules": bodies.rules(said.plans),
        "variables": bodies.variables(declared(said)),
        "drift": bodies.drift(own),
    }


def declared(said: Said) -> Iterator[Facts]:
    """Yield the facts of every variable that a rule declares, in the order of the rule files."""
    names = dict.fromkeys(name for plan in said.plans.values() for name in plan.variables)
    for name in names:
        yield facts(name, rules_of(said, name))


def rules_of(said: Said, name: str) -> list[tuple[str, Rule]]:
    """Return a variable's rule in each tier, the laxest tier first."""
    tiers = sorted(said.contract.settings.tiers, key=lambda tier: tier.strictness)
    plans = [(tier.name, said.plans[tier.name]) for tier in tiers]
    return [(tier, plan.variables[name]) for tier, plan in plans if name in plan.variables]


def text_of(survey: Survey, path: str) -> str:
    """Return a file's text, empty where it cannot be read or is no UTF-8: nothing is written there then."""
    data = survey.tree.read(path) or b""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
