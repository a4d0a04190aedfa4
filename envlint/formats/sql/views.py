"""What a view reads, as far as its query says so by itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class View:
    """What a view reads: relations, and columns with theirs, empty if it could be one of several; ``*`` is all."""

    relations: frozenset[str]
    columns: frozenset[tuple[str, str]]

    def reads(self, relation: str, column: str, *, surely: bool) -> bool:
        """Whether it reads a column, or may do so."""
        of = {relation} if surely else {relation, ""}
        return any(owner in of and name in (column, "*") for owner, name in self.columns)
