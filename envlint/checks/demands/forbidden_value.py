"""ENV111: a value that the tier forbids, though its type allows it."""

from __future__ import annotations

from envlint import types
from envlint.checks.conditions import equals
from envlint.checks.subjects import ValueSubject
from envlint.core.finding import Breach
from envlint.types import Malformed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from envlint.checks.demands.subject import DemandSubject
    from envlint.core.location import Location


def judge(subject: DemandSubject) -> Iterator[Breach]:
    """Yield a breach for each forbidden literal, and each forbidden condition on the table's own variable."""
    rule, demand, view = subject.rule, subject.demand, subject.view
    text, value = view.effective(rule.name), view.parsed(rule.name)
    if not rule.name or text is None:
        return
    for literal in demand.literals if not isinstance(value, Malformed) else ():
        # The literal stands in the rule file, where everybody can read it; a secret's is not repeated all the same.
        seen = "this value" if rule.secret else literal
        for at in _places(subject, literal, text, value):
            verb, help = ("hold", "take it out of the list") if at else ("be", f"set {rule.name} to something else")
            said = f"{rule.name} may not {verb} {seen}"
            yield Breach(said, at or view.at(rule.name), variable=rule.name, help=help)
    for atom, holds in subject.verdicts:
        if holds and atom.name == rule.name:
            wanted = " or ".join(atom.values)
            said = f"its {atom.part} may not be {wanted}" if atom.part else f"{atom.text} is forbidden"
            help = f"set {rule.name} to something else"
            yield Breach(f"{rule.name}: {said}", view.at(rule.name), variable=rule.name, help=help)


def _places(subject: DemandSubject, literal: str, text: str, value: Any) -> list[Location | None]:
    """Return a place for each item that is the literal; None for a plain value, if it is the literal."""
    rule = subject.rule
    container, type_name = types.split(rule.type)
    if not container:
        return [None] if equals(text, value, type_name, (literal,), rule) else []
    found = [item for item in value if equals(item.text, item.value, type_name, (literal,), rule)]
    binding = subject.view.binding(rule.name)
    if not found or binding is None:
        return [subject.view.at(rule.name) for _ in found]
    whole = ValueSubject(rule, text, binding)
    return [whole.at(item.start, item.end) for item in found]
