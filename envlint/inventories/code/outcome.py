"""What became of a value that was read, as it is found out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from tree_sitter import Node

    from envlint.inventories.code.unit import Unit


@dataclass(frozen=True, slots=True)
class Use:
    """What became of a value. ``default`` is the node of the default, ``fallback`` a default that is no node.

    ``chained`` tells that other names are asked before the default. ``variable`` is what the value is assigned to.
    """

    default: Node | None = None
    fallback: str | None = None
    type: str = ""
    dialect: str = ""
    required: bool | None = None
    chained: bool = False
    variable: str = ""
    statement: Node | None = None

    @property
    def has_default(self) -> bool:
        """Whether anything stands in for the variable when it is not set."""
        return self.default is not None or self.fallback is not None


class Recorder:
    """Keeps what is found out of one value; what was found first holds. ``is_read`` tells other reads."""

    def __init__(self, unit: Unit, is_read: Callable[[Node], bool]) -> None:
        self.unit = unit
        self.language = unit.language
        self.is_read = is_read
        self.found = Use()
        self.start = 0

    def _of_another(self, node: Node) -> Use:
        """Return what becomes of another read."""
        raise NotImplementedError

    def _note(self, **changes: object) -> None:
        given = {
            name: value for name, value in changes.items() if value not in (None, "") and not getattr(self.found, name)
        }
        self.found = replace(self.found, **given)  # type: ignore[arg-type]

    def _default(self, node: Node | None) -> None:
        if node is None or self.found.has_default:
            return
        if self._exits(node):
            self._note(required=True)
            return
        inner = self.unit.bare(node)
        if self.is_read(inner):
            self._note(chained=True)
            nested = self._of_another(inner)
            self._note(default=nested.default, fallback=nested.fallback)
            if self.found.has_default or inner.type not in self.language.calls or len(self.unit.arguments(inner)) < 2:
                return
        self.found = replace(self.found, default=inner)

    def _exits(self, node: Node) -> bool:
        return (
            re.match(
                self.language.exits.replace(rb"\b", b""),
                self.unit.data[node.start_byte : node.end_byte].lstrip(b"{ \n\t("),
            )
            is not None
        )
