"""ENV206: two values stand in the wrong order, or one on the wrong side of a bound."""

from __future__ import annotations

from envlint.checks.conditions import ORDERING
from envlint.checks.shown import assigned
from envlint.checks.wording import subject_at
from envlint.core.finding import Breach, Related

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.demands.subject import DemandSubject
    from envlint.checks.subjects import View


def judge(subject: DemandSubject) -> Iterator[Breach]:
    """Yield a breach for each required ordering, or equality with another variable, that does not hold."""
    rule, view = subject.rule, subject.view
    for atom, holds in subject.verdicts:
        if holds is not False or (atom.operator not in ORDERING and not atom.other):
            continue
        other = view.binding(atom.other) if atom.other else None
        facts = [_stands(name, view) for name in (atom.name, atom.other) if name]
        yield Breach(
            f"{atom.text} does not hold: {' and '.join(facts)}",
            view.at(atom.name) if view.is_set(atom.name) else subject_at(subject, atom.name),
            variable=rule.name or atom.name,
            label="this ...",
            related=(Related("... against this", other.at),) if other else (),
            help=f"change one of them so that {atom.text.replace('$', '')}",
        )


def _stands(name: str, view: View) -> str:
    rule, text = view.rule(name), view.effective(name)
    if rule is None or text is None:
        return f"{name} is not set"
    said = assigned(rule, text)
    return (said if "=" in said else f"{name} is set") + ("" if view.is_set(name) else " by default")
