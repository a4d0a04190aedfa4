"""Where the loaders of a ``.env`` file part: line by line, what each of them makes of it."""

from __future__ import annotations

from bisect import bisect_right

from envlint.core.location import line_starts
from envlint.core.record import Record
from envlint.formats.dialects import COMMAND

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Final

    from envlint.formats.dialects import Assignment, Problem, Reading

    State = tuple[object, ...]

SET: Final = "set"
NOTHING: Final = "nothing"
INSIDE: Final = "inside"
REFUSED: Final = "refused"
DROPPED: Final = "dropped"
SILENT: Final[State] = (NOTHING,)


class Way(Record):
    """What some loaders make of a line. ``dialects`` are their names.

    ``how`` is ``set``, ``nothing``, ``inside`` (the line is a part of the value of line ``line``), ``refused`` (they
    take nothing of the file) or ``dropped`` (they take nothing from here on). ``given`` are the variables set there, as
    the first of them reads them, and ``taken`` counts the further lines that their values take in; ``problem`` is the
    kind of what they say of the line, if all of them say the same.
    """

    dialects: tuple[str, ...]
    how: str
    given: tuple[Assignment, ...] = ()
    line: int = 0
    taken: int = 0
    problem: str = ""


class Parting(Record):
    """A line, or a stretch of lines, that is not read alike, with each way of reading it; first is that of most.

    ``lost`` are what some set in the further lines of the stretch, which are a part of a value for others.
    """

    line: int
    last: int
    ways: tuple[Way, ...]
    lost: tuple[Assignment, ...] = ()


class Comparison(Record):
    """What several loaders make of a text. ``lines`` counts all of them, ``alike`` those that are read alike.

    ``stops`` are the dialects that take nothing of the file, or nothing behind a line: dialect, line (0 = not known),
    kind of the problem, and whether nothing at all is taken. They are left out of the lines that they do not come to.
    """

    lines: int
    alike: int
    partings: tuple[Parting, ...]
    stops: tuple[tuple[str, int, str, bool], ...] = ()


def compared(text: str, readings: Mapping[str, Reading], judged: str = "") -> Comparison:
    """Return where the readings of a text part. ``judged`` is the dialect whose way is to come first."""
    starts = line_starts(text)
    lines = len(starts) - (starts[-1] == len(text))
    known = _States(starts)
    heard = [_Heard(name, reading, known) for name, reading in readings.items()]
    stops = {each.stop for each in heard if each.stop}
    active = [each for each in heard if not each.refuses]
    partings: list[_Open] = []
    alike = 0
    for line in range(1, lines + 1):
        states = [each.states[line] for each in active]
        if line not in stops and (not states or states.count(states[0]) == len(states)):
            alike += bool(states)
        elif line in stops or not (partings and partings[-1].takes(line, states)):
            refusing = [each for each in heard if each.refuses and each.stop == line]
            partings.append(_Open(line, [*active, *refusing], known))
        if line in stops:
            active = [each for each in active if each.stop != line]
    found = tuple([each.closed(judged) for each in partings])
    return Comparison(lines, alike, found, tuple([(e.name, e.stop, e.why, e.refuses) for e in heard if e.why]))


class _States:
    """What can be made of a line, each of it once: with many loaders and lines most of it is said again and again."""

    def __init__(self, starts: list[int]) -> None:
        self.starts = starts
        self.known: list[State] = [SILENT]
        self.given: list[tuple[Assignment, ...]] = [()]
        self._numbers: dict[State, int] = {SILENT: 0}

    def number(self, state: State, given: tuple[Assignment, ...] = ()) -> int:
        """Return the number of a state, ``given`` being what is set in it."""
        found = self._numbers.setdefault(state, len(self.known))
        if found == len(self.known):
            self.known.append(state)
            self.given.append(given)
        return found

    def line(self, offset: int) -> int:
        """Return the line of an offset, counting from 1; 0 for none."""
        return bisect_right(self.starts, offset) if offset >= 0 else 0


class _Heard:
    """One dialect's reading: the number of a state for each line. ``stop`` is the line behind which it takes nothing.

    ``stop`` is 0 where it takes all, and where it is not known at which line it refuses the file.
    """

    def __init__(self, name: str, reading: Reading, known: _States) -> None:
        self.name = name
        self.refuses = not reading.ok
        self.problems: dict[int, str] = {}
        for problem in reading.problems:
            self.problems.setdefault(known.line(problem.start), problem.kind)
        halting = _halting(reading.problems)
        self.stop = known.line(halting.start) if halting else 0
        self.why = halting.kind if halting else ""
        self.states = [0] * (len(known.starts) + 1)
        self._place(reading.assignments, known)

    def _place(self, assignments: Iterable[Assignment], known: _States) -> None:
        covered = 0
        given: dict[int, list[Assignment]] = {}
        for each in sorted([each for each in assignments if each.start >= 0], key=lambda each: each.start):
            first = known.line(each.start)
            given.setdefault(first, []).append(each)
            last = known.line(max(each.end - 1, each.start))
            for line in range(max(first, covered) + 1, last + 1):
                self.states[line] = known.number((INSIDE, first))
            covered = max(covered, last)
        for line, own in given.items():
            said = [(each.name, COMMAND) if COMMAND in each.depends else (each.name, SET, each.value) for each in own]
            self.states[line] = known.number((SET, line, *said), tuple(own))


def _halting(problems: Iterable[Problem]) -> Problem | None:
    """Return the problem at which a loader stops: one that makes it refuse the file, else one that drops the rest."""
    problems = tuple(problems)
    fatal = next((problem for problem in problems if problem.fatal), None)
    return fatal or next((problem for problem in problems if problem.drops_rest), None)


class _Open:
    """A stretch of lines that may still grow."""

    def __init__(self, line: int, heard: list[_Heard], known: _States) -> None:
        self.line = self.last = line
        self._heard = heard
        self._known = known
        self._lost: dict[str, Assignment] = {}

    def takes(self, line: int, states: list[int]) -> bool:
        """Add a line that some take into a value which begins here, if all others read it alike."""
        inside = self._known.number((INSIDE, self.line))
        others = {state for state in states if state != inside}
        if line != self.last + 1 or inside not in states or len(others) > 1:
            return False
        self.last = line
        for state in others:
            self._lost.update({each.name: each for each in self._known.given[state]})
        return True

    def closed(self, judged: str) -> Parting:
        """Return the stretch as it is."""
        groups: dict[int, list[_Heard]] = {}
        for each in self._heard:
            groups.setdefault(self._state(each), []).append(each)
        ways = [self._way(state, group) for state, group in groups.items()]
        ways.sort(key=lambda way: (way.how != SET, judged not in way.dialects, -len(way.dialects)))
        return Parting(self.line, self.last, tuple(ways), tuple(self._lost.values()))

    def _state(self, heard: _Heard) -> int:
        if heard.stop == self.line:
            return self._known.number((REFUSED if heard.refuses else DROPPED,))
        return heard.states[self.line]

    def _way(self, number: int, group: list[_Heard]) -> Way:
        how, *rest = self._known.known[number]
        given = self._known.given[number]
        last = max([self._known.line(each.end - 1) for each in given], default=0)
        said = {each.problems.get(self.line, "") for each in group}
        return Way(
            tuple([each.name for each in group]),
            str(how),
            given,
            line=rest[0] if how == INSIDE and isinstance(rest[0], int) else 0,
            taken=max(last - self.line, 0),
            problem=said.pop() if len(said) == 1 else "",
        )
