"""Keyed fingerprints, which tell that two values are the same without telling either.

A fingerprint is HMAC-SHA256 (RFC 2104, FIPS 180-4) of a variable's name and value under a key that is kept elsewhere:
who has fingerprints alone can neither read nor guess a value, nor see that two variables have the same. Of a value that
is one of few (an enum, a number, a boolean, a very short text) there is none at all: whoever came by the key could try
all of them.
"""

from __future__ import annotations

from hmac import digest

from envlint.core.rule import NEVER_SECRET
from envlint.core.source import Binding
from envlint.core.value import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.core.rule import Rule
    from envlint.core.source import Source

SHORTEST: Final = 4
"""A text with fewer characters can be guessed."""
FEW: Final = NEVER_SECRET | {"timezone"}
"""Types of which there are so few values that each can be tried."""
WORDS: Final = frozenset(
    ("true", "false", "yes", "no", "on", "off", "enabled", "disabled", "enable", "disable", "null", "none", "nil")
)


class Kept(Binding):
    """A variable as a snapshot remembers it. ``fingerprint`` is empty where none was kept; there is no value."""

    __slots__ = ("empty", "fingerprint")

    def __init__(
        self,
        name: str,
        source: Source,
        *,
        layer: str = "",
        fingerprint: str = "",
        empty: bool = False,
        unseen: str = "",
    ) -> None:
        super().__init__(name, Value(""), source, layer=layer, unseen=unseen)
        self.fingerprint = fingerprint
        self.empty = empty


class Marker:
    """Makes fingerprints with one key."""

    def __init__(self, key: bytes) -> None:
        self.key = key
        self.id = digest(key, b"envlint snapshot key", "sha256").hex()[:32]

    def mark(self, name: str, text: str) -> str:
        """Return the fingerprint of a value of a variable."""
        said = name.encode("utf-8", "surrogatepass")
        content = b"%d:%b%b" % (len(said), said, text.encode("utf-8", "surrogatepass"))
        return digest(self.key, content, "sha256").hex()


class ByFingerprint:
    """Compares bindings of which at least one is of a snapshot. Without a marker both must be."""

    def __init__(self, marker: Marker | None = None) -> None:
        self.marker = marker

    def same(self, name: str, one: Binding, other: Binding) -> bool | None:
        """Return whether two bindings have the same value; None where a snapshot does not tell."""
        empty = [each.empty if isinstance(each, Kept) else not each.value.raw for each in (one, other)]
        if any(empty):
            return all(empty)
        kept = [each.fingerprint for each in (one, other) if isinstance(each, Kept)]
        if not all(kept):
            return None
        marks = [each.fingerprint if isinstance(each, Kept) else self._mark(name, each) for each in (one, other)]
        return marks[0] == marks[1]

    def why_not(self, rule: Rule | None) -> str:
        """Return why there is no fingerprint."""
        return f"a snapshot keeps no fingerprint of {_few(rule) or 'so short a text'}"

    def _mark(self, name: str, live: Binding) -> str:
        if self.marker is None:
            raise ValueError("a live value cannot be compared without the key")
        return self.marker.mark(name, live.value.raw)


def guessable(rule: Rule | None, text: str) -> bool:
    """Whether a value is one of so few that its fingerprint would tell it."""
    return bool(_few(rule)) or len(text) < SHORTEST or text.lower() in WORDS


def _few(rule: Rule | None) -> str:
    """Return the kind of a variable of few values with its article, empty for any other."""
    if rule is None:
        return ""
    if rule.values:
        return "an enum"
    kind = rule.type.partition("<")[2].rstrip(">") or rule.type
    if kind not in FEW:
        return ""
    return f"{'an' if rule.type[0] in 'aeiou' else 'a'} {rule.type}"
