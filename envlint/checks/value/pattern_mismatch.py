"""ENV106: a value that does not match the pattern of its rule."""

from __future__ import annotations

from envlint.core.finding import Breach

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
    pattern = spec.get("pattern")
    if pattern is not None and not matches(pattern, subject.text):
        yield _breach(subject, "", 0, None, pattern)
    pattern = spec.get("items", {}).get("pattern")
    if pattern is not None:
        for item in subject.parsed:
            if not matches(pattern, item.text):
                yield _breach(subject, ": an item", item.start, item.end, pattern)


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text matches. RE2's automaton takes linear time, whatever the pattern."""
    import re2

    return re2.fullmatch(pattern, text) is not None


def _breach(subject: ValueSubject, item: str, start: int, end: int | None, pattern: str) -> Breach:
    return Breach(
        f"{subject.name}{item} does not match its pattern",
        subject.at(start, end),
        help=f"it must match {pattern} from end to end",
    )
