"""What one loader makes of a script: what it sets, and the lines that it stumbles over.

A loader that refuses a line may say nothing of all that follows, and one that takes a line into a value hides what that
line sets. So each such line is noted, cut out, and the rest is read again: a fault is told of once, and the faults
behind it are found all the same.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property

from envlint.analysis.readers.causes import NAMED
from envlint.analysis.readers.script import Cuts
from envlint.core.record import Record
from envlint.formats.dialects import COMMAND, Assignment
from envlint.formats.dotenv.scanner import AFTER_QUOTE, ASSIGNMENT, BARE_NAME, BLANK, COMMENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.analysis.readers.script import Script, Span
    from envlint.core.loader import Loader
    from envlint.formats.dialects import Dialect, Problem, Reading

SWALLOWS: Final = "swallows"
REFUSED: Final = "refused"
STOPS: Final = "stops"
PRINTS: Final = "prints"

ROUNDS: Final = 12
ROUNDS_OF_LARGE: Final = 3
LARGE: Final = 256 << 10
"""Characters of a text from which on it is read again only a few times."""
MOST_LOST: Final = 20
RUNS: Final = frozenset(
    ("runs-command", "in-a-process-of-its-own", "reads-a-file", "reads-more", "ends-here", "compound-command")
)
"""Kinds of problems of shells: something of the file is run, or decides what is run."""


class Fault(Record):
    """A statement over which a loader stumbles; ``why`` is the dialect's word for it.

    ``how`` is that of ``core.source.Take``; ``lost`` are the names whose lines it took into a value.
    """

    how: str
    index: int
    why: str = ""
    lost: tuple[str, ...] = ()


class Ear:
    """One loader that listens to a script. ``blind``: it still stumbled when it had been asked often enough."""

    def __init__(self, loader: Loader, dialect: Dialect, script: Script) -> None:
        self.loader = loader
        self.dialect = dialect
        self.script = script
        self.faults: dict[int, Fault] = {}
        self.runs: dict[int, str] = {}
        self.notes: dict[int, str] = {}
        self.blind = False
        self.quoted: set[Span] = set()
        """The lines below the first of each quoted value, as places of the script."""
        self.by_name: dict[str, Assignment] = {}
        self.by_index: dict[int, list[Assignment]] = {}
        self._cuts = Cuts(script)
        self._listen()
        for each in self.by_name.values():
            self.by_index.setdefault(script.index(each.start), []).append(each)
        self._set = sorted(self.by_index)
        self.faulty = {script.name(index): fault for index, fault in self.faults.items()}
        self.faulty.pop("", None)

    @property
    def called(self) -> str:
        """The name of the loader's dialect, as it was given."""
        return self.loader.dialect

    def outcome(self, name: str, index: int) -> tuple[str, str | None]:
        """Return how a loader takes a name (see ``core.source.Take``) and its value, for the statement that sets it."""
        fault = self.faults.get(index) or self.faulty.get(name)
        if fault is not None:
            return fault.how, None
        if index in self.runs:
            return "command", None
        found = self.by_name.get(name)
        if found is None:
            bare = index >= 0 and self.script.statements[index].kind == BARE_NAME
            return ("host" if bare and self.passes_on else "unset"), None
        if COMMAND in found.depends:
            return "command", None
        return ("bare", None) if found.value is None else ("value", found.value)

    def covers(self, index: int) -> bool:
        """Whether something that the loader sets begins in a statement, or reaches into it."""
        return index in self.by_index or self.reaches(index)

    def reaches(self, index: int) -> bool:
        """Whether something that the loader sets begins above a statement and goes on into it."""
        place, statement = bisect_left(self._set, index), self.script.statements[index]
        above = self.by_index[self._set[place - 1]] if place else []
        return any(each.start < statement.start < max(each.end, each.value_end) for each in above)

    @cached_property
    def passes_on(self) -> bool:
        """Whether the loader gives a name without a value what the host has under it."""
        given = self.dialect.read(b"GIVEN\n", {"GIVEN": "yes"})
        return given.values.get("GIVEN") == "yes"

    def _listen(self) -> None:
        rounds = ROUNDS if len(self.script.text) < LARGE else ROUNDS_OF_LARGE
        for number in range(rounds + 1):
            reading = self.dialect.read(self._cuts.data, self.script.host)
            placed = [self._placed(each) for each in reading.assignments]
            self.quoted.update(self._lines_within(placed))
            found, spans = self._stumbles(reading, placed)
            self.by_name = {each.name: each for each in placed}
            if not found:
                self._note(reading)
                return
            for fault in found:
                self.faults.setdefault(fault.index, fault)
            if number == rounds or not self._cuts.remove(spans):
                self.blind = True
                return

    def _lines_within(self, placed: list[Assignment]) -> Iterator[Span]:
        for each in placed:
            if each.quote and each.value_end > each.value_start >= 0:
                line_end = self.script.text.find("\n", each.value_start, each.value_end)
                if line_end >= 0:
                    yield line_end, each.value_end

    def _stumbles(self, reading: Reading, placed: list[Assignment]) -> tuple[list[Fault], list[Span]]:
        found = list(self._swallows(placed))
        spans = [self._span(fault.index) for fault in found]
        stop = next((problem for problem in reading.problems if problem.fatal or problem.drops_rest), None)
        if stop is not None and not (stop.kind in RUNS and not stop.fatal and stop.kind != "ends-here"):
            fault = self._stopped(stop)
            found.append(fault)
            spans += self._refused(fault)
        return found, spans

    def _stopped(self, problem: Problem) -> Fault:
        script = self.script
        place = min(max(self._cuts.at(problem.start), 0), max(len(script.text) - 1, 0))
        how = REFUSED if problem.fatal else STOPS
        if self.dialect.name == "bash-xargs":
            how = PRINTS
        return Fault(how, script.index(place) if problem.start >= 0 else -1, problem.kind)

    def _refused(self, fault: Fault) -> Iterator[Span]:
        """Yield what to cut for a refusal: of a loader that knows no comments, all of them."""
        if fault.index < 0:
            return
        if fault.why == "no-equals-sign" and self.script.statements[fault.index].kind in (COMMENT, BLANK):
            for each in self.script.statements:
                if each.kind in (COMMENT, BLANK):
                    yield each.start, each.end
        else:
            yield self._span(fault.index)

    def _span(self, index: int) -> Span:
        """Return what to cut for a statement: of one whose quote closes at the next one that opens, the first line."""
        statement = self.script.statements[index]
        if statement.fault == AFTER_QUOTE:
            return self.script.first_line(index)
        return statement.start, statement.end

    def _swallows(self, placed: list[Assignment]) -> Iterator[Fault]:
        """Yield a fault for each assignment that reaches over lines which set other names."""
        script = self.script
        begun = {script.index(each.start) for each in placed if each.start >= 0}
        spans = {each.name: (each.start, each.end) for each in placed}
        last = -1
        for each in placed:
            if each.start < 0 or each.start == last:
                continue
            last = each.start
            index = script.index(each.start)
            end = max(each.end, each.value_end)
            lost: list[str] = []
            if script.statements[index].fault == AFTER_QUOTE and end > script.first_line(index)[1]:
                lost.append("")
            following = index + 1
            while following < len(script.statements) and script.statements[following].start < end:
                statement, name = script.statements[following], script.name(following)
                start, stop = spans.get(name, (-1, -1))
                taken = following in begun or (start < statement.end and stop > statement.start)
                if statement.kind == ASSIGNMENT and not taken and NAMED.match(name):
                    lost.append(name)
                following += 1
            if lost:
                yield Fault(SWALLOWS, index, lost=tuple(lost[:MOST_LOST]))

    def _note(self, reading: Reading) -> None:
        """Keep what the loader says of lines that it passes over or runs."""
        for problem in reading.problems:
            if problem.start >= 0:
                index = self.script.index(self._cuts.at(problem.start))
                if problem.kind in RUNS:
                    self.runs.setdefault(index, problem.kind)
                else:
                    self.notes.setdefault(index, problem.kind)

    def _placed(self, each: Assignment) -> Assignment:
        """Return an assignment with the places of the script."""
        at, end = self._cuts.at, self._cuts.end
        value = (at(each.value_start), end(each.value_end)) if each.value_end > each.value_start else None
        start, stop = value or (at(each.value_start), at(each.value_start))
        return Assignment(each.name, each.value, at(each.start), end(each.end), start, stop, each.quote, each.depends)
