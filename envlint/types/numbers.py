"""``number``: a decimal number as JSON writes it (RFC 8259, section 6), which every language reads."""

from __future__ import annotations

from envlint.types import RANGE_OPTIONS, Malformed
from envlint.types.integers import is_whole, refusal
from envlint.types.scan import is_digits, whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.types import Spec

OPTIONS = RANGE_OPTIONS
ORDERED = True


def parse(text: str, spec: Spec) -> int | float:  # noqa: ARG001  every type takes one
    """Return the number: exact where it is written as a whole one, else the nearest 64-bit float, as readers do.

    Raises:
        Malformed: it is spelt otherwise, ``nan`` or ``inf``, or no finite float is near.
    """
    mantissa, letter, exponent = text.replace("E", "e").partition("e")
    integral, dot, fraction = mantissa.partition(".")
    if letter and not is_digits(exponent[1:] if exponent[:1] in ("+", "-") else exponent):
        raise _refusal(text)
    if not is_whole(integral) or (dot and not is_digits(fraction)):
        raise _refusal(text)
    if not dot and not letter:
        return whole(text)
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise Malformed("is too large for a 64-bit float")
    return value


def _refusal(text: str) -> Malformed:
    """Return why this is no number. What is wrong with it as a whole number is only said where it has no fraction."""
    spelling = refusal(text)
    if "." in text or spelling.reason == "is not a whole number":
        return Malformed("is not a number", spelling.help)
    return spelling
