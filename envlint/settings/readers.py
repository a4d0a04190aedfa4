"""What ``readers`` may say: the loaders of all files, or of those that fit a path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from envlint.formats.dialects import WORDS, by_every_name, named
from envlint.rules.problem import did_you_mean, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

EVERY = "*"


def fault(word: str) -> tuple[str, str] | None:
    """Return what is wrong with the name of a loader, and what to do about it."""
    known = by_every_name()
    if named(word) in known:
        return None
    help = did_you_mean(word, [*WORDS, *known], "`envlint dialects --all` lists them")
    return f"no loader is called {quoted(word)}", help


def entries(stated: list[str] | dict[str, list[str]]) -> Iterator[tuple[str, list[str], tuple[Any, ...]]]:
    """Yield each pattern of paths with its loaders and the keys below ``readers`` that lead there."""
    if isinstance(stated, list):
        yield EVERY, stated, ()
    else:
        for pattern, words in stated.items():
            yield pattern, words, (pattern,)
