"""One file as several loaders read it."""

from __future__ import annotations

from envlint.formats.dialects import Reading, by_every_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from envlint.formats.dialects import Assignment


class Ears:
    """Reads bytes as dialects do, each once. What several read alike is kept once: loaders are many, and files long.

    ``progress`` is told how many of the ``total`` dialects are done, and which is next.
    """

    def __init__(
        self,
        data: bytes,
        host: Mapping[str, str],
        total: int = 0,
        progress: Callable[[int, int, str], None] | None = None,
    ) -> None:
        self._data = data
        self._host = host
        self._total = total
        self._progress = progress
        self._known = by_every_name()
        self._done: dict[str, Reading] = {}
        self._pool: dict[tuple[Any, ...], Assignment] = {}

    @property
    def assignments(self) -> Iterable[Assignment]:
        """Every assignment that any of the dialects read so far sees, each once."""
        return self._pool.values()

    def read(self, name: str) -> Reading:
        """Return what a dialect makes of the file; of one that has several names, what it did under another."""
        dialect = self._known[name]
        if dialect.name not in self._done:
            if self._progress is not None:
                self._progress(len(self._done), max(self._total, 1), f"reading as {name}")
            reading = dialect.read(self._data, self._host)
            kept = tuple([self._pool.setdefault(_key(each), each) for each in reading.assignments])
            self._done[dialect.name] = Reading(kept, reading.problems)
        return self._done[dialect.name]


def _key(each: Assignment) -> tuple[Any, ...]:
    return (
        each.start,
        each.name,
        each.value,
        each.end,
        each.value_start,
        each.value_end,
        each.quote,
        each.depends,
    )
