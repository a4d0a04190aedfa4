"""ENV113: a secret that is still the word somebody put there to be replaced."""

from __future__ import annotations

from envlint.core.finding import Breach
from envlint.formats.placeholders import is_nothing, is_placeholder
from envlint.types import Malformed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import ValueSubject
    from envlint.core.rule import Rule


def applies(rule: Rule) -> bool:
    """Whether the variable is declared a secret, or its items are."""
    return rule.secret is True or rule.type in ("secret", "list<secret>", "map<secret>")


def judge(subject: ValueSubject) -> Iterator[Breach]:
    """Yield a breach for a placeholder. The word itself is not said: it may be what production runs with."""
    if isinstance(subject.parsed, Malformed):
        yield from _judged(subject)
        return
    for each in subject.each:
        yield from _judged(each)


def _judged(subject: ValueSubject) -> Iterator[Breach]:
    if is_nothing(subject.text):
        yield Breach(
            f"{subject.said} holds a word for nothing, which most readers take for the secret itself",
            subject.at(),
            label="no secret",
            help="leave it empty where there is none",
        )
    elif is_placeholder(subject.text):
        yield Breach(
            f"{subject.said} is still a placeholder",
            subject.at(),
            label="a placeholder, not a secret",
            help="make a real one, such as with `openssl rand -base64 48`",
        )
