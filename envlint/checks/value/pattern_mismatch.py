"""ENV106: a value that does not match the pattern of its rule."""

from __future__ import annotations

from envlint.core.finding import Breach
from envlint.formats.patterns import pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import ValueSubject
    from envlint.core.rule import Rule


def applies(rule: Rule) -> bool:
    """Whether the rule or its items have a pattern."""
    return "pattern" in rule.spec or "pattern" in rule.spec.get("items", {})


def judge(subject: ValueSubject) -> Iterator[Breach]:
    """Yield a breach for a value, and for each item, that its pattern does not match as a whole."""
    for each in subject.each:
        wanted = each.rule.spec.get("pattern")
        if wanted is not None and not pattern(wanted).matches(each.text):
            said = subject.name if each is subject else f"{subject.name}: an item"
            yield Breach(
                f"{said} does not match its pattern", each.at(), help=f"it must match {wanted} from end to end"
            )
