"""What each of some loaders makes of a few lines by themselves, followed by a line that shows whether they let go."""

from __future__ import annotations

from envlint.core.record import Record
from envlint.formats.dialects import COMMAND

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Final

    from envlint.formats.dialects import Assignment, Dialect

NEXT: Final = "ENVLINT_NEXT_LINE"
"""The variable of the line that follows."""
ANSWER: Final = "1"
FIRST: Final = "ENVLINT_FIRST_LINE"
FIRST_LINE: Final = f"{FIRST}={ANSWER}\n"
RUNS: Final = "runs-command"
"""What shells are said to do with a line that is no assignment to them."""


class Heard(Record):
    """What one loader makes of the lines, with one host's environment.

    ``sound``: it takes them, and the line behind them too. ``offset`` is where the lines begin in the text that it was
    given. ``said`` are the kinds of what it complains about.
    """

    assignments: tuple[Assignment, ...]
    sound: bool
    offset: int
    said: tuple[str, ...] = ()

    @property
    def values(self) -> dict[str, str | None]:
        """What the lines set, by name."""
        return {each.name: each.value for each in self.assignments}

    @property
    def runs(self) -> bool:
        """Whether it runs a command for a value."""
        return any(COMMAND in each.depends for each in self.assignments)


class Ears:
    """Some loaders, each with each of some environments of the host."""

    def __init__(self, dialects: Sequence[Dialect], hosts: Sequence[Mapping[str, str]]) -> None:
        self.dialects = dialects
        self.hosts = hosts
        self._order = list(range(len(dialects)))

    def hear(self, body: str, before: str = "", after: str = "", *, inside: bool = False) -> list[tuple[Heard, ...]]:
        """Return for each loader what it makes of lines between others, in each environment.

        ``inside``: another line is to stand before them, as at the beginning of a file a byte order mark is no text.
        """
        before = before or (FIRST_LINE if inside else "")
        return [self._heard(index, body, before, after) for index in range(len(self.dialects))]

    def all_read(self, body: str, name: str, wanted: Sequence[str], before: str = "", after: str = "") -> bool:
        """Whether all loaders read the lines as one variable with the values wanted, each in one environment."""
        for index in self._order:
            if not self.reads(index, body, name, wanted, before, after):
                # What refuses one spelling is likely to refuse the next.
                self._order.remove(index)
                self._order.insert(0, index)
                return False
        return True

    def reads(self, index: int, body: str, name: str, wanted: Sequence[str], before: str = "", after: str = "") -> bool:
        """Whether one loader reads the lines as one variable with the values wanted."""
        heard = self._heard(index, body, before, after)
        return all(
            each.sound and not each.runs and each.values == {name: value}
            for each, value in zip(heard, wanted, strict=True)
        )

    def all_pass_over(self, body: str) -> bool:
        """Whether all loaders read nothing in the lines and go on."""
        return all(each.sound and not each.assignments for heard in self.hear(body) for each in heard)

    def _heard(self, index: int, body: str, before: str, after: str) -> tuple[Heard, ...]:
        start, end = len(before), len(before) + len(body) + 1
        data = f"{before}{body}\n{after}{NEXT}={ANSWER}\n".encode("utf-8", "surrogateescape")
        found = []
        for host in self.hosts:
            reading = self.dialects[index].read(data, host)
            following = next((each.value for each in reading.assignments if each.name == NEXT), None)
            drops = any(problem.drops_rest for problem in reading.problems)
            own = tuple(
                each
                for each in reading.assignments
                if each.name not in (FIRST, NEXT) and (each.start < 0 or start <= each.start < end)
            )
            said = tuple(problem.kind for problem in reading.problems if problem.end < 0 or problem.end > start)
            sound = reading.ok and not drops and following == ANSWER and RUNS not in said
            found.append(Heard(own, sound, start, said))
        return tuple(found)
