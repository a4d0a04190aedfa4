"""Expressions in workflows, ``${{ ... }}``: literals and ``env.X`` are resolved, of all else it is told what it needs.

Source: GitHub's documentation, "Expressions" and "Contexts". No function and no operator is evaluated.
"""

from __future__ import annotations

import re

from envlint.formats.workflow.scalars import written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final

    Lookup = Callable[[str], tuple[str, str]]
    """Takes the name of a variable; gives its text, and why that cannot be seen."""

# An expression ends at the first }} that is in no text; a quote in a text is doubled.
EXPRESSION: Final = re.compile(r"\$\{\{((?:[^'}]|'(?:[^']|'')*+'|\}(?!\}))*+)\}\}")
TEXT: Final = re.compile(r"'((?:[^']|'')*+)'")
WORD: Final = r"[A-Za-z_][A-Za-z0-9_-]*"
CONTEXTS: Final = "secrets|vars|inputs|needs|steps|matrix|github|runner|strategy|jobs|job|env"
STEP: Final = rf"(?:\s*\.\s*({WORD}|\*)|\s*\[\s*'({WORD})'\s*\])"
REFERENCE: Final = re.compile(rf"(?<![\w.'-])({CONTEXTS})((?:{STEP})*)", re.IGNORECASE)
STEPS: Final = re.compile(STEP)
OPENS: Final = "${{"
LONGEST: Final = 64
LONGEST_EXPRESSION: Final = 21_000
"""GitHub takes no longer one."""
GITHUB_TOKEN: Final = "GITHUB_TOKEN"  # noqa: S105  the name of a secret
COMPUTED: Final = "GitHub computes it when the workflow runs"
NEVER_CLOSED: Final = "GitHub refuses the workflow: an expression is not closed"


def resolve(text: str, lookup: Lookup) -> tuple[str, str]:
    """Return a text with its expressions resolved, and why that cannot be seen, empty if it can."""
    parts: list[str] = []
    end = 0
    while (start := text.find(OPENS, end)) >= 0:
        match = EXPRESSION.match(text, start)
        if match is None:
            return "", NEVER_CLOSED
        value, unseen = evaluate(match[1].strip(), lookup)
        if unseen:
            alone = start == 0 and match.end() == len(text)
            return "", unseen if alone else unseen.replace("it is ", "it is made of ", 1)
        parts += (text[end:start], value)
        end = match.end()
    return "".join((*parts, text[end:])), ""


def evaluate(expression: str, lookup: Lookup) -> tuple[str, str]:
    """Return the text of one expression, and why it cannot be seen."""
    literal = TEXT.fullmatch(expression)
    if literal:
        return literal[1].replace("''", "'"), ""
    text, kind = written(expression)
    if kind and expression:
        return text, ""
    if len(expression) > LONGEST_EXPRESSION:
        return "", COMPUTED
    bare = TEXT.sub(lambda match: match[0] if _indexes(expression, match.start()) else "''", expression)
    reference = REFERENCE.search(bare)
    if reference is None:
        return "", COMPUTED
    context = reference[1].lower()
    steps = tuple(step[1] or step[2] for step in STEPS.finditer(reference[2]))
    whole = reference[0] == bare
    if context == "env" and whole and len(steps) == 1:
        return lookup(steps[0])
    said = _said(context, steps)
    return "", said if whole else said.replace("it is ", "it is made of ", 1)


def _indexes(expression: str, at: int) -> bool:
    """Whether the text that begins here is a key in brackets: ``secrets['X']``."""
    return expression[:at].rstrip().endswith("[")


def _said(context: str, steps: tuple[str, ...]) -> str:
    """Say what a reference refers to."""
    names = tuple(step[:LONGEST] for step in steps)
    if not names:
        return f"it is the whole context {context} of the run"
    first, last = names[0], names[-1]
    if context == "secrets" and first.upper() == GITHUB_TOKEN:
        return "it is the token that GitHub makes for the run"
    if context in ("needs", "steps") and len(names) > 1:
        what = "the output" if "outputs" in names else "the"
        return f"it is {what} {last} of the {'job' if context == 'needs' else 'step'} {first}"
    said = {
        "secrets": f"the secret {first} of the repository",
        "vars": f"the configuration variable {first} of the repository",
        "inputs": f"the input {first} of the run",
        "matrix": f"{'.'.join(names)} of the job's matrix",
        "env": f"the variable {first}",
    }
    return f"it is {said.get(context) or '.'.join((context, *names)) + ' of the run'}"
