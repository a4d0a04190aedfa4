"""What comes of an invariant: what breaks it, in the migrations and on a server, and which exceptions are idle."""

from __future__ import annotations

import re

from envlint.checks.database.invariants import subjects
from envlint.checks.database.invariants.blame import blamed
from envlint.checks.database.invariants.selection import KINDS, exception, means, older, spoken_of
from envlint.checks.database.invariants.thing import Asked, State
from envlint.checks.database.invariants.wording import at_table, either
from envlint.checks.database.names import clipped, plain
from envlint.core.finding import Breach
from envlint.core.location import Location
from envlint.core.suggest import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.checks.database.invariants.thing import Broken, Demand, Thing
    from envlint.checks.database.subject import Database, Held, Live
    from envlint.formats.sql.catalogue import Table
    from envlint.formats.sql.migration import History

    Key = tuple[str, str]


WORD: Final = re.compile(r"\w+")


class Verdict:
    """Judges one invariant in all databases.

    Attributes:
        undecided: in words, what could not be judged.
        idle: the patterns of ``except`` that except nothing, each with its place in the rule file.
    """

    def __init__(self, held: Held) -> None:
        """Judge.

        Raises:
            EnvlintError: a demand is no SQL.
        """
        self.held = held
        self.invariant = held.invariant
        self.undecided: list[str] = []
        self._found: list[tuple[Thing, Broken, Database]] = []
        self._on_server: list[tuple[Broken, Live]] = []
        self._used: set[str] = set()
        self._met: set[str] = set()
        self._demands = tuple(self._read())
        for database in held.databases:
            self._database(database)
        self.idle = tuple(
            (pattern, held.locate(self.invariant.at("except", pattern)))
            for pattern, _ in self.invariant.exceptions
            if pattern not in self._used and not self._mentioned(pattern)
        )

    def breaches(self) -> Iterator[Breach]:
        """Yield what breaks it, once each."""
        for thing, broken, database in self._found:
            history = database.history
            at = self._place(thing, broken, history) or Location(history.folder, history.folder)
            related = broken.related or at_table(thing.table, at)
            yield Breach(plain(broken.message), at, broken.variable, related=related, help=plain(broken.help))
        for broken, live in self._on_server:
            message = plain(f"on the server, {broken.message}")
            yield Breach(message, live.at, broken.variable, help=plain(broken.help))
        yield from self._missed()

    def _read(self) -> Iterator[Demand]:
        rules = tuple(rule for database in self.held.databases[:1] for rule in database.rules)
        makers = KINDS[self.invariant.of][1]
        for key, said in self.invariant.demands:
            yield makers[key](Asked(self.invariant, key, said, self.held.locate, rules))

    def _database(self, database: Database) -> None:
        history, live = database.history, database.live
        state = State(history.catalogue, tuple(history.migrations))
        things = spoken_of(self.invariant, state)
        for thing in things:
            self._met.update(pattern for pattern in self.invariant.only if means(self.invariant, pattern, thing))
        files = older(self.invariant, history.migrations)
        left = frozenset(thing.name for thing in things if thing.at is not None and thing.at.path in files)
        unsure = subjects.unsure(history.migrations) if not history.unread else frozenset(history.catalogue.tables)
        found = list(self._broken(things, state, left, unsure))
        self._found += ((thing, broken, database) for thing, broken in found)
        if live:
            said = {(thing.name, broken.demand) for thing, broken in found} | self._said_when_applied(database, live)
            state = State(live.catalogue)
            for thing, broken in self._broken(spoken_of(self.invariant, state), state, left, frozenset()):
                if (thing.name, broken.demand) not in said:
                    self._on_server.append((broken, live))

    def _place(self, thing: Thing, broken: Broken, history: History) -> Location | None:
        """Return the place of what made the fault: something in the thing, or a later statement."""
        at = broken.at or thing.at
        if at is None or thing.at is None or not (broken.absent or broken.demand == "name"):
            return at
        return blamed(thing, at, history.migrations, lambda one, state: self._breaks(one, state, broken.demand))

    def _breaks(self, thing: Thing, state: State, demand: str) -> bool:
        """Whether a thing, which may have had another name, breaks a demand in a state."""
        same = (one for one in KINDS[self.invariant.of][0](state) if one.at == thing.at)
        return any(broken.demand == demand for one in same for broken in self._of(one, state))

    def _broken(
        self, things: tuple[Thing, ...], state: State, left: frozenset[str], unsure: frozenset[str]
    ) -> Iterator[tuple[Thing, Broken]]:
        """Yield what breaks the invariant, but for what is excepted, left alone or not wholly known."""
        for thing in things:
            excepting = exception(self.invariant, thing)
            for broken in self._of(thing, state):
                if excepting is not None:
                    self._used.add(excepting)
                elif thing.name in left:
                    continue
                elif broken.absent and (not thing.table.complete or thing.table.name in unsure):
                    self._undecided(thing.table)
                else:
                    yield thing, broken

    def _undecided(self, table: Table) -> None:
        said = f"SQL: invariant {self.invariant.id} is not judged of {plain(table.name)}, not all of which is known"
        if said not in self.undecided:
            self.undecided.append(said)

    def _of(self, thing: Thing, state: State) -> Iterator[Broken]:
        """Yield what breaks the invariant, each demand once."""
        said = set()
        for demand in self._demands:
            for broken in demand(thing, state):
                if broken.demand not in said:
                    said.add(broken.demand)
                    yield broken

    def _said_when_applied(self, database: Database, live: Live) -> set[Key]:
        """Return what the migrations broke when the last of those was new that the server says were applied.

        What a later one mends is no fault of the server: it is only behind.
        """
        applied = [one for one in database.history.migrations if one.step.number in (live.applied or ())]
        if not applied:
            return set()
        state = State(applied[-1].after)
        found = spoken_of(self.invariant, state)
        return {(thing.name, broken.demand) for thing in found for broken in self._of(thing, state)}

    def _missed(self) -> Iterator[Breach]:
        """Yield that a name of ``only`` is that of nothing, or that all of its patterns are."""
        kind, only = self.invariant.of, self.invariant.only
        missed = [pattern for pattern in only if pattern not in self._met and "*" not in pattern]
        for pattern in missed:
            if self._mentioned(pattern):
                continue
            if (there := self._in_table(pattern)) is None:
                yield self._nothing(f"there is no {kind.replace('-', ' ')} {clipped(pattern)}", pattern)
            elif there.complete:
                name = pattern.removeprefix(f"{there.name}.")
                breach = self._nothing(f"table {there.name} has no column {clipped(name)}", pattern)
                yield breach.replace(at=there.at) if there.at else breach
        if only and not missed and not self._met:
            yield self._nothing(f"it speaks of nothing: there is no {kind.replace('-', ' ')} {either(only)}", only[0])

    def _mentioned(self, pattern: str) -> bool:
        """Whether a statement that is not followed speaks of a name, so that it may be there."""
        histories = [each.history for each in self.held.databases]
        if any(each.unread for each in histories):
            return True
        said = subjects.mentioned(migration for each in histories for migration in each.migrations)
        return bool(said) and not said.isdisjoint(WORD.findall(pattern.lower()))

    def _nothing(self, message: str, pattern: str) -> Breach:
        kind = KINDS[self.invariant.of][0]
        states = [State(each.history.catalogue, tuple(each.history.migrations)) for each in self.held.databases]
        close = nearest(pattern, (thing.name for state in states for thing in kind(state)))
        help = f"did you mean {clipped(close)}?" if close else "correct the name, or take it out"
        return Breach(message, self.held.locate(self.invariant.at_only(pattern)), help=help)

    def _in_table(self, pattern: str) -> Table | None:
        """Return the table that a column would be in."""
        tables = [table for each in self.held.databases for table in subjects.tables(each.history.catalogue)]
        if self.invariant.of != "column":
            return None
        return next((table for table in tables if pattern.removeprefix("public.").startswith(f"{table.name}.")), None)
