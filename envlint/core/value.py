"""A variable's value, masked wherever it is printed by accident."""

from __future__ import annotations

MASK = "***"


class Value:
    """Text that is secret until a rule says otherwise.

    Every conversion to text gives the mask. The text itself is ``raw``, which checks compare and never print; what a
    reader may see is decided in one place, ``envlint.core.rule.Rule.shown``.
    """

    __slots__ = ("raw",)

    def __init__(self, raw: str) -> None:
        self.raw = raw

    def __str__(self) -> str:
        return MASK

    def __repr__(self) -> str:
        return f"Value({MASK})"

    def __format__(self, spec: str) -> str:
        return format(MASK, spec)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Value) and self.raw == other.raw

    def __hash__(self) -> int:
        return hash(self.raw)

    def __reduce__(self) -> str:
        raise TypeError("a Value is not to be serialised")
