"""The name or word somebody probably meant."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word closest to ``word``, or None when none is close enough to be worth a guess.

    Same letters in another case come first, then the best ratio of ``difflib`` above 0.75 (imported here and only when
    something is wrong: it is not on the path of a clean run).
    """
    candidates = sorted(set(known))
    folded = word.strip().casefold()
    for candidate in candidates:
        if candidate.casefold() == folded:
            return candidate
    from difflib import get_close_matches

    matches = get_close_matches(word[:200], candidates, n=1, cutoff=0.75)
    return matches[0] if matches else None
