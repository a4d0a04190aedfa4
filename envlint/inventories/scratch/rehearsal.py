"""All migrations applied in their order in a scratch database, and each rollback tried right after its migration.

A rollback that can run in a transaction is tried in one that is taken back: the catalogue is held against the one
before the migration, and the migration is applied a second time. Any other rollback stays, and the migration is applied
again; where that does not lead back, the scratch database is made anew up to that migration. So each rollback meets the
state that its migration left, and what one leaves behind is not laid to the next.
"""

from __future__ import annotations

import json
from typing import Final, NamedTuple

from envlint.checks.database.subject import Refusal
from envlint.core.location import Location
from envlint.formats.sql.difference import differences
from envlint.inventories.database import answer
from envlint.inventories.scratch import refusals
from envlint.inventories.scratch.judging import Judge
from envlint.inventories.scratch.prepared import prepare
from envlint.inventories.scratch.sending import Fault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from envlint.formats.sql.difference import Difference
    from envlint.inventories.scratch.made import Scratch
    from envlint.inventories.scratch.prepared import Prepared

    Progress = Callable[[int, int, str], None] | None

ROWS: Final = """
SELECT 1 FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE relkind = 'r' AND pg_relation_size(pg_class.oid) > 0 AND nspname !~ '^pg_' AND nspname <> 'information_schema'
LIMIT 1
"""
HOLDS_BACK: Final = "the rollback holds back because of rows that migrations put in, and was not tried"


class Act(NamedTuple):
    """A migration: its file and text, and those that take it back; ``down`` is None if there is nothing."""

    path: str
    up: str
    back: str = ""
    down: str | None = None


class Result(NamedTuple):
    """What became of it. ``left`` pairs the path of each rollback that was run with what differs after it.

    ``tried`` are the files that the server has judged.
    """

    refused: tuple[Refusal, ...]
    left: tuple[tuple[str, tuple[Difference, ...]], ...]
    not_covered: tuple[str, ...]
    tried: frozenset[str] = frozenset()


def rehearse(acts: Sequence[Act], scratch: Scratch, progress: Progress = None) -> Result:
    """Apply and take back all of it.

    Raises:
        EnvlintError: the server, or the connection to it, is gone.
    """
    play = _Rehearsal(scratch)
    for number, act in enumerate(acts):
        if progress:
            progress(number, len(acts), act.path)
        if not play.up(act):
            rest = len(acts) - number - 1
            if rest:
                play.note(f"trial: {rest} migration{'s' if rest > 1 else ''} after {act.path} not tried")
            break
        if act.down is not None:
            play.down(act)
    return play.result()


class _Rehearsal:
    def __init__(self, scratch: Scratch) -> None:
        self._scratch = scratch
        self._sender = scratch.sender()
        self._judge = Judge()
        self._applied: list[Prepared] = []
        self._before = ""
        self._refused: list[Refusal] = []
        self._left: list[tuple[str, tuple[Difference, ...]]] = []
        self._notes: dict[str, None] = {}
        self._unheard: set[str] = set()  # files of which a part was not run

    def result(self) -> Result:
        """Return what was found so far."""
        notes = (*self._notes, *self._sender.left_out)
        refused = [each.at.path for each in self._refused if each.sent]
        tried = {*refused, *(file.path for file in self._applied), *(path for path, _ in self._left)}
        return Result(tuple(self._refused), tuple(self._left), notes, frozenset(tried - self._unheard))

    def note(self, words: str) -> None:
        """Keep in words what was not tried."""
        self._notes[words] = None

    def up(self, act: Act) -> bool:
        """Apply a migration; return whether the server takes it."""
        file = self._prepared(act.path, act.up)
        self._before = self._sender.wire.catalogue() if act.down is not None else ""
        fault = self._sender.apply(file)
        if fault:
            self._refused.append(fault.refusal)
            return False
        self._applied.append(file)
        return True

    def down(self, act: Act) -> None:
        """Take the migration back that was applied last, and apply it again."""
        file = self._prepared(act.back or act.path, act.down or "")
        if file.refused:
            self._refused.append(file.refused)
        elif file.alone:
            self._down_alone(file)
        else:
            self._down_in_transaction(file)

    def _down_in_transaction(self, file: Prepared) -> None:
        sender = self._sender
        sender.fresh()
        sender.wire.must("BEGIN", "no transaction can be begun")
        fault = sender.each(file) or self._settled(file)
        if fault:
            sender.take_back()
            self._fail(fault)
            return
        up = self._applied[-1]
        if not self._compare(file) and not up.alone and (again := sender.each(up)):
            self._not_again(file, again)
        sender.take_back()

    def _down_alone(self, file: Prepared) -> None:
        fault = self._sender.apply(file)
        if fault:
            self._fail(fault)
            self._anew()
        elif self._compare(file):
            self._anew()
        elif again := self._sender.apply(self._applied[-1]):
            self._not_again(file, again)
            self._anew()

    def _settled(self, file: Prepared) -> Fault | None:
        """Check the constraints that would be checked at the end of the transaction."""
        refused = self._sender.wire.send("SET CONSTRAINTS ALL IMMEDIATE")
        at = Location(file.path, file.path)
        return Fault(Refusal(at, refusals.words(refused, "")), refused.state) if refused else None

    def _compare(self, file: Prepared) -> bool:
        """Note what a rollback leaves behind; return whether it does."""
        after = self._sender.wire.catalogue()
        left: tuple[Difference, ...] = ()
        if after != self._before:
            left = tuple(differences(answer.read(json.loads(self._before)), answer.read(json.loads(after))))
        self._left.append((file.path, left))
        return bool(left)

    def _fail(self, fault: Fault) -> None:
        """Note that a rollback is refused. One that raises an exception because of rows does what it is there for."""
        if fault.state == refusals.RAISED and self._sender.wire.first(ROWS):
            self.note(f"{fault.refusal.at}: {HOLDS_BACK}")
            self._unheard.add(fault.refusal.at.path)
        else:
            self._refused.append(fault.refusal)

    def _not_again(self, file: Prepared, fault: Fault) -> None:
        again = fault.refusal.replace(message=f"{fault.refusal.message}, when it is applied again after {file.path}")
        self._refused.append(again)

    def _anew(self) -> None:
        """Make the database what it was after the last migration."""
        self._sender = self._scratch.renew()
        for file in self._applied:
            if fault := self._sender.apply(file):
                raise self._sender.wire.error(
                    f"{file.path} could be applied once, and now not: {fault.refusal.message}"
                )

    def _prepared(self, path: str, text: str) -> Prepared:
        file = prepare(path, text, self._judge)
        if file.refused:
            self._unheard.add(path)
        for words in file.left_out:
            self.note(words)
        return file
