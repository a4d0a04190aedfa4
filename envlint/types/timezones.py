"""``timezone``: a zone of the IANA database, ``Europe/Paris`` or ``UTC``.

The list is that of the ``tzdata`` package, not of the machine, so that a check says the same everywhere. Abbreviations
(``PST``, which Node alone takes) and offsets (``+02:00``) are no zones; ``EST``, ``MST`` and ``HST`` are, by tradition.
"""

from __future__ import annotations

import tzdata

from envlint.types import Malformed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.types import Spec

OPTIONS = frozenset(("values", "pattern"))


def parse(text: str, spec: Spec) -> str:  # noqa: ARG001  every type takes one
    """Return the name.

    Raises:
        Malformed: the database has no such zone.
    """
    if text in ZONES:
        return text
    if text.lower() in {zone.lower() for zone in ZONES}:
        raise Malformed("is a time zone in another case", "its name is written with capitals, like Europe/Paris")
    raise Malformed("is not a time zone of the IANA database", "write it like Europe/Paris, or UTC")


def _zones() -> frozenset[str]:
    with open(f"{tzdata.__path__[0]}/zones", encoding="ascii") as listed:
        return frozenset(listed.read().split())


ZONES = _zones()
