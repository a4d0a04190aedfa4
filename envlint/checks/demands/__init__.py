"""Checks of what a rule demands of several variables. Subject: ``DemandSubject`` of ``subject``."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

CODES: Final = {
    "forbidden-value": "ENV111",
    "requirement-not-met": "ENV201",
    "conflict": "ENV202",
    "incomplete-group": "ENV203",
    "none-of-group": "ENV204",
    "must-differ": "ENV205",
    "comparison-failed": "ENV206",
    "undecided-rule": "ENV210",
}
# Which checks look at which kind of demand while it is made, and which where that cannot be decided.
ASKED: Final = {
    "requires": ("requirement-not-met", "comparison-failed", "undecided-rule"),
    "forbid": ("forbidden-value", "conflict", "undecided-rule"),
    "conflicts": ("conflict", "undecided-rule"),
    "all_or_none": ("incomplete-group",),
    "any_of": ("none-of-group",),
    "one_of": ("none-of-group", "conflict"),
    "differs_from": ("must-differ",),
}
UNDECIDED: Final = ("undecided-rule",)
OF_LITERALS: Final = ("forbidden-value",)
