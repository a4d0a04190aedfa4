"""``uuid``: 8-4-4-4-12 hexadecimal digits in either case (RFC 9562), without braces, ``urn:`` or missing hyphens."""

from __future__ import annotations

from envlint.types import TEXT_OPTIONS, Malformed
from envlint.types.scan import HEX, first_outside, kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.types import Spec

OPTIONS = TEXT_OPTIONS
HYPHENS = (8, 13, 18, 23)
LENGTH = 36


def parse(text: str, spec: Spec) -> str:  # noqa: ARG001  every type takes one
    """Return the text.

    Raises:
        Malformed: it is no UUID in its usual form.
    """
    if len(text) != LENGTH or any(text[at] != "-" for at in HYPHENS):
        raise Malformed("is not a UUID", "write 32 hexadecimal digits in groups of 8-4-4-4-12")
    at = first_outside(text, HEX + "-")
    if at >= 0:
        raise Malformed(f"has {kind(text[at])} where a UUID has hexadecimal digits", start=at, end=at + 1)
    if text.count("-") != len(HYPHENS):
        raise Malformed("is not a UUID", "write 32 hexadecimal digits in groups of 8-4-4-4-12")
    return text
