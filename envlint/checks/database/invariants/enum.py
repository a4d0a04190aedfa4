"""Invariants of enums: their values and names."""

from __future__ import annotations

from envlint.checks.database.invariants.patterns import called
from envlint.checks.database.invariants.thing import Thing
from envlint.checks.database.invariants.values import of_enum
from envlint.formats.sql import names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.checks.database.invariants.thing import Maker, State


def things(state: State) -> Iterator[Thing]:
    """Yield the enums."""
    for name, kind in sorted(state.catalogue.types.items()):
        if kind.kind == "enum":
            words = {"name": name.removeprefix(names.before(name))}
            yield Thing(name, f"enum {name}", kind.at, kind, words=words)


DEMANDS: Final[dict[str, Maker]] = {"values": of_enum, "name": called}
