"""A scratch database: made on a server that the user names, for what is tried there, and dropped again at the end.

This is where envlint runs what it finds, and only where ``--try`` asks for it. No other database of the server is
connected to but the named one (or ``postgres``), and that only to say CREATE DATABASE and DROP DATABASE there. What is
run acts as ``pg_database_owner`` (PostgreSQL 14 or later), who has the rights of the scratch database's owner and no
others, whoever connects; on an older server it is not run for a superuser. Only extensions are created by a superuser
who connects, for few others may: those that reach beyond the database are not (``reach``).

What a migration does by statements that it puts together when it runs is judged by their pattern. That keeps mistakes
within the scratch database, and most of malice; whoever tries files that he does not trust takes a server for trials
and a user with CREATEDB and no more rights.

It is dropped on Ctrl-C, SIGTERM and a lost connection, too. Where that fails, its name is told.

Source: PostgreSQL 15, sections "CREATE DATABASE", "DROP DATABASE", "Predefined Roles".
"""

from __future__ import annotations

import secrets
import signal
import threading
from contextlib import contextmanager
from typing import Final

from envlint.core.errors import EnvlintError
from envlint.inventories.database import faults
from envlint.inventories.database.connecting import connected
from envlint.inventories.scratch import wire
from envlint.inventories.scratch.sending import Sender
from envlint.inventories.scratch.wire import Wire

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from envlint.inventories.database.connection import Connection

PREFIX: Final = "envlint_scratch_"
COMMON: Final = "postgres"  # the database that there is by default
OLDEST: Final = 120000
FORCED: Final = 130000  # DROP DATABASE ... WITH (FORCE)
OWNER: Final = 140000  # pg_database_owner
TERMINATE: Final = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
ROLE: Final = "SET ROLE pg_database_owner"
REFUSED: Final = {
    "42501": ("the user may not create databases", "give the role CREATEDB, or name a server that is for trials"),
    "25006": ("the server only reads", "name a server that can be written to, not a standby"),
    "55006": ("template0 is in use", "try again"),
    "53100": ("the server's disk is full", ""),
    "53300": ("the server has no connection left", "try again"),
    "57014": ("it took too long to create a database", "try again when the server has less to do"),
}
SUPERUSER: Final = "the user is a superuser: on a server before PostgreSQL 14 nothing would keep it to one database"


class Scratch:
    """A database of its own on a server, from ``with`` to the end of it. ``name`` is random and new."""

    def __init__(self, connection: Connection) -> None:
        self.name = f"{PREFIX}{secrets.token_hex(8)}"
        self._connection = connection
        self._keeper: Wire | None = None
        self._made = False
        self._sender: Sender | None = None

    @property
    def version(self) -> str:
        """The server's major version, such as ``15``: what it takes depends on that."""
        return str(self._kept().number // 10000)

    def __enter__(self) -> Scratch:
        """Create the database.

        Raises:
            EnvlintError: the server cannot be reached, is too old, or does not let it be created.
        """
        self._keeper = self._connect()
        if self._keeper.number < OLDEST:
            raise self._keeper.error(faults.TOO_OLD, faults.HELP[faults.TOO_OLD])
        if self._keeper.superuser and self._keeper.number < OWNER:
            raise self._keeper.error(SUPERUSER, "name a user with CREATEDB and no more rights")
        try:
            self._create()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Drop the database, come what may.

        Raises:
            EnvlintError: that is not possible; it tells the name.
        """
        with _undisturbed():
            self._leave()
            if self._made:
                self._drop()
            if self._keeper:
                self._keeper.close()

    def sender(self) -> Sender:
        """Return what sends files there.

        Raises:
            EnvlintError: it cannot be connected to.
        """
        if self._sender is None:
            through = self._inside()
            role = ""
            if through.number >= OWNER:
                grant = f'GRANT CREATE, TEMPORARY ON DATABASE "{self.name}" TO pg_database_owner'
                through.must(grant, "the scratch database cannot be prepared")
                role = ROLE
            self._sender = Sender(through, role)
        return self._sender

    def renew(self) -> Sender:
        """Drop the database and create it anew, empty.

        Raises:
            EnvlintError: that is not possible.
        """
        left_out = self.sender().left_out
        self._leave()
        self._drop()
        self._create()
        sender = self.sender()
        sender.left_out = left_out
        return sender

    def _connect(self) -> Wire:
        """Connect to the database that is named, or to the common one if there is none such."""
        try:
            driver = connected(self._connection, options=wire.OPTIONS)
        except EnvlintError as error:
            if error.message != faults.NO_DATABASE:
                raise
            driver = connected(self._connection, options=wire.OPTIONS, database=COMMON)
        return Wire(driver, self._connection.at)

    def _inside(self) -> Wire:
        at = self._connection.at
        try:
            return Wire(connected(self._connection, options=wire.OPTIONS, database=self.name), at)
        except EnvlintError as error:
            message = f"the scratch database was created and cannot be connected to: {error.message}"
            raise EnvlintError(message, at=at, help="name the server itself, not a pooler before it") from None

    def _kept(self) -> Wire:
        if self._keeper is None:
            raise RuntimeError("there is no connection outside of the with block")
        return self._keeper

    def _create(self) -> None:
        keeper = self._kept()
        self._made = True  # as soon as it may be there
        refused = keeper.send(f'CREATE DATABASE "{self.name}" TEMPLATE template0')
        if refused:
            self._made = False
            why, help = REFUSED.get(refused.state, ("the server refuses it", ""))
            raise keeper.error(f"no scratch database can be created: {why}", help)

    def _leave(self) -> None:
        if self._sender:
            self._sender.wire.close()
            self._sender = None

    def _drop(self) -> None:
        """Drop it; if the connection is gone, through a new one."""
        try:
            gone = self._dropped(self._kept())
        except EnvlintError:
            gone = False
        if not gone:
            try:
                self._kept().close()
                self._keeper = self._connect()
                gone = self._dropped(self._keeper)
            except EnvlintError:
                gone = False
        if not gone:
            message = f"the scratch database {self.name} could not be dropped: it is still on the server"
            raise EnvlintError(message, at=self._connection.at, help=f'say there: DROP DATABASE "{self.name}"')
        self._made = False

    def _dropped(self, keeper: Wire) -> bool:
        keeper.settle()
        force = " WITH (FORCE)" if keeper.number >= FORCED else ""
        if not force:
            keeper.send(TERMINATE.format(name=self.name))
        return keeper.send(f'DROP DATABASE IF EXISTS "{self.name}"{force}') is None


@contextmanager
def stoppable() -> Iterator[None]:
    """Let SIGTERM and SIGHUP end what is tried as Ctrl-C does, so that the database is dropped."""
    with _handled(("SIGTERM", "SIGHUP"), _interrupt):
        yield


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let no signal end what drops the database; it has a time limit of its own."""
    with _handled(("SIGINT", "SIGTERM", "SIGHUP"), signal.SIG_IGN):
        yield


@contextmanager
def _handled(names: tuple[str, ...], handler: Any) -> Iterator[None]:
    here = threading.current_thread() is threading.main_thread()
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)] if here else []
    before = [(number, signal.signal(number, handler)) for number in numbers]
    try:
        yield
    finally:
        for number, earlier in before:
            signal.signal(number, earlier)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
