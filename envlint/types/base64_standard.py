"""``base64``: the standard alphabet with its padding (RFC 4648, section 4).

Node and Python's ``b64decode`` skip what they do not know, so that a damaged value goes unnoticed; Go, Java and Rust
refuse it. Bits that no encoder leaves set before the padding are refused too, as Rust's ``base64`` does.
"""

from __future__ import annotations

from envlint.types import TEXT_OPTIONS, Malformed
from envlint.types.scan import DIGITS, LETTERS, first_outside, kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.types import Spec

OPTIONS = TEXT_OPTIONS
ALPHABET: Final = LETTERS[26:] + LETTERS[:26] + DIGITS + "+/"


def parse(text: str, spec: Spec) -> str:  # noqa: ARG001  every type takes one
    """Return the text.

    Raises:
        Malformed: it is not strictly base64.
    """
    body = text.rstrip("=")
    check_body(body, ALPHABET, "`-` and `_` are of the URL-safe alphabet, type `base64url`")
    if len(text) - len(body) != -len(body) % 4:
        raise Malformed(
            "has the wrong padding for base64", "its length is a multiple of 4, filled up with `=`", len(body)
        )
    return text


def check_body(body: str, alphabet: str, other: str) -> None:
    """Check what stands before the padding; ``other`` is the help for characters of the sister alphabet.

    Raises:
        Malformed: a character is not in the alphabet, or the length or the last bits are none that an encoder gives.
    """
    at = first_outside(body, alphabet)
    if at >= 0:
        help = other if body[at] in "+/-_" else ""
        raise Malformed(f"has {kind(body[at])} that base64 does not have", help, at, at + 1)
    left = len(body) % 4
    if left == 1:
        raise Malformed("is cut off: its length is none that base64 has")
    if left and alphabet.index(body[-1]) % (16 if left == 2 else 4):
        raise Malformed(
            "has bits set behind its last byte",
            "no encoder writes that: a character is wrong",
            len(body) - 1,
            len(body),
        )
