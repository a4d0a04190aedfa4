"""A changed copy of a value, without the cost of ``dataclasses.replace``: a schema has thousands of columns."""

from __future__ import annotations

from typing import TypeVar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from envlint.formats.sql.catalogue import Column, Constraint

    Value = TypeVar("Value", Column, Constraint)


def changed(value: Value, **changes: Any) -> Value:
    """Return a copy with some fields changed. It is for values that keep nothing but their fields."""
    copy = object.__new__(type(value))
    copy.__dict__.update(value.__dict__, **changes)
    return copy
