"""The environment a program really gets: what sources set, the rules' defaults, and the fallbacks of a lax tier."""

from __future__ import annotations

from envlint.core.record import Record
from envlint.core.value import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from envlint.core.environment import Environment
    from envlint.core.finding import Finding
    from envlint.core.rule import Plan, Rule


class Effective(Record):
    """One variable as the program gets it. ``origin`` is a source's label, ``default`` or ``fallback``.

    ``unseen`` says why the value cannot be seen, where its source only refers to it; ``value`` means nothing then.
    """

    name: str
    value: Value
    origin: str
    rule: Rule | None = None
    unseen: str = ""


def effective(plan: Plan, environment: Environment, findings: Iterable[Finding]) -> list[Effective]:
    """Return all variables by name.

    A fallback replaces a value that its rule refuses, where the tier only warns; a default stands in for what is not
    set or, unless the rule says ``empty = "ok"``, empty.
    """
    fallbacks = {finding.variable: finding.fallback for finding in findings if finding.fallback is not None}
    found = []
    for name in sorted(environment.winners.keys() | plan.variables.keys()):
        rule, binding = plan.variables.get(name), environment.winners.get(name)
        if name in fallbacks:
            found.append(Effective(name, Value(fallbacks[name] or ""), "fallback", rule))
        elif binding is not None and binding.unseen:
            found.append(Effective(name, binding.value, binding.source.label, rule, binding.unseen))
        elif binding is not None and (binding.value.raw or rule is None or rule.empty_ok or rule.default is None):
            found.append(Effective(name, binding.value, binding.source.label, rule))
        elif rule is not None and rule.default is not None:
            found.append(Effective(name, Value(rule.default), "default", rule))
    return found
