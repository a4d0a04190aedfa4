"""Regular expressions that users write: RE2's, which takes linear time whatever the pattern and the text.

``re2``, the package of google-re2, imports half a dozen modules of the standard library for its likeness to ``re``.
That takes half as long as starting the interpreter, and a check wants none of it: the compiled module inside the
package is loaded by itself, under its own name, so that whoever imports ``re2`` later gets the same one.
"""

from __future__ import annotations

import sys
from _frozen_importlib_external import PathFinder  # importlib.machinery's, without what that imports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Final

ENGINE: Final = "re2._re2"
FEW: Final = 3
"""So many words are sooner looked for one by one."""

LONGEST: Final = 10_000
"""Characters of a pattern. Past some length RE2 writes warnings to stderr, whatever its options say."""


class Refused(ValueError):
    """RE2 does not take a pattern; the text says why, in RE2's own words, which quote some of it."""


class Pattern:
    """A compiled pattern."""

    __slots__ = ("_anchor", "_compiled")

    def __init__(self, pattern: str) -> None:
        """Compile a pattern.

        Raises:
            Refused: RE2 does not take it, or it is longer than ``LONGEST``.
        """
        if len(pattern) > LONGEST:
            raise Refused(f"more than {LONGEST} characters")
        engine = sys.modules.get(ENGINE) or _engine()
        options = engine.RE2.Options()
        options.log_errors = False
        self._anchor = engine.RE2.Anchor.ANCHOR_BOTH
        try:
            self._compiled = engine.RE2(pattern.encode(), options)
        except UnicodeEncodeError:
            raise Refused("it is not Unicode text") from None
        if not self._compiled.ok():
            raise Refused(self._compiled.error().decode("utf-8", "replace"))

    def matches(self, text: str) -> bool:
        """Whether the whole text matches. What is no Unicode text matches nothing."""
        data = text.encode("utf-8", "surrogatepass")
        start, _ = self._compiled.Match(self._anchor, data, 0, len(data))[0]
        return bool(start == 0)


class Expression:
    """A regular expression of ours over bytes, whatever they are: it is searched for in linear time."""

    __slots__ = ("_anchor", "_compiled")

    def __init__(self, expression: bytes) -> None:
        engine = sys.modules.get(ENGINE) or _engine()
        options = engine.RE2.Options()
        options.log_errors = False
        options.never_capture = True
        options.encoding = engine.RE2.Options.Encoding.LATIN1
        self._anchor = engine.RE2.Anchor.UNANCHORED
        self._compiled = engine.RE2(expression, options)

    def within(self, text: bytes) -> bool:
        """Whether a text holds a match."""
        return bool(self._compiled.Match(self._anchor, text, 0, len(text))[0][0] >= 0)


class Words:
    """Several byte strings that are searched for at once, in one pass over a text however many they are."""

    __slots__ = ("_expression", "_few")

    def __init__(self, words: Iterable[bytes]) -> None:
        own = sorted(set(words))
        self._few = own if len(own) <= FEW else ()
        self._expression = None if self._few else Expression(b"|".join(_literal(word) for word in own))

    def within(self, text: bytes) -> bool:
        """Whether a text holds any of the words."""
        if self._expression is None:
            return any(word in text for word in self._few)
        return self._expression.within(text)


def _literal(word: bytes) -> bytes:
    return b"".join(b"\\x%02x" % byte if not chr(byte).isalnum() or byte > 127 else bytes((byte,)) for byte in word)


_patterns: dict[str, Pattern] = {}


def pattern(text: str) -> Pattern:
    """Return a rule's pattern, compiled once: the same few stand in many rules.

    Raises:
        Refused: as ``Pattern``.
    """
    found = _patterns.get(text)
    if found is None:
        found = _patterns[text] = Pattern(text)
    return found


def _engine() -> Any:
    """Import the compiled module without the package around it; with the package where it is built otherwise."""
    package = PathFinder.find_spec("re2")
    places = package.submodule_search_locations if package else None
    spec = PathFinder.find_spec(ENGINE, places) if places else None
    if spec is None or spec.loader is None:
        import re2

        return re2._re2
    module = spec.loader.create_module(spec)
    if module is None:
        raise ImportError(f"{ENGINE} is no compiled module")
    sys.modules[ENGINE] = module
    spec.loader.exec_module(module)
    return module
