"""Checks of one value against the rule of its variable. Subject: ``ValueSubject``."""

from __future__ import annotations

from envlint.checks import load
from envlint.checks.subjects import ValueSubject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Final

    from envlint.core.finding import Breach
    from envlint.core.rule import Rule

CODES: Final = {
    "placeholder-value": "ENV113",
    "invisible-characters": "ENV112",
    "wrong-type": "ENV102",
    "value-not-allowed": "ENV101",
    "out-of-range": "ENV103",
    "pattern-mismatch": "ENV106",
    "wrong-length": "ENV107",
    "weak-secret": "ENV114",
}
EXCLUSIVE: Final = frozenset(("placeholder-value", "invisible-characters", "wrong-type"))
ABOUT_SECRETS: Final = frozenset(("placeholder-value", "weak-secret"))


def applicable(rule: Rule) -> tuple[str, ...]:
    """Return the names of the checks that can ever object to a value of this rule, in the order they are asked."""
    modules: dict[str, Any] = {name: load("value", name) for name in CODES}
    return tuple(name for name, module in modules.items() if module.applies(rule))


def judge(subject: ValueSubject, names: Iterable[str]) -> Iterable[tuple[str, Breach]]:
    """Yield each fault with its check's name. After an exclusive one the rest says nothing new and is not asked."""
    for name in names:
        found = False
        for breach in load("value", name).judge(subject):
            found = True
            yield name, breach
        if found and name in EXCLUSIVE:
            return


def first_fault(rule: Rule, text: str) -> Breach | None:
    """Return the first fault of a text as a value of this rule, as for a default: what is secret is no matter here."""
    names = [name for name in rule.checks or applicable(rule) if name not in ABOUT_SECRETS]
    return next((breach for _, breach in judge(ValueSubject(rule, text), names)), None)


def valid(rule: Rule, text: str) -> bool:
    """Whether nothing that can be seen is wrong with a text as a value of this rule."""
    names = [name for name in rule.checks if name not in ABOUT_SECRETS and name != "invisible-characters"]
    return next(iter(judge(ValueSubject(rule, text), names)), None) is None
