"""``ip``: an IPv4 or IPv6 address as programs agree to read it (RFC 3986, section 3.2.2; RFC 4291, section 2.2).

No leading zeros (octal for some), no short forms such as ``127.1``, no zone, no brackets.
"""

from __future__ import annotations

from envlint.types import TEXT_OPTIONS, Malformed
from envlint.types.scan import HEX, is_digits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.types import Spec

OPTIONS = TEXT_OPTIONS
LONGEST: Final = 45
GROUPS: Final = 8


def parse(text: str, spec: Spec) -> str:  # noqa: ARG001  every type takes one
    """Return the text.

    Raises:
        Malformed: it is no address.
    """
    if ipv4(text) is not None or ipv6(text) is not None:
        return text
    raise refusal(text)


def refusal(text: str) -> Malformed:
    """Return why a text is no address."""
    for mark, what, help in (
        ("/", "has a prefix length", "a network is of type `cidr`"),
        ("[", "has brackets", "write the address without them"),
        ("%", "has a zone", "not every reader takes one: leave it out"),
    ):
        at = text.find(mark)
        if at >= 0:
            return Malformed(f"{what} where a bare IP address stands", help, at, at + 1)
    if any(len(part) > 1 and part[0] == "0" and is_digits(part) for part in text[:LONGEST].split(".")):
        return Malformed("has leading zeros in its IP address", "leave them out: some readers take them for octal")
    return Malformed("is not an IP address")


def ipv4(text: str) -> int | None:
    """Return the 32 bits of ``d.d.d.d``, None if the text is something else."""
    parts = text.split(".") if len(text) <= LONGEST else []
    if len(parts) != 4:
        return None
    value = 0
    for part in parts:
        if not is_digits(part) or len(part) > 3 or (part[0] == "0" and part != "0") or int(part) > 255:
            return None
        value = value << 8 | int(part)
    return value


def ipv6(text: str) -> int | None:
    """Return the 128 bits of an IPv6 address, None if the text is something else."""
    if len(text) > LONGEST or ":" not in text:
        return None
    head, gap, tail = text.partition("::")
    high, low = _groups(head, last=not gap), _groups(tail, last=True)
    if high is None or low is None:
        return None
    missing = GROUPS - len(high) - len(low)
    if (missing < 1) if gap else missing:
        return None
    value = 0
    for group in (*high, *([0] * missing), *low):
        value = value << 16 | group
    return value


def _groups(text: str, *, last: bool) -> list[int] | None:
    """Return the groups of 16 bits; the last two may be written as an IPv4 address."""
    parts = text.split(":") if text else []
    groups: list[int] = []
    for index, part in enumerate(parts):
        embedded = ipv4(part) if last and index == len(parts) - 1 and "." in part else None
        if embedded is not None:
            groups += divmod(embedded, 1 << 16)
        elif 0 < len(part) <= 4 and not part.lstrip(HEX):
            groups.append(int(part, 16))
        else:
            return None
    return groups
