"""TOML's numbers and booleans as the text an environment would hold."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def canonical(value: bool | float | str) -> str:  # noqa: FBT001  a scalar of TOML, whatever it is
    """Return ``true``, ``8080``, ``1.5`` or the text itself."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def allowed(values: Iterable[bool | float | str]) -> tuple[str, ...]:
    """Return the canonical texts of a list, or of a table's keys."""
    return tuple(canonical(value) for value in values)


def repeated(words: Iterable[object]) -> frozenset[int]:
    """Return the indexes of texts that stand in a list before."""
    seen: set[str] = set()
    found = []
    for index, word in enumerate(words):
        if isinstance(word, str):
            if word in seen:
                found.append(index)
            seen.add(word)
    return frozenset(found)
