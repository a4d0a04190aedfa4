"""Statements that are refused only because an earlier one is: what that was to make is missing, which is said once.

What a statement was to make is known by its words alone, for it may be none that can be read.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

KINDS: Final = "TABLE|TYPE|DOMAIN|VIEW|SEQUENCE|SCHEMA|INDEX"
MAKING: Final = re.compile(
    rf"\bCREATE\s+(?:[A-Z]+\s+){{0,3}}?(?:{KINDS})\s+(?:CONCURRENTLY\s+)?(?:IF\s+NOT\s+EXISTS\s+)?([\w.\"]+)",
    re.IGNORECASE,
)
MISSED: Final = re.compile(r"there is no (?:[a-z]+ )?(\S+)")


def named(text: str) -> dict[str, bool]:
    """Return the names of what a statement was to make."""
    return dict.fromkeys(map(_own, MAKING.findall(text)), True)


def follows(message: str, unmade: Mapping[str, bool]) -> bool:
    """Whether what a statement is refused for, in words, is that something is not there which another was to make."""
    missed = MISSED.fullmatch(message)
    return missed is not None and _own(missed[1]) in unmade


def _own(name: str) -> str:
    return name.rpartition(".")[2].strip('"').lower()
