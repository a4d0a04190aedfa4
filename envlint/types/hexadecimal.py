"""``hex``: whole bytes, two hexadecimal digits each (RFC 4648, section 8), either case, without ``0x``."""

from __future__ import annotations

from envlint.types import TEXT_OPTIONS, Malformed
from envlint.types.scan import HEX, first_outside, kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.types import Spec

OPTIONS = TEXT_OPTIONS


def parse(text: str, spec: Spec) -> str:  # noqa: ARG001  every type takes one
    """Return the text.

    Raises:
        Malformed: it has other characters, or half a byte.
    """
    if text[:2] in ("0x", "0X"):
        raise Malformed("has a prefix before its hexadecimal digits", "leave out the `0x`", 0, 2)
    at = first_outside(text, HEX)
    if at >= 0:
        raise Malformed(f"has {kind(text[at])} where hexadecimal digits stand", start=at, end=at + 1)
    if len(text) % 2:
        raise Malformed("has an odd number of hexadecimal digits", "a byte has two")
    return text
