"""``ms``: a whole number of milliseconds without a unit."""

from __future__ import annotations

from envlint.types import Malformed, integers
from envlint.types.integers import OPTIONS as OPTIONS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.types import Spec

ORDERED = True


def parse(text: str, spec: Spec) -> int:
    """Return the number of milliseconds.

    Raises:
        Malformed: it is no bare whole number.
    """
    try:
        return integers.parse(text, spec)
    except Malformed:
        if not text[:1].isdigit() or not text[-1].isalpha():
            raise
        help = "write the bare number; a value with its unit is of type `duration`"
        raise Malformed("is not a bare number of milliseconds", help) from None
