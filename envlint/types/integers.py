"""``int``: ``-?(0|[1-9][0-9]*)`` in ASCII digits, which every language reads as the same number.

Outside of that they differ: Python takes ``1_000``, ``+1`` and full-width digits, C and Go with base 0 take ``010`` for
eight, JavaScript's ``Number`` takes ``0x1F90`` and blanks, and ``parseInt`` ignores what follows.
"""

from __future__ import annotations

from envlint.types import RANGE_OPTIONS, Malformed
from envlint.types.scan import DIGITS, first_outside, is_digits, whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.types import Spec

OPTIONS = RANGE_OPTIONS
ORDERED = True


def parse(text: str, spec: Spec) -> int:  # noqa: ARG001  every type takes one
    """Return the number.

    Raises:
        Malformed: the text is not written as every reader writes a whole number.
    """
    if is_whole(text):
        return whole(text)
    raise refusal(text)


def is_whole(text: str) -> bool:
    """Whether the text is a whole number in the spelling that every reader takes."""
    digits = text.removeprefix("-")
    return is_digits(digits) and (digits[0] != "0" or len(digits) == 1)


def refusal(text: str) -> Malformed:
    """Return why a text is no whole number, with the stretch that is at fault."""
    reason, sign = "is not a whole number", len(text) - len(text.removeprefix("-"))
    at = first_outside(text, DIGITS, sign)
    if at < 0 and len(text) > sign:
        zeros = len(text) - sign - len(text[sign:].lstrip("0"))
        return Malformed(
            "has leading zeros", "leave them out: some readers take the number for octal", sign, sign + zeros
        )
    if at < 0:
        return Malformed(reason)
    character, following = text[at], text[at + 1 : at + 2]
    if at == 0 and character == "+" and is_digits(following):
        return Malformed("has a plus sign", "leave it out: not every reader takes it", 0, 1)
    if character == "_":
        return Malformed("has an underscore between its digits", "write digits only", at, at + 1)
    if character in "xXoObB" and text[sign:at] == "0":
        return Malformed("is not a decimal number", "write it in base 10", sign)
    if not character.isascii() and character.isdecimal():
        return Malformed("has digits outside ASCII", "write it with the digits 0 to 9", at, at + 1)
    return Malformed(reason, start=at, end=at + 1 if is_digits(text[:at]) else None)
