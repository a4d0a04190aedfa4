"""Which values a reader may see. Every text that envlint writes about a value passes through here."""

from __future__ import annotations

from envlint import types
from envlint.checks.subjects import parsed
from envlint.types import Malformed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.core.rule import Rule

PLAIN: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.+- ")
LONGEST_WORD: Final = 32


def shown(rule: Rule | None, text: str) -> str | None:
    """Return the value if it may be seen, else None.

    A value is seen where its rule says ``secret = false``; else where its type cannot be secret and the value is valid
    for it: ``PORT=sk_live_...``, pasted into the wrong line, is not, nor is a port of twelve digits. Of an enum a short
    plain word is seen too, since the misspelt word is the message. Undeclared variables count as secret.
    """
    if rule is None or rule.is_secret:
        return None
    if rule.secret is False:
        return text
    if rule.type == "enum":
        return text if len(text) <= LONGEST_WORD and PLAIN.issuperset(text) else None
    limits = types.limits(rule.type)
    if limits is not None and len(text) > len(str(limits[1])):
        return None
    return None if isinstance(parsed(rule, text), Malformed) else text


def assigned(rule: Rule, text: str) -> str:
    """Return ``NAME=value`` where the value may be seen, else the name."""
    seen = shown(rule, text)
    return rule.name if seen is None else f"{rule.name}={seen}"
