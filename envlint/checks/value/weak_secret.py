"""ENV114: a secret that can be guessed: too short, one character over and over, a keyboard row."""

from __future__ import annotations

from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import ValueSubject
    from envlint.core.rule import Rule

SHORTEST = 8
FEWEST_DISTINCT = 5
LONGEST_PIECE = 64
ROWS = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")
RUNS = " ".join([run * 8 for row in ROWS for run in (row, row[::-1])])


def applies(rule: Rule) -> bool:
    """Whether the variable is a secret by its type; a URL with a password in it has a length of its own."""
    return rule.type in ("secret", "list<secret>", "map<secret>")


def judge(subject: ValueSubject) -> Iterator[Breach]:
    """Yield a breach for a secret that is weak in itself; its length against the rule is another check's."""
    for each in subject.each:
        least = int(each.rule.spec.get("min_length", 0))
        fault = weakness(each.text, check_length=not least) if len(each.text) >= least else ""
        if fault:
            yield Breach(
                f"{each.said} {fault}",
                each.at(),
                label="easily guessed",
                help="make a new one at random, such as with `openssl rand -base64 48`",
            )


def weakness(text: str, *, check_length: bool = True) -> str:
    """Return why a secret is weak, empty if it is not. Nothing of the secret is said."""
    if len(text) < SHORTEST:
        return f"has {len(text)} characters, too few for a secret" if check_length else ""
    distinct = len(set(text))
    if distinct < FEWEST_DISTINCT:
        return "is one character over and over" if distinct == 1 else "is made of very few different characters"
    if repeats(text):
        return "repeats a short piece over and over"
    if text.lower() in RUNS:
        return "is a row of the keyboard, the alphabet or the digits"
    return ""


def repeats(text: str) -> bool:
    """Whether a text is a short piece three times or more, the last time perhaps cut off."""
    longest = min(LONGEST_PIECE, len(text) // 3)
    beginning = text[:SHORTEST]
    period = text.find(beginning, 1, longest + SHORTEST)
    while period > 0:
        if text[period:] == text[:-period]:
            return True
        period = text.find(beginning, period + 1, longest + SHORTEST)
    return False
