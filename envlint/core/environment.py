"""The variables of one program, from all layers that set them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from envlint.core.source import Binding, Reading, Unseen


class Environment:
    """Layers of readings, weakest first. The last binding of a name wins; the others stay for ``chain``."""

    __slots__ = ("readings", "unseen", "winners")

    def __init__(self, readings: Iterable[Reading]) -> None:
        self.readings = tuple(readings)
        self.winners: dict[str, Binding] = {
            binding.name: binding for reading in self.readings for binding in reading.bindings
        }
        self.unseen = tuple([part for reading in self.readings for part in reading.unseen])

    def __len__(self) -> int:
        return len(self.winners)

    def get(self, name: str) -> Binding | None:
        """Return the binding that wins, empty or not."""
        return self.winners.get(name)

    def why_unseen(self, name: str) -> str:
        """Return why it cannot be seen what a variable is set to, or whether it is set at all; empty where it can."""
        winner = self.winners.get(name)
        if winner is not None:
            return winner.unseen
        part = self.unseen_part(name)
        return "" if part is None else part[1].reason

    def unseen_part(self, name: str) -> tuple[Reading, Unseen] | None:
        """Return what cannot be seen into and may set a variable that nothing else sets, and the reading it is in."""
        for reading in reversed(self.readings) if self.unseen else ():
            if name in reading.unset:
                return None
            for part in reading.unseen:
                if part.may_set(name):
                    return reading, part
        return None

    def chain(self, name: str) -> list[Binding]:
        """Return every binding of a name, the winner last."""
        return [binding for reading in self.readings for binding in reading.bindings if binding.name == name]
