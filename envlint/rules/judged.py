"""Rule files to what they say, each entry judged by itself and against the others."""

from __future__ import annotations

from envlint.core.errors import EnvlintError, LoadErrors
from envlint.core.record import Record
from envlint.rules import build, document
from envlint.rules.conditions import Names
from envlint.rules.declared import declarations
from envlint.rules.duplicates import duplicates
from envlint.rules.invariants.build import Stated
from envlint.rules.invariants.demands import Known
from envlint.rules.invariants.model import Invariant
from envlint.rules.invariants.tags import Tags
from envlint.rules.levels import level_in, misnamed, required_in
from envlint.rules.model import Group, Variable
from envlint.rules.problem import Problem, located
from envlint.rules.shape import misfits
from envlint.rules.view import View, spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from envlint.core.rule import Rule
    from envlint.core.tier import Tier
    from envlint.rules.document import Document, Entry
    from envlint.rules.model import Table


class Judged(Record):
    """What rule files say, with nothing wrong in it. ``texts`` are the files by path."""

    entries: tuple[JudgedEntry, ...]
    invariants: tuple[Stated, ...]
    texts: dict[str, str]


def judged(files: Sequence[tuple[str, bytes]], tiers: tuple[Tier, ...], dialect: Mapping[str, str]) -> Judged:
    """Return the entries of rule files, each judged by itself and against the others.

    Raises:
        LoadErrors: with every error of every file, sorted by place.
    """
    documents, errors = _read(files)
    texts = {document.path: document.text for document in documents}
    entries, problems = _entries(found for each in documents for found in document.entries(each))
    sentences, more = _entries(found for each in documents for found in document.invariants(each))
    problems += more
    problems += [problem for entry in (*entries, *sentences) for problem in misnamed(entry, tiers)]
    names = Names(declarations(entries, dialect), complete=not errors)
    project = build.Project(names, dialect)
    seen = tuple(JudgedEntry(entry, tiers, project) for entry in entries)
    tags = Tags(documents, complete=not errors)
    rules = {each.name: each.rules for each in seen if each.name and not each.problems and not each.misfits}
    known = Known(names, tags, rules)
    stated = tuple(Stated(entry, known) for entry in sentences)
    for found in (seen, (tags,), stated):
        problems += [problem for each in found for problem in each.problems]
    problems += duplicates([*entries, *sentences], texts)
    errors += located(problems, texts)
    if errors:
        raise LoadErrors(in_order(errors))
    return Judged(seen, stated, texts)


def in_order(errors: Iterable[EnvlintError]) -> list[EnvlintError]:
    """Return errors sorted by place, each once."""
    return sorted({str(error): error for error in errors}.values(), key=_order)


class JudgedEntry:
    """An entry of a rule file with its rule in every tier. Tiers that ``in`` does not name share one view."""

    def __init__(self, entry: Entry, tiers: tuple[Tier, ...], project: build.Project) -> None:
        self.name = entry.name
        self.misfits = entry.misfits
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


def _entries(found: Iterable[Entry | Problem]) -> tuple[list[Entry], list[Problem]]:
    """Return the entries, cut down to what has the right shape, and what has not."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    for each in found:
        if isinstance(each, Problem):
            problems.append(each)
            continue
        table, faults = misfits(_model(each), each.table, each.place)
        entries.append(each.replace(table=table, misfits=_keys(each, faults)))
        problems += faults
    return entries, problems


def _model(entry: Entry) -> type[Table]:
    if entry.name:
        return Variable
    return Invariant if entry.place.keys[0] == "invariant" else Group


def _keys(entry: Entry, faults: Iterable[Problem]) -> frozenset[str]:
    inside = (key for fault in faults for key in fault.place.keys[len(entry.place.keys) :])
    return frozenset(key for key in inside if isinstance(key, str))


def _order(error: EnvlintError) -> tuple[str, int, int, str]:
    at = error.at
    return (at.path, at.line, at.column, error.message) if at else ("", 0, 0, error.message)
