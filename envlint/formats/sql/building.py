"""From the texts of migrations, in order, to the catalogue they add up to, and what could not be followed."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Final, NamedTuple

from envlint.formats.sql import blocks, consequences, refusing, statements, syntax
from envlint.formats.sql.bookkeeping import of_a_tool
from envlint.formats.sql.catalogue import Catalogue, Conflict
from envlint.formats.sql.losses import Losses
from envlint.formats.sql.script import Reading
from envlint.formats.sql.work import DEFAULT_PATH, Unsupported, Work

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.core.location import Location
    from envlint.formats.sql.losses import Loss
    from envlint.formats.sql.script import Said
    from envlint.formats.sql.syntax import Node

SYNTAX: Final = "syntax"
UNSUPPORTED: Final = "unsupported"
CONFLICT: Final = "conflict"
ASSUMED: Final = "assumed"
EMPTY: Final = "empty"
ENCODING: Final = "encoding"
PART: Final = re.compile(r"\w+")  # of a name
NO_BLOCK: Final = "a DO block that is no PL/pgSQL"
OFTEN: Final = 20  # faults of one file that are told; the rest is counted


class Fault(NamedTuple):
    """What is to be said of a statement: it is no PostgreSQL, is not followed, would be refused, or was assumed.

    ``empty`` and ``encoding`` are about a file as a whole. What ``follows`` would be refused only because an earlier
    statement is: what that was to make is missing.
    """

    kind: str
    at: Location
    message: str
    follows: bool = False


class Applied(NamedTuple):
    """What came of a file: its statements, how many there are with those that could not be read, and the faults.

    ``guards`` are the conditions on which it refuses to go on, each with its place. ``losses`` are the data that go.
    ``unfollowed`` are the words, in lower case, of each statement that is not followed or cannot be read,
    ``refused`` those of each that PostgreSQL would refuse.
    ``reading`` knows the places of the statements.
    """

    statements: tuple[Said, ...]
    total: int
    understood: int
    faults: tuple[Fault, ...]
    guards: tuple[tuple[str, Location], ...]
    losses: tuple[Loss, ...] = ()
    unfollowed: tuple[frozenset[str], ...] = ()
    refused: tuple[frozenset[str], ...] = ()
    reading: Reading | None = None


class Builder:
    """Applies migrations, one after the other, to one ``catalogue``."""

    def __init__(self, catalogue: Catalogue | None = None) -> None:
        self.catalogue = Catalogue() if catalogue is None else catalogue
        self.faults: list[Fault] = []
        self.guards: list[tuple[str, Location]] = []
        self.understood = 0
        self._work = Work(self.catalogue)
        self._losses = Losses(self._work)

    def apply(self, path: str, text: str) -> Applied:
        """Apply the statements of a file."""
        reading = Reading(path, text)
        self.faults, self.guards, self.understood = [], [], 0
        self._work.path = DEFAULT_PATH
        self._losses = Losses(self._work)
        done: list[Said] = []
        unfollowed, refused = reading.refused, list[str]()
        seen = 0
        for said in reading.statements():
            done.append(said)
            seen = self._miss(reading.refused, seen)
            before = len(self.faults)
            try:
                self._one(reading, said)
            except RecursionError:
                self.faults.append(Fault(UNSUPPORTED, reading.place(said.start), syntax.TOO_DEEP))
            kinds = {fault.kind for fault in self.faults[before:]}
            if kinds & {UNSUPPORTED, SYNTAX, CONFLICT}:
                (refused if kinds == {CONFLICT} else unfollowed).append(text := reading.text[said.start : said.end])
                self._miss([text])
        self._miss(reading.refused, seen)
        self.faults += [Fault(*fault) for fault in reading.faults]
        faults = sorted(_shortened(path, self.faults), key=lambda fault: (fault.at.line, fault.at.column))
        total = len(done) + len(reading.faults)
        guards, losses = tuple(self.guards), tuple(self._losses.found)
        words = _words(unfollowed), _words(refused)
        return Applied(tuple(done), total, self.understood, tuple(faults), guards, losses, *words, reading)

    def _miss(self, texts: list[str], start: int = 0) -> int:
        """Note what statements that are refused, or no SQL, were to make; return how many there are."""
        for text in texts[start:]:
            self.catalogue.unmade.update(consequences.named(text))
        return len(texts)

    def again(self, reading: Reading, said: Said) -> None:
        """Apply a statement that was read before."""
        with suppress(RecursionError):
            self._one(reading, said)

    def _one(self, reading: Reading, said: Said) -> None:
        self._work.at = lambda node: reading.at(said, node)
        self._work.word = lambda text: reading.find(said, text)
        if said.kind == "DoStmt":
            self.understood += self._block(reading, said)
            return
        if said.kind == "SelectStmt" and (condition := refusing.division(said.node, reading.text, reading.offset)):
            self.guards.append((condition, reading.place(said.start)))
        place = reading.place(said.start)
        fault = self._try(said.kind, said.node, place)
        if fault:
            follows = fault[0] == CONFLICT and consequences.follows(fault[1], self.catalogue.unmade)
            self.faults.append(Fault(fault[0], place, fault[1], follows))
        self.understood += fault is None or fault[0] == CONFLICT

    def _try(self, kind: str, node: Node, at: Location, conditions: tuple[str, ...] = ()) -> tuple[str, str] | None:
        """Apply a statement, and return what is to be said of it; ``conditions`` stand before it in a block."""
        self._work.ledger.begin()
        try:
            fault = self._apply(kind, node)
            if fault is None or fault[0] == UNSUPPORTED:
                self._losses.watch(kind, node, at, conditions)
        except (KeyError, IndexError, StopIteration, TypeError, ValueError) as surprise:
            # The parse tree has a shape that was not thought of: that is to be said, and is no reason to stop.
            return (
                UNSUPPORTED,
                f"{kind.removesuffix('Stmt')} in a form that is not followed ({type(surprise).__name__})",
            )
        return fault

    def _apply(self, kind: str, node: Node) -> tuple[str, str] | None:
        try:
            statements.apply(self._work, kind, node)
        except Conflict as conflict:
            self._work.ledger.take_back()
            missing = str(conflict).removeprefix("there is no table ")
            return None if missing != str(conflict) and of_a_tool(missing) else (CONFLICT, str(conflict))
        except Unsupported as unsupported:
            return UNSUPPORTED, str(unsupported)
        return None

    def _block(self, reading: Reading, said: Said) -> bool:
        text = reading.text[said.start : said.end]
        at = reading.place(said.start)
        try:
            block = blocks.read(text)
        except (syntax.Refused, KeyError, IndexError):
            self.faults.append(Fault(UNSUPPORTED, at, NO_BLOCK))
            return False
        before, assumed = len(self.faults), None
        first = _body_line(reading, said, at)
        self.guards += [(condition, reading.line(first + line - 1)) for condition, line in block.guards]
        self._work.lenient = True
        try:
            for inner in block.statements:
                place = reading.line(first + inner.line - 1)
                if self._inner(reading, reading.part(said, inner.text, place), inner, place) and inner.conditional:
                    assumed = assumed or place
        finally:
            self._work.lenient = False
        if assumed:
            self.faults.append(Fault(ASSUMED, assumed, "what a DO block does on a condition is taken as done"))
        return not any(fault.kind in (UNSUPPORTED, SYNTAX) for fault in self.faults[before:])

    def _inner(self, reading: Reading, part: Said | None, inner: blocks.Inner, place: Location) -> bool:
        """Apply a statement of a block; return whether it defines something. ``part`` is where its text stands."""
        self._work.at = lambda node: reading.at(part, node) if part else place
        self._work.word = lambda text: reading.find(part, text) if part else place
        if not inner.text:
            self.faults.append(Fault(UNSUPPORTED, place, "EXECUTE of a text that is put together when it runs"))
            return False
        try:
            parsed = syntax.statements(inner.text)
        except syntax.Refused:
            self.faults.append(Fault(SYNTAX, place, "a statement in a DO block"))
            return False
        defines = False
        for kind, node, _, _ in parsed:
            if part:
                reading.shift(node, part)
            if fault := self._try(kind, node, place, inner.conditions):
                self.faults.append(Fault(fault[0], place, fault[1]))
            defines = defines or (kind in statements.DOES and kind not in ("SelectStmt", "VariableSetStmt"))
        return defines


def _shortened(path: str, faults: list[Fault]) -> list[Fault]:
    """Return as many faults as can be read, and in one more how many there are."""
    if len(faults) <= OFTEN:
        return faults
    rest = faults[OFTEN:]
    kind = min((fault.kind for fault in rest), key=(SYNTAX, UNSUPPORTED, CONFLICT, ASSUMED).index)
    return [
        *faults[:OFTEN],
        Fault(kind, rest[0].at, f"of {len(rest)} more statements of {path} the same is to be said"),
    ]


def _words(texts: list[str]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(PART.findall(text.lower())) for text in texts)


def _body_line(reading: Reading, said: Said, at: Location) -> int:
    """Return the line on which the body of a DO block begins."""
    for item in said.node.get("args", ()):
        if item["DefElem"]["defname"] == "as":
            place = reading.at(said, {"location": item["DefElem"].get("arg_location", 0)})
            return max(place.line, at.line)
    return at.line
