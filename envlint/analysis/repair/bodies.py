"""The lines of the generated sections: ``rules``, ``variables`` and ``drift``."""

from __future__ import annotations

from envlint.analysis.repair import words
from envlint.analysis.repair.rows import cell, row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Final

    from envlint.analysis.repair.facts import Facts
    from envlint.core.finding import Finding
    from envlint.core.rule import Plan, Rule

NOT_ASKED: Final = "-"
COLUMNS: Final = ("Name", "Type", "Default", "Required", "Allowed", "Description")
NOTHING: Final = "None."
LONGEST_NUMBER: Final = 18
"""Digits of an id up to which it is ordered as a number."""


def rules(plans: Mapping[str, Plan]) -> list[str]:
    """Return a table with one row for each demand of the rules that have an id, and what it weighs in each tier.

    The rows of one rule stand in the order of the last tier, which is nearly always the one that asks most.
    """
    rows: dict[tuple[str, tuple[str, ...], str], dict[str, str]] = {}
    for tier, plan in reversed(list(plans.items())):
        for rule in sorted(_cited(plan), key=_order):
            for about, demand in words.demands(rule):
                rows.setdefault((rule.id, about, demand), {})[tier] = rule.level.word
    head = ["Rule", "Holds", "Demand", *[tier.capitalize() for tier in plans]]
    lines = [row(head), row(["---"] * len(head))]
    for (id, about, demand), levels in sorted(rows.items(), key=lambda item: _number(item[0][0])):
        holds = words.listed(map(words.code, about))
        cells = [f"#{id}" if id.isdigit() else id, holds, demand, *[levels.get(tier, NOT_ASKED) for tier in plans]]
        lines.append(row(cells))
    return lines


def variables(known: Iterable[Facts]) -> list[str]:
    """Return a table with a row for each variable."""
    lines = [row(list(COLUMNS)), row(["---"] * len(COLUMNS))]
    return lines + [row([cell(column.lower(), each) for column in COLUMNS]) for each in known]


def drift(findings: Iterable[Finding]) -> list[str]:
    """Return a list of what the places disagree about, by check; neither lines nor values, so that it keeps."""
    by_check: dict[tuple[str, str], list[str]] = {}
    for finding in sorted(findings, key=lambda finding: (-finding.severity, finding.code, finding.variable)):
        said = words.code(finding.variable) if finding.variable else words.code(finding.at.path)
        by_check.setdefault((finding.code, finding.name), []).append(said)
    lines = [
        f"- {name.replace('-', ' ')} ({code}): {', '.join(dict.fromkeys(said))}"
        for (code, name), said in by_check.items()
    ]
    return lines or [NOTHING]


def _cited(plan: Plan) -> Iterator[Rule]:
    return (rule for rule in (*plan.variables.values(), *plan.groups) if rule.id)


def _order(rule: Rule) -> tuple[bool, int, str]:
    return _number(rule.id)


def _number(id: str) -> tuple[bool, int, str]:
    """Return what orders ids: numbers first, then words."""
    plain = id.isascii() and id.isdigit()
    return (not plain, int(id) if plain and len(id) <= LONGEST_NUMBER else 0, id)
