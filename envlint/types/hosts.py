"""``host``: a host name (RFC 1123, section 2.1) or an IP address, without port, brackets or scheme.

Underscores are allowed, as names of Compose services and DNS service records have them. A name whose last label is a
number must be an IPv4 address: some readers take ``127.1`` or ``0x7f.1`` for one, others look them up.
"""

from __future__ import annotations

from envlint.types import TEXT_OPTIONS, Malformed
from envlint.types.addresses import ipv4, ipv6
from envlint.types.scan import ALPHANUMERIC, first_outside, is_digits, kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.types import Spec

OPTIONS = TEXT_OPTIONS
LONGEST_NAME: Final = 253
LONGEST_LABEL: Final = 63


def parse(text: str, spec: Spec) -> str:  # noqa: ARG001  every type takes one
    """Return the host in lower case: letters of either case mean the same host.

    Raises:
        Malformed: it is no host, or more than one.
    """
    if ipv6(text) is None:
        check_name(text)
    return text.lower()


def check_name(text: str) -> None:
    """Check a host name or IPv4 address.

    Raises:
        Malformed: it is neither.
    """
    if not text:
        raise Malformed("has an empty host")
    at = first_outside(text, ALPHANUMERIC + "-_.")
    if at >= 0:
        raise _stray(text, at)
    labels = text.removesuffix(".").split(".") if len(text) <= LONGEST_NAME + 1 else []
    if not labels or not all(len(label) <= LONGEST_LABEL for label in labels):
        raise Malformed(f"has a host name above {LONGEST_NAME} characters, or a label above {LONGEST_LABEL}")
    if not all(labels):
        raise Malformed("has an empty label in its host name")
    if any(label[0] == "-" or label[-1] == "-" for label in labels):
        raise Malformed("has a host name with a minus sign at an edge of a label")
    last = labels[-1]
    if (is_digits(last) or last[:2] in ("0x", "0X")) and ipv4(text) is None:
        raise Malformed("has a host that is neither a name nor an IPv4 address", "write four numbers of 0 to 255")


def _stray(text: str, at: int) -> Malformed:
    character = text[at]
    if character == ":" and "//" in text[at : at + 3]:
        help = "write the host alone, or use type `url`"
    elif character == ":" and is_digits(text[at + 1 : at + 6]):
        help = "write the host alone; the port belongs elsewhere"
    elif character in "[]":
        help = "brackets are for addresses in URLs: leave them out"
    elif not character.isascii():
        help = "write an international name in its ASCII form (xn--)"
    else:
        help = ""
    return Malformed(f"has {kind(character)} in its host name", help, at, at + 1)
