"""Text that a shell, and some loaders, would run."""

from __future__ import annotations

from envlint.core.source import Notice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from envlint.core.source import Binding


def substitutions(text: str, bindings: Iterable[Binding]) -> Iterator[Notice]:
    """Yield ``$(command)`` and pairs of backticks outside single quotes, the first of each kind in a value."""
    for binding in bindings:
        start, end = binding.value_start, binding.value_end
        if binding.quote == "'":
            continue
        opening = _unescaped(text, "$(", start, end)
        if opening >= 0:
            closing = text.find(")", opening, end)
            yield _notice(binding, opening, end if closing < 0 else closing + 1, "$(...)")
        opening = _unescaped(text, "`", start, end)
        closing = _unescaped(text, "`", opening + 1, end) if opening >= 0 else -1
        if closing >= 0:
            yield _notice(binding, opening, closing + 1, "backticks")


def _notice(binding: Binding, start: int, end: int, detail: str) -> Notice:
    return Notice("command-substitution", start, end, binding.name, detail)


def _unescaped(text: str, needle: str, start: int, end: int) -> int:
    found = text.find(needle, start, end)
    while found > start and text[found - 1] == "\\":
        found = text.find(needle, found + 1, end)
    return found
