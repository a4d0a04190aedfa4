"""A file of a migration sent to a scratch database, and what the server has against it."""

from __future__ import annotations

import re
from typing import Final

from envlint.checks.database.subject import Refusal
from envlint.core.record import Record
from envlint.inventories.scratch import refusals, wire

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.core.location import Location
    from envlint.formats.sql.script import Reading, Said
    from envlint.inventories.scratch.prepared import Prepared, Ready
    from envlint.inventories.scratch.refusals import Refused
    from envlint.inventories.scratch.wire import Wire

PRIVILEGES: Final = ("GrantStmt", "AlterDefaultPrivilegesStmt")
OF_ROLES: Final = (refusals.NO_SUCH_THING, refusals.NO_RIGHT)
EXTENSIONS: Final = ("CreateExtensionStmt", "AlterExtensionStmt", "AlterExtensionContentsStmt")
NOT_INSTALLED: Final = ("0A000", "58P01")
NOT_ALLOWED: Final = "42P17"
UNFINISHED: Final = "the transaction is still open at the end of the file"
ITSELF: Final = "RESET ROLE"


class Fault(Record):
    """Why a file is not taken: ``refusal`` is what is said of it, ``state`` the SQLSTATE if the server refuses it."""

    refusal: Refusal
    state: str = ""


class Sender:
    """Sends files through a wire.

    ``role`` is the statement that changes who acts, ``left_out`` says in words what was refused and is no fault.
    """

    def __init__(self, through: Wire, role: str = "") -> None:
        self.wire = through
        self.role = role
        self.left_out: dict[str, None] = {}

    def apply(self, file: Prepared) -> Fault | None:
        """Send a file as its tool would. What is refused in a transaction leaves nothing of the file.

        Raises:
            EnvlintError: the connection is gone, or the server is.
        """
        self.fresh()
        if file.alone:
            fault = self.each(file) or self._unfinished(file)
            self.take_back()
            return fault
        self.wire.must("BEGIN", "no transaction can be begun")
        fault = self.each(file) or self._committed(file)
        self.take_back()
        return fault

    def each(self, file: Prepared) -> Fault | None:
        """Send the statements of a file, up to the first that is refused."""
        if file.refused:
            return Fault(file.refused)
        for ready in file.statements:
            if refused := self._one(file, ready):
                return _fault(file, ready, refused)
        return None

    def take_back(self) -> None:
        """End a transaction that is open, without a trace."""
        if self.wire.open:
            self.wire.must("ROLLBACK", "a transaction cannot be taken back")

    def fresh(self) -> None:
        """Forget the settings, temporary tables and so on of earlier files, and act as the role of the trial."""
        self.wire.must("DISCARD ALL", "the session cannot be reset")
        self.act()

    def act(self) -> None:
        """Give up the rights of the role that connected, if there is another to act as."""
        if self.role:
            self.wire.must(self.role, "no other role can be taken on")

    def _one(self, file: Prepared, ready: Ready) -> Refused | None:
        if ready.said.kind in PRIVILEGES:
            return self._tolerant(file, ready)
        if self.role and self.wire.superuser and _of_extension(ready):
            return self._as_itself(ready)
        return self.wire.send(ready.text)

    def _tolerant(self, file: Prepared, ready: Ready) -> Refused | None:
        """Send what gives rights to roles: those are the server's, and a scratch database does without."""
        kept = self.wire.open
        if kept:
            self.wire.must(wire.KEPT, "no savepoint can be made")
        refused = self.wire.send(ready.text)
        if kept:
            if refused:
                self.wire.must(wire.BACK, "a savepoint cannot be gone back to")
            self.wire.must(wire.FORGOTTEN, "a savepoint cannot be released")
        if refused and refused.state in OF_ROLES:
            what = "GRANT or REVOKE" if ready.said.kind == "GrantStmt" else "ALTER DEFAULT PRIVILEGES"
            why = "is about a role that the server does not have or the trial may not act for"
            self.left_out[f"{file.reading.place(ready.said.start)}: {what} {why}, and was left out"] = None
            return None
        return refused

    def _as_itself(self, ready: Ready) -> Refused | None:
        """Send what only the role that connected may do."""
        self.wire.must(ITSELF, "the role cannot be changed")
        refused = self.wire.send(ready.text)
        if not refused or not self.wire.open:
            self.act()
        return refused

    def _unfinished(self, file: Prepared) -> Fault | None:
        return Fault(Refusal(_last(file), UNFINISHED, sent=False)) if self.wire.open else None

    def _committed(self, file: Prepared) -> Fault | None:
        refused = self.wire.send("COMMIT")
        if not refused:
            return None
        message = f"{refusals.words(refused, '')}, at the end of the transaction"
        return Fault(Refusal(_last(file), message), refused.state)


def _of_extension(ready: Ready) -> bool:
    kind, node = ready.said.kind, ready.said.node
    return kind in EXTENSIONS or (kind == "DropStmt" and node.get("removeType") == "OBJECT_EXTENSION")


def _last(file: Prepared) -> Location:
    return file.reading.place(file.statements[-1].said.start if file.statements else 0)


def _fault(file: Prepared, ready: Ready, refused: Refused) -> Fault:
    said, reading = ready.said, file.reading
    message = refusals.words(refused, ready.text)
    if said.kind == "CreateExtensionStmt" and refused.state in NOT_INSTALLED:
        message = f"the extension {said.node.get('extname', '')} is not installed on this server"
    elif said.kind == "IndexStmt" and refused.state == NOT_ALLOWED:
        message = f"an index takes only functions that are IMMUTABLE ({refused.state})"
    at = _place(reading, ready, refused)
    return Fault(Refusal(at, message), refused.state)


def _place(reading: Reading, ready: Ready, refused: Refused) -> Location:
    """Return the place that the server tells, else that of the one name it quotes, else that of the statement."""
    said = ready.said
    if 0 < refused.position <= len(ready.text):
        return reading.place(said.start + refused.position - 1)
    if said.kind == "DoStmt":
        return reading.line(_body_line(reading, said) + refused.line - 1) if refused.line else reading.place(said.start)
    for name in refused.quoted:
        places = [found.start() for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", ready.text)]
        if len(places) == 1:
            return reading.place(said.start + places[0])
    return reading.place(said.start)


def _body_line(reading: Reading, said: Said) -> int:
    """Return the line on which the body of a DO block begins."""
    arguments = [item["DefElem"] for item in said.node.get("args", ())]
    body = next((each.get("arg_location", 0) for each in arguments if each["defname"] == "as"), 0)
    return max(reading.at(said, {"location": body}).line, reading.place(said.start).line)
