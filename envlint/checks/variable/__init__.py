"""Checks of one declared variable: is it there, may it be, does it fit the tier. Subject: ``VariableSubject``."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

CODES: Final = {
    "required-variable-missing": "ENV104",
    "required-variable-empty": "ENV105",
    "deprecated-variable": "ENV109",
    "removed-variable": "ENV110",
    "renamed-and-both-set": "ENV207",
    "wrong-tier-value": "ENV208",
    "equals-template-or-code-default": "ENV209",
}
# What a value of another tier holds, whatever its type. Any other text need not be looked at.
TRACES: Final = ("localhost", "127.", "0.0.0.0", "::", "_test_")  # noqa: S104  looked for, not bound to


def of_another_tier(text: str) -> bool:
    """Whether a text may be a value of another tier, which ``wrong-tier-value`` then looks into."""
    folded = text.lower()
    return any(trace in folded for trace in TRACES)
