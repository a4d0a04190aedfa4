"""Rule files to one plan a tier: everything that is wrong with them is said at once."""

from __future__ import annotations

from envlint.core.errors import EnvlintError, LoadErrors
from envlint.core.rule import Plan
from envlint.rules import build, document
from envlint.rules.conditions import Names
from envlint.rules.declared import declarations
from envlint.rules.duplicates import duplicates
from envlint.rules.levels import level_in, misnamed, required_in
from envlint.rules.model import Group, Variable
from envlint.rules.problem import Problem, located
from envlint.rules.shape import misfits
from envlint.rules.view import View, spelled
from envlint.rules.weaker import weaker

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from envlint.core.rule import Rule
    from envlint.core.tier import Tier
    from envlint.rules.document import Document, Entry


def load(
    files: Sequence[tuple[str, bytes]], tiers: tuple[Tier, ...], dialect: Mapping[str, str] | None = None
) -> dict[str, Plan]:
    """Return the plan of each tier, by the tier's name.

    ``files`` are paths relative to the root, with ``/``, and their contents. ``dialect`` names the project's readers by
    kind (``bool``, ``size``, ``duration``); a variable may name its own.

    Raises:
        LoadErrors: with every error of every file, sorted by place.
    """
    documents, errors = _read(files)
    entries, problems = _entries(documents, tiers)
    names = Names(declarations(entries, dialect or {}), complete=not errors)
    project = build.Project(names, dialect or {})
    seen = [_Entry(entry, tiers, project) for entry in entries]
    problems += [problem for entry in seen for problem in entry.problems]
    texts = {document.path: document.text for document in documents}
    problems += duplicates(entries, texts)
    errors += located(problems, texts)
    if errors:
        raise LoadErrors(sorted({str(error): error for error in errors}.values(), key=_order))
    asks_less = tuple(found for entry in seen for found in weaker(entry.rules, entry.views, tiers))
    return {
        tier.name: Plan(
            tier=tier.name,
            variables={rule.name: rule for entry in seen if (rule := entry.rules[tier.name]).name},
            groups=tuple(rule for entry in seen if not (rule := entry.rules[tier.name]).name),
            weaker=asks_less,
            across=tuple(rule.name for entry in seen if _looks_beyond(rule := entry.rules[tier.name])),
        )
        for tier in tiers
    }


def _looks_beyond(rule: Rule) -> bool:
    """Whether one environment is not enough to judge a rule."""
    return rule.differs_across_tiers or any(demand.elsewhere for demand in rule.demands)


class _Entry:
    """An entry of a rule file with its rule in every tier. Tiers that ``in`` does not name share one view."""

    def __init__(self, entry: Entry, tiers: tuple[Tier, ...], project: build.Project) -> None:
        self.views: dict[str, View[Any]] = {}
        self.rules: dict[str, Rule] = {}
        built: dict[str, tuple[View[Any], Rule]] = {}
        for tier in tiers:
            name = spelled(entry, tier)
            if name not in built:
                built[name] = _built(entry, tier if name else None, project)
            view, rule = built[name]
            self.views[tier.name] = view
            self.rules[tier.name] = _weighed(rule, view, tier)
        self.problems = _distinct(view for view, _ in built.values())


def _built(entry: Entry, tier: Tier | None, project: build.Project) -> tuple[View[Any], Rule]:
    if entry.name:
        variable = View(entry, Variable, tier)
        return variable, build.variable(variable, project)
    group = View(entry, Group, tier)
    return group, build.group(group, project)


def _weighed(rule: Rule, view: View[Any], tier: Tier) -> Rule:
    """Add what depends on the tier even where ``in`` does not name it."""
    level, is_stated = level_in(tier, view.stated.level if view.states("level") else None)
    required = bool(rule.name) and required_in(tier, view.stated.required)
    return rule.replace(level=level, level_stated=is_stated, required=required)


def _distinct(views: Iterable[View[Any]]) -> list[Problem]:
    """Return the problems of one entry's views: what is wrong in general is not said again for a tier."""
    ordered = sorted((problem for view in views for problem in view.problems), key=lambda problem: problem.tier != "")
    found: dict[tuple[object, ...], Problem] = {}
    for problem in ordered:
        found.setdefault((problem.place, problem.message, problem.side), problem)
    return list(found.values())


def _read(files: Iterable[tuple[str, bytes]]) -> tuple[list[Document], list[EnvlintError]]:
    documents, errors = [], []
    for path, data in sorted(files):
        try:
            documents.append(document.parse(path, data))
        except EnvlintError as error:
            errors.append(error)
    return documents, errors


def _entries(documents: Iterable[Document], tiers: tuple[Tier, ...]) -> tuple[list[Entry], list[Problem]]:
    """Return all entries, cut down to what has the right shape, and what has not."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    for found in (found for each in documents for found in document.entries(each)):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        table, faults = misfits(Variable if found.name else Group, found.table, found.place)
        entry = found.replace(table=table, misfits=_keys(found, faults))
        problems += faults
        problems += misnamed(entry, tiers)
        entries.append(entry)
    return entries, problems


def _keys(entry: Entry, faults: Iterable[Problem]) -> frozenset[str]:
    inside = (key for fault in faults for key in fault.place.keys[len(entry.place.keys) :])
    return frozenset(key for key in inside if isinstance(key, str))


def _order(error: EnvlintError) -> tuple[str, int, int, str]:
    at = error.at
    return (at.path, at.line, at.column, error.message) if at else ("", 0, 0, error.message)
