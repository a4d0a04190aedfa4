"""From the texts of migrations, in order, to the catalogue they add up to, and what could not be followed."""

from __future__ import annotations

from typing import Final, NamedTuple

from envlint.formats.sql import blocks, statements, syntax
from envlint.formats.sql.catalogue import Catalogue, Conflict
from envlint.formats.sql.script import Reading
from envlint.formats.sql.work import DEFAULT_PATH, Unsupported, Work

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.core.location import Location
    from envlint.formats.sql.script import Said
    from envlint.formats.sql.syntax import Node

SYNTAX: Final = "syntax"
UNSUPPORTED: Final = "unsupported"
CONFLICT: Final = "conflict"
ASSUMED: Final = "assumed"
OFTEN: Final = 20  # faults of one file that are told; the rest is counted


class Fault(NamedTuple):
    """What is to be said of a statement: it is no PostgreSQL, is not followed, would be refused, or was assumed."""

    kind: str
    at: Location
    message: str


class Applied(NamedTuple):
    """What came of a file: its statements, how many there are with those that could not be read, and the faults.

    ``guards`` are the conditions on which a DO block raises an exception, each with its place.
    """

    statements: tuple[Said, ...]
    total: int
    understood: int
    faults: tuple[Fault, ...]
    guards: tuple[tuple[str, Location], ...]


class Builder:
    """Applies migrations, one after the other, to one ``catalogue``."""

    def __init__(self, catalogue: Catalogue | None = None) -> None:
        self.catalogue = Catalogue() if catalogue is None else catalogue
        self.faults: list[Fault] = []
        self.guards: list[tuple[str, Location]] = []
        self.understood = 0
        self._work = Work(self.catalogue)

    def apply(self, path: str, text: str) -> Applied:
        """Apply the statements of a file."""
        reading = Reading(path, text)
        self.faults, self.guards, self.understood = [], [], 0
        self._work.path = DEFAULT_PATH
        done = []
        for said in reading.statements():
            done.append(said)
            try:
                self._one(reading, said)
            except RecursionError:
                self.faults.append(Fault(SYNTAX, reading.place(said.start), "the statement is nested too deep"))
        self.faults += [Fault(*fault) for fault in reading.faults]
        faults = sorted(_shortened(path, self.faults), key=lambda fault: (fault.at.line, fault.at.column))
        return Applied(tuple(done), len(done) + len(reading.faults), self.understood, tuple(faults), tuple(self.guards))

    def _one(self, reading: Reading, said: Said) -> None:
        self._work.at = lambda node: reading.at(said, node)
        self._work.word = lambda text: reading.find(said, text)
        if said.kind == "DoStmt":
            self.understood += self._block(reading, said)
            return
        fault = self._try(said.kind, said.node)
        if fault:
            self.faults.append(Fault(fault[0], reading.place(said.start), fault[1]))
        self.understood += fault is None or fault[0] == CONFLICT

    def _try(self, kind: str, node: Node) -> tuple[str, str] | None:
        self._work.ledger.begin()
        try:
            statements.apply(self._work, kind, node)
        except Conflict as conflict:
            self._work.ledger.take_back()
            return CONFLICT, str(conflict)
        except Unsupported as unsupported:
            return UNSUPPORTED, str(unsupported)
        except (KeyError, IndexError, StopIteration, TypeError) as surprise:
            # The parse tree has a shape that was not thought of: that is to be said, and is no reason to stop.
            return (
                UNSUPPORTED,
                f"{kind.removesuffix('Stmt')} in a form that is not followed ({type(surprise).__name__})",
            )
        return None

    def _block(self, reading: Reading, said: Said) -> bool:
        text = reading.text[said.start : said.end]
        at = reading.place(said.start)
        try:
            block = blocks.read(text)
        except (syntax.Refused, KeyError, IndexError):
            self.faults.append(Fault(UNSUPPORTED, at, "a DO block that is no PL/pgSQL"))
            return False
        before, assumed = len(self.faults), None
        first = _body_line(reading, said, at)
        self.guards += [(condition, reading.line(first + line - 1)) for condition, line in block.guards]
        self._work.lenient = True
        try:
            for inner in block.statements:
                place = reading.line(first + inner.line - 1)
                self._work.at = self._work.word = lambda _part, place=place: place  # type: ignore[misc]
                if self._inner(inner, place) and inner.conditional:
                    assumed = assumed or place
        finally:
            self._work.lenient = False
        if assumed:
            self.faults.append(Fault(ASSUMED, assumed, "what a DO block does on a condition is taken as done"))
        return not any(fault.kind in (UNSUPPORTED, SYNTAX) for fault in self.faults[before:])

    def _inner(self, inner: blocks.Inner, place: Location) -> bool:
        """Apply a statement of a block; return whether it defines something."""
        if not inner.text:
            self.faults.append(Fault(UNSUPPORTED, place, "EXECUTE of a text that is put together when it runs"))
            return False
        try:
            parsed = syntax.statements(inner.text)
        except syntax.Refused:
            self.faults.append(Fault(SYNTAX, place, "a statement in a DO block that is no SQL"))
            return False
        defines = False
        for kind, node, _, _ in parsed:
            if fault := self._try(kind, node):
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


def _body_line(reading: Reading, said: Said, at: Location) -> int:
    """Return the line on which the body of a DO block begins."""
    for item in said.node.get("args", ()):
        if item["DefElem"]["defname"] == "as":
            place = reading.at(said, {"location": item["DefElem"].get("arg_location", 0)})
            return max(place.line, at.line)
    return at.line
