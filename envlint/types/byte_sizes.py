"""``bytesize``: a number of bytes. Readers differ by a factor of up to 1024, so that most units need a ``dialect``.

- ``si``: ``k``, ``M`` ... and ``kB``, ``MB`` ... are powers of 1000; ``KiB``, ``MiB`` ... of 1024 (humanize for Go).
- ``binary``: all of them are powers of 1024 (``docker run --memory``, the ``bytes`` package for Node).
- ``k8s``: Kubernetes quantities: ``k M G T P E`` powers of 1000, ``Ki`` ... ``Ei`` of 1024, no ``B``; ``m`` is milli.

Without a dialect there are only bare numbers, ``B``, and what is a power of 1024 to everybody, ``KiB`` and ``Ki``.
"""

from __future__ import annotations

from envlint.types import RANGE_OPTIONS, Malformed
from envlint.types.integers import is_whole
from envlint.types.scan import is_digits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.types import Spec

OPTIONS = RANGE_OPTIONS | {"dialect"}
ORDERED = True
DIALECTS = ("si", "binary", "k8s")
PREFIXES: Final = "KMGTPE"
LARGEST: Final = (1 << 64) - 1
MOST_DIGITS: Final = 40


def parse(text: str, spec: Spec) -> int:
    """Return the number of bytes; a fraction of a byte is cut off.

    Raises:
        Malformed: it is no size for the dialect, or for any reader.
    """
    dialect = spec.get("dialect", "")
    end = len(text) - len(text.lstrip("0123456789."))
    whole, point, fraction = text[:end].partition(".")
    if not is_whole(whole) or (point and not is_digits(fraction)):
        raise Malformed("is not a size in bytes", "write a number and a unit, such as 512MiB")
    if len(whole) + len(fraction) > MOST_DIGITS:
        raise Malformed("is a size with more digits than readers take", end=end)
    value: int = int(whole + fraction) * _factor(text[end:], end, dialect) // 10 ** len(fraction)
    if value > LARGEST:
        raise Malformed("is a size of more than 64 bits", "the largest is below 16EiB")
    return value


def _factor(unit: str, start: int, dialect: str) -> int:
    """Return the bytes of one unit."""
    if dialect in ("si", "binary"):
        letters = unit.removeprefix(" ") or unit
        return _spoken(letters.upper() if letters.isascii() else letters, start, 1000 if dialect == "si" else 1024)
    if dialect == "k8s":
        return _quantity(unit, start)
    base = unit.removesuffix("B")
    if base == "":
        return 1
    if len(base) == 2 and base[0] in PREFIXES and base[1] == "i":
        return _power(base[0], 1024)
    meant = len(unit.strip()) <= 3 and unit.strip()[:1].upper() in tuple(PREFIXES + "B")
    reason = "has a unit that readers take for different sizes" if meant else "has an unknown unit"
    raise Malformed(reason, "write KiB, MiB, GiB, or declare `dialect` (si, binary or k8s)", start)


def _spoken(unit: str, start: int, thousand: int) -> int:
    if unit in ("", "B"):
        return 1
    prefix, rest = unit[0], unit[1:]
    if prefix not in PREFIXES or rest not in ("", "B", "I", "IB"):
        raise Malformed("has an unknown unit", "the units are B, KB, MB, GB, TB, PB and EB", start)
    return _power(prefix, 1024 if rest[:1] == "I" else thousand)


def _quantity(unit: str, start: int) -> int:
    if unit == "":
        return 1
    if unit in ("m", "u", "n"):
        raise Malformed("has a unit below one byte", "`m` is milli in Kubernetes: write `M` or `Mi`", start)
    if len(unit) == 2 and unit[0] in PREFIXES and unit[1] == "i":
        return _power(unit[0], 1024)
    if unit == "k" or (len(unit) == 1 and unit in PREFIXES[1:]):
        return _power(unit.upper(), 1000)
    if unit[0] in "eE" and is_digits(unit[1:]) and len(unit) <= 3:
        power: int = 10 ** int(unit[1:])
        return power
    raise Malformed("has a unit that Kubernetes does not know", "write k, M, G or Ki, Mi, Gi, without a B", start)


def _power(prefix: str, thousand: int) -> int:
    power: int = thousand ** (PREFIXES.index(prefix) + 1)
    return power
