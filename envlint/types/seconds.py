"""``seconds``: a number of seconds without a unit."""

from __future__ import annotations

from envlint.types import Malformed, numbers
from envlint.types.numbers import OPTIONS as OPTIONS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.types import Spec

ORDERED = True


def parse(text: str, spec: Spec) -> int | float:
    """Return the number of seconds.

    Raises:
        Malformed: it is no bare number.
    """
    try:
        return numbers.parse(text, spec)
    except Malformed:
        if not text[:1].isdigit() or not text[-1].isalpha():
            raise
        help = "write the bare number; a value with its unit is of type `duration`"
        raise Malformed("is not a bare number of seconds", help) from None
