"""An entry of a rule file to the ``Rule`` of one tier."""

from __future__ import annotations

from envlint import types
from envlint.checks.conditions import equals
from envlint.checks.value import applicable, first_fault
from envlint.core.record import Record
from envlint.core.rule import Deprecation, Rule
from envlint.rules import demands, options
from envlint.rules.problem import did_you_mean, quoted
from envlint.rules.refusal import refusal
from envlint.rules.scalars import allowed, canonical

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from envlint.rules.conditions import Names
    from envlint.rules.model import Described, Group, Variable
    from envlint.rules.view import View


SOME_TYPES = "such as string, bool, int, url, secret or list<string>; `envlint schema` lists all"


class Project(Record):
    """What the tables of a project are held against: each other's names, and the readers that settings name."""

    names: Names
    dialect: Mapping[str, str]


def variable(view: View[Variable], project: Project) -> Rule:
    """Return the rule of a variable, what is wrong with it noted in the view. Level and ``required`` come later."""
    stated = view.stated
    type_name = _type(view)
    rule = Rule(
        name=view.name,
        type=type_name or "string",
        spec=options.of_type(view, type_name, project.dialect),
        values=allowed(stated.values),
        descriptions=tuple(stated.values.values()) if isinstance(stated.values, dict) else (),
        default=canonical(stated.default) or None,
        fallback=canonical(stated.fallback) or None,
        empty_ok=stated.empty == "ok",
        secret=stated.secret if view.states("secret") else None,
        deprecated=_deprecation(view, project.names),
        external=stated.external,
        names_only=stated.visibility == "names-only",
        differs_across_tiers=stated.differs_across_tiers,
        demands=demands.of_variable(view, project.names),
        example=canonical(stated.example),
        phase=stated.phase,
        sql=stated.sql,
        **_described(view),
    )
    if type_name:
        _judge_values(view, rule)
    rule = rule.replace(checks=applicable(rule))
    for key, text in (("default", rule.default), ("fallback", rule.fallback)):
        if text is not None:
            _judge_own(view, rule, key, text)
    return rule


def group(view: View[Group], project: Project) -> Rule:
    """Return the rule of a ``[[rule]]``."""
    described = _described(view, "a [[rule]]")
    asked = demands.of_group(view, project.names)
    if not asked and not view.misfits.intersection(demands.KINDS):
        view.fault((), "a [[rule]] asks for something", f"write one of {', '.join(demands.KINDS)}")
    return Rule(demands=asked, **described)


def cited(view: View[Any], of: str = "") -> str:
    """Return the id of an entry, what is wrong with it noted in the view; ``of`` is what cannot be without one."""
    id = canonical(view.stated.id)
    if view.states("id"):
        if not id or not id.isprintable() or " " in id:
            view.fault(("id",), "an id is a number or a word without blanks", 'such as 11 or "smtp-complete"')
    elif of and "id" not in view.misfits:
        view.fault((), f"{of} needs an id", 'write id = "what-it-asks", so that people can cite it')
    return id


def _described(view: View[Any], of: str = "") -> dict[str, Any]:
    stated: Described = view.stated
    id = cited(view, of)
    words = {key: getattr(stated, key) for key in ("doc", "why", "section", "see", "owner")}
    return {"id": id, "tags": tuple(stated.tags), "place": view.place, **words}


def _type(view: View[Variable]) -> str:
    """Return the type, empty for one that does not exist."""
    name = view.stated.type
    if "type" in view.misfits:
        return ""
    if not name:
        return "enum" if view.stated.values else "string"
    if types.known(name):
        if name == "enum" and not view.stated.values and "values" not in view.misfits:
            view.fault(("type",), "an enum needs values", 'write values = ["...", "..."]')
        return name
    view.fault(
        ("type",), f"unknown type {quoted(name)}", _advice(name) or did_you_mean(name, types.names(), SOME_TYPES)
    )
    return ""


def _advice(name: str) -> str:
    """Return what to write instead of a list or map of what is no type."""
    outer, _, inner = name.partition("<")
    if outer not in ("list", "map"):
        return ""
    return did_you_mean(inner.removesuffix(">"), types.names(), f"write {outer}<string>")


def _deprecation(view: View[Variable], names: Names) -> Deprecation | None:
    if not view.states("deprecated"):
        return None
    stated = view.stated.deprecated
    fault = names.unknown(stated.use) if stated.use else None
    if stated.use == view.name:
        fault = ("it cannot take its own place", "name the variable to use instead")
    if fault:
        view.fault(("deprecated", "use"), *fault)
    return Deprecation(use=stated.use, since=stated.since, remove=stated.remove, reason=stated.reason)


def _judge_values(view: View[Variable], rule: Rule) -> None:
    """Hold the listed values against the type."""
    if not rule.values:
        return
    if "values" not in types.options(rule.type):
        view.fault(("values",), f"values do not fit the type {rule.type}", "leave out the type for an enum", "key")
        return
    element = types.split(rule.type)[1]
    listing = isinstance(view.stated.values, list)
    for index, text in enumerate(rule.values):
        fault = refusal(element, text, rule.spec, said="the value")
        if fault:
            view.fault(("values", index if listing else text), *fault, "value" if listing else "key")


def _judge_own(view: View[Variable], rule: Rule, key: str, text: str) -> None:
    """Hold a default or fallback against its own rule, unless something is wrong with what it would be judged by."""
    wrong = view.misfits | {str(problem.place.keys[-1]) for problem in view.problems}
    if key == "fallback" and (rule.secret or (rule.type == "secret" and rule.secret is None)):
        view.fault((key,), "a secret has no fallback", "leave it out")
    elif wrong.intersection(("type", "values", "forbid", *options.OPTIONS)):
        return
    elif fault := first_fault(rule.replace(default=None, fallback=None), text):
        view.fault((key,), f"the {key} breaks its own rule: {fault.message}", fault.help)
    elif _is_forbidden(rule, text):
        view.fault((key,), f"the {key} is a value that is forbidden", "change one of them")


def _is_forbidden(rule: Rule, text: str) -> bool:
    """Whether the rule forbids this very value, or one of its items."""
    words = [word for demand in rule.demands if not demand.when for word in demand.literals]
    if not words:
        return False
    container, type_name = types.split(rule.type)
    value = types.parse(rule.type, text, rule.spec)
    if not container:
        return equals(text, value, type_name, words, rule)
    return any(equals(item.text, item.value, type_name, words, rule) for item in value)
