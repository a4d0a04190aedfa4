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
