"""``email``: one bare address in ASCII, ``local@host`` (the ``dot-atom`` of RFC 5322, lengths of RFC 5321)."""

from __future__ import annotations

from envlint.types import TEXT_OPTIONS, Malformed
from envlint.types.hosts import check_name
from envlint.types.scan import ALPHANUMERIC, first_outside, is_digits, kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.types import Spec

OPTIONS = TEXT_OPTIONS
PARTS = frozenset(("local", "host"))
LONGEST_LOCAL: Final = 64
LONGEST: Final = 254
ATOM: Final = ALPHANUMERIC + "!#$%&'*+-/=?^_`{|}~."


def parse(text: str, spec: Spec) -> str:  # noqa: ARG001  every type takes one
    """Return the address, its host in lower case.

    Raises:
        Malformed: it is no bare address.
    """
    local, sign, host = text.rpartition("@")
    if not sign:
        raise Malformed("is not an e-mail address", "it has a name, `@` and a host")
    at = first_outside(local, ATOM)
    if at >= 0:
        help = "write the address alone, without a display name" if "<" in local else ""
        raise Malformed(f"has {kind(local[at])} before the `@`", help, at, at + 1)
    if not local or not all(local.split(".")) or len(local) > LONGEST_LOCAL or len(text) > LONGEST:
        raise Malformed("has before the `@` no name that mail can have", end=len(local))
    try:
        check_name(host)
    except Malformed as fault:
        raise fault.within(len(local) + 1, len(text)) from None
    if is_digits(host.rpartition(".")[2]):
        raise Malformed("has an IP address behind the `@`", "write a host name", len(local) + 1)
    return f"{local}@{host.lower()}"


def part_values(value: str, part: str) -> tuple[str, ...]:
    """Return what stands before (``local``) or behind (``host``) the ``@``."""
    local, _, host = value.rpartition("@")
    return (host if part == "host" else local,)
