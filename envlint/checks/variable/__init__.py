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


def of_another_tier(text: str) -> bool:
    """Whether a text may be a value of another tier, whatever its type: ``wrong-tier-value`` then looks into it."""
    folded = text.lower()
    return (
        "localhost" in folded
        or "127." in folded
        or "0.0.0.0" in folded  # noqa: S104  looked for, not bound to
        or "::" in folded
        or "_test_" in folded
    )
