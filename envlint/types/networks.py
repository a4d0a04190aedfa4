"""``cidr``: a network, ``10.0.0.0/8``. Bits behind the prefix must be zero: Python's ``ip_network`` refuses others."""

from __future__ import annotations

from envlint.types import TEXT_OPTIONS, Malformed
from envlint.types.addresses import ipv4, ipv6, refusal
from envlint.types.scan import is_digits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.types import Spec

OPTIONS = TEXT_OPTIONS


def parse(text: str, spec: Spec) -> str:  # noqa: ARG001  every type takes one
    """Return the text.

    Raises:
        Malformed: it is no network, or an address inside of one.
    """
    address, slash, length = text.partition("/")
    if not slash:
        raise Malformed("has no prefix length", "a network is written like 10.0.0.0/8")
    width, bits = 32, ipv4(address)
    if bits is None:
        width, bits = 128, ipv6(address)
    if bits is None:
        raise refusal(address).within(0, len(address))
    if not is_digits(length) or len(length) > 3 or (length[0] == "0" and length != "0") or int(length) > width:
        raise Malformed(f"has a prefix length that is not one of 0 to {width}", start=len(address) + 1)
    if bits & ((1 << (width - int(length))) - 1):
        raise Malformed("has bits set behind its prefix", "write the network's own address", 0, len(address))
    return text
