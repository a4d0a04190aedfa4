"""ENV111: a value that the tier forbids, though its type allows it."""

from __future__ import annotations

from envlint.checks.conditions import asked, holds
from envlint.checks.shown import shown
from envlint.core.finding import Breach
from envlint.types import Malformed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import DemandSubject


def judge(subject: DemandSubject) -> Iterator[Breach]:
    """Yield a breach for each forbidden literal, and each forbidden condition on the table's own variable."""
    rule, demand, view = subject.rule, subject.demand, subject.view
    if demand.kind != "forbid" or not rule.name or asked(rule, demand, view) is not True:
        return
    text, value = view.effective(rule.name), view.parsed(rule.name)
    if text is None:
        return
    items = [item.text for item in value] if isinstance(value, tuple) and rule.type.startswith("list") else [text]
    for literal in demand.literals:
        if literal in items and not isinstance(value, Malformed):
            # The literal stands in the rule file, where everybody can read it; a secret's is not repeated all the same.
            seen = literal if shown(rule, literal) is not None or not rule.secret else "this value"
            yield _breach(subject, f"{rule.name} may not {'hold' if len(items) > 1 else 'be'} {seen}", f"not {seen}")
    for atom in demand.atoms:
        if atom.name == rule.name and holds(atom, view, any_item=True):
            wanted = " or ".join(atom.values)
            part = f"its {atom.part} may not be {wanted}" if atom.part else f"forbids {atom.text}"
            yield _breach(subject, f"{rule.name}: {part}" if atom.part else f"{rule.name} {part}", f"not {wanted} here")


def _breach(subject: DemandSubject, message: str, label: str) -> Breach:
    name = subject.rule.name
    return Breach(message, subject.view.at(name), variable=name, label=label, help=f"set {name} to something else")
