"""Texts that were put there to be replaced."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

# Whole value or prefix, in any case.
WORDS: Final = ("changeme", "change-me", "change_me", "replaceme", "replace-me", "replace_me", "todo", "your-", "your_")
# Whole value only: secrets may well begin with these.
WHOLE: Final = frozenset(("example", "secret", "password", "test", "placeholder", "dummy"))
# Whole value only: nothing at all for some readers (Laravel's env()), for the others the secret itself.
NOTHING: Final = frozenset(("null", "none", "nil", "undefined", "false"))
# With something behind that shows it is a phrase: `example-key`, `secret_here`, `test.key`.
BEFORE_A_BREAK: Final = ("example", "secret", "password", "test", "placeholder")
LONGEST_PHRASE: Final = 40


def is_nothing(text: str) -> bool:
    """Whether a text is a word for no value."""
    return text.strip().lower() in NOTHING


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
