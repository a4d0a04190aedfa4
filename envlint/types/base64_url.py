"""``base64url``: the alphabet that is safe in URLs and file names (RFC 4648, section 5); padding may be left out."""

from __future__ import annotations

from envlint.types import TEXT_OPTIONS, Malformed
from envlint.types.base64_standard import ALPHABET as STANDARD
from envlint.types.base64_standard import check_body

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.types import Spec

OPTIONS = TEXT_OPTIONS
ALPHABET: Final = STANDARD[:62] + "-_"


def parse(text: str, spec: Spec) -> str:  # noqa: ARG001  every type takes one
    """Return the text.

    Raises:
        Malformed: it is not strictly base64url.
    """
    body = text.rstrip("=")
    check_body(body, ALPHABET, "`+` and `/` are of the standard alphabet, type `base64`")
    if len(text) - len(body) not in (0, -len(body) % 4):
        raise Malformed("has the wrong padding for base64", "fill it up to a multiple of 4, or not at all", len(body))
    return text
