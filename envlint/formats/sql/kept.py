"""Dictionaries that can take back what was done to them: a statement that is refused has done nothing."""

from __future__ import annotations

from typing import Final, TypeVar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from envlint.formats.sql.catalogue import Catalogue

K = TypeVar("K")
V = TypeVar("V")
ABSENT: Final = object()


class Log(list["tuple[Any, Any, Any]"]):
    """What was there before each change: the dictionary, the key, the value. ``removals`` counts the keys removed."""

    removals = 0


class Kept(dict[K, V]):
    """A dictionary that writes down in ``log`` what was there before each change."""

    def __init__(self, content: Mapping[K, V], log: Log) -> None:
        super().__init__(content)
        self.log = log

    def __setitem__(self, key: K, value: V) -> None:
        self.log.append((self, key, self.get(key, ABSENT)))
        super().__setitem__(key, value)

    def __delitem__(self, key: K) -> None:
        self.log.append((self, key, self[key]))
        self.log.removals += 1
        super().__delitem__(key)

    def pop(self, key: K, default: Any = ABSENT) -> Any:
        """Remove a key and return what it had; without a default it has to be there."""
        if key not in self and default is not ABSENT:
            return default
        value = self[key]
        del self[key]
        return value


class Ledger:
    """Writes down what is done to a catalogue, so that it can be taken back."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._log = Log()
        for part, content in vars(catalogue).items():
            if isinstance(content, dict):
                setattr(catalogue, part, Kept(content, self._log))

    def begin(self) -> None:
        """Forget what was written down."""
        self._log.clear()

    def before(self, part: Mapping[K, V]) -> dict[K, Any]:
        """Return what was changed of a part of the catalogue since ``begin``, as it was then, or ``ABSENT``."""
        found: dict[K, Any] = {}
        for kept, key, before in self._log:
            if kept is part:
                found.setdefault(key, before)
        return found

    @property
    def removals(self) -> int:
        """How often anything may have lost its name so far."""
        return self._log.removals

    def take_back(self) -> None:
        """Undo what was done since ``begin``."""
        self._log.removals += 1
        for kept, key, before in reversed(list(self._log)):
            if before is ABSENT:
                dict.pop(kept, key, None)
            else:
                dict.__setitem__(kept, key, before)
        self._log.clear()
