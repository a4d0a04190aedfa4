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
    spec = subject.rule.spec
    wanted = spec.get("pattern")
    if wanted is not None and not pattern(wanted).matches(subject.text):
        yield _breach(subject, "", 0, None, wanted)
    wanted = spec.get("items", {}).get("pattern")
    for item in subject.parsed if wanted is not None else ():
        if not pattern(wanted).matches(item.text):
            yield _breach(subject, ": an item", item.start, item.end, wanted)


def _breach(subject: ValueSubject, item: str, start: int, end: int | None, wanted: str) -> Breach:
    return Breach(
        f"{subject.name}{item} does not match its pattern",
        subject.at(start, end),
        help=f"it must match {wanted} from end to end",
    )
