"""Which types go together, so that text for the one is text for the other."""

from __future__ import annotations

from envlint import types

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

WHOLE: Final = frozenset(("int", "port", "seconds", "ms"))
NUMBERS: Final = WHOLE | {"number"}
# What is read as a text and looked at later, or by others.
TEXTS: Final = frozenset(types.MODULES) - NUMBERS - {"bool", "duration", "duration.iso", "bytesize"}
# Texts in a form of their own, that docs may well call a string.
SPELT: Final = frozenset(("duration", "duration.iso", "bytesize"))


def go_together(said: str, read: str) -> bool:
    """Whether a variable that is said to be of one type may be read as the other.

    ``int`` takes ports and seconds, ``string`` every text. ``enum`` tells nothing of how its values are spelt.
    """
    if said == read or "enum" in (said, read):
        return True
    if said in NUMBERS and read in NUMBERS:
        return True
    if _is_text(said) and _is_text(read):
        return True
    if "string" in (said, read):
        return bool({said, read} & SPELT)
    return read == "bytesize" and said in NUMBERS


def _is_text(name: str) -> bool:
    return name in TEXTS or "<" in name or name in types.CONTAINERS
