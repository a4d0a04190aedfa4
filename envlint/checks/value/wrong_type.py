"""ENV102: a value that is no value of its type."""

from __future__ import annotations

from envlint.core.finding import Breach
from envlint.types import Malformed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import ValueSubject
    from envlint.core.rule import Rule

ANY_TEXT = frozenset(("string", "secret", "enum"))


def applies(rule: Rule) -> bool:
    """Whether some text is no value of the type."""
    return rule.type not in ANY_TEXT


def judge(subject: ValueSubject) -> Iterator[Breach]:
    """Yield a breach when the type's own parser refuses the text."""
    fault = subject.parsed
    if not isinstance(fault, Malformed):
        return
    rule = subject.rule
    yield Breach(
        f"{subject.said} {fault.reason}",
        subject.at(fault.start, fault.end),
        help=fault.help or f"write {article(rule.type)}" + (f", such as {rule.default}" if shows_default(rule) else ""),
    )


def article(type_name: str) -> str:
    """Return the type with its article."""
    return f"{'an' if type_name[0] in 'aeiou' and not type_name.startswith('u') else 'a'} {type_name}"


def shows_default(rule: Rule) -> bool:
    """Whether the default may serve as an example."""
    return bool(rule.default) and not rule.is_secret
