"""JavaScript's ``replace`` of a string by a string, and where to look on behind it.

Source of the facts: ECMA-262, ``String.prototype.replace`` and ``GetSubstitution``.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.formats.dialects.javascript.budget import Budget

PATTERN: Final = re.compile(r"\$[$&`']")


def replaced(value: str, template: str, first: int, text: str, budget: Budget) -> str:
    """Return a value with ``text`` in place of the template that begins at ``first``; ``$$``, ``$&`` and so on count.

    Raises:
        EndlessError: The result would be too long.
    """
    before, after = value[:first], value[first + len(template) :]
    if "$" in text:
        meanings = {"$$": "$", "$&": template, "$`": before, "$'": after}
        budget.spend(sum(len(meanings[found[0]]) for found in PATTERN.finditer(text)))
        text = PATTERN.sub(lambda found: meanings[found[0]], text)
    budget.spend(len(text))
    return f"{before}{text}{after}"


def restart(value: str, first: int) -> int:
    """Return from where a reference may now stand in a value that had none before ``first``."""
    opened = value.rfind("{", 0, first)
    if opened > 0 and value[opened - 1] == "$" and value.find("}", opened, first) < 0:
        return opened - 1
    return max(first - 1, 0)
