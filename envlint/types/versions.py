"""``semver``: Semantic Versioning 2.0.0, ``1.2.3-rc.1+build``, with its order of precedence (section 11)."""

from __future__ import annotations

from envlint.core.record import Record
from envlint.types import RANGE_OPTIONS, Malformed
from envlint.types.integers import is_whole
from envlint.types.scan import ALPHANUMERIC, first_outside, is_digits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.types import Spec

OPTIONS = RANGE_OPTIONS | {"pattern"}
ORDERED = True
IDENTIFIER: Final = ALPHANUMERIC + "-"


class Version(Record):
    """A version. Its numbers stay texts, for they may be longer than Python reads; build metadata has no precedence."""

    core: tuple[str, ...]
    pre: tuple[str, ...]
    build: str

    @property
    def precedence(self) -> tuple[object, ...]:
        """What versions are ordered by: a release stands above its pre-releases."""
        return (*(_by_value(part) for part in self.core), not self.pre, tuple(_by_value(part) for part in self.pre))

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Version):
            return NotImplemented
        return self.precedence < other.precedence


def parse(text: str, spec: Spec) -> Version:  # noqa: ARG001  every type takes one
    """Return the version.

    Raises:
        Malformed: it is no semantic version.
    """
    if text[:1] in ("v", "V") and text[1:2].isdigit():
        raise Malformed("has a letter before its version", "leave it out: only tags have one", 0, 1)
    rest, plus, build = text.partition("+")
    numbers, minus, pre = rest.partition("-")
    core = tuple(numbers.split("."))
    if len(core) != 3 or not all(is_whole(part) and part[0] != "-" for part in core):
        help = "write three numbers without leading zeros, such as 1.4.0"
        raise Malformed("is not a semantic version", help, end=len(numbers))
    tags = tuple(pre.split(".")) if minus else ()
    if not all(_is_identifier(tag) and (not is_digits(tag) or is_whole(tag)) for tag in tags):
        raise Malformed("has a malformed pre-release in its version", "", len(numbers), len(rest))
    if plus and not all(_is_identifier(tag) for tag in build.split(".")):
        raise Malformed("has malformed build metadata in its version", "", len(rest))
    return Version(core, tags, build)


def _is_identifier(text: str) -> bool:
    return bool(text) and first_outside(text, IDENTIFIER) < 0


def _by_value(text: str) -> tuple[bool, int, str]:
    """Return a key: numbers by value and below words, words as ASCII orders them."""
    return (False, len(text), text) if is_digits(text) else (True, 0, text)
