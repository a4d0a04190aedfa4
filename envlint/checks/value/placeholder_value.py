"""ENV113: a secret that is still the word somebody put there to be replaced."""

from __future__ import annotations

from envlint.core.finding import Breach
from envlint.types import Malformed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import ValueSubject
    from envlint.core.rule import Rule

# Whole value or prefix, in any case.
WORDS = ("changeme", "change-me", "change_me", "replaceme", "replace-me", "replace_me", "todo", "your-", "your_")
# Whole value only: secrets may well begin with these.
WHOLE = frozenset(("example", "secret", "password", "test", "placeholder", "dummy"))
# Whole value only: nothing at all for some readers (Laravel's env()), for the others the secret itself.
NOTHING = frozenset(("null", "none", "nil", "undefined", "false"))
# With something behind that shows it is a phrase: `example-key`, `secret_here`, `test.key`.
BEFORE_A_BREAK = ("example", "secret", "password", "test", "placeholder")
LONGEST_PHRASE = 40


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
    if subject.text.strip().lower() in NOTHING:
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


def is_placeholder(text: str) -> bool:
    """Whether a text was put there to be replaced."""
    folded = text.strip().lower()
    if folded in WHOLE or folded in NOTHING or folded.startswith(WORDS):
        return True
    if folded.startswith("<") and folded.endswith(">"):
        return True
    if folded.startswith("xxx"):
        return len(folded) <= LONGEST_PHRASE or not folded.strip("x")
    if len(folded) > LONGEST_PHRASE or not folded.startswith(BEFORE_A_BREAK):
        return False
    word = next(word for word in BEFORE_A_BREAK if folded.startswith(word))
    rest = folded[len(word) :]
    return rest[:1] in ("-", "_", ".", " ") and not any(character.isdigit() for character in rest)
