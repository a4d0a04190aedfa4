"""Asking a running PostgreSQL: one transaction that reads and cannot write.

One snapshot is seen by all that is asked. Every question is sent by PostgreSQL's extended protocol, which takes one
statement and no more; the server stops what takes too long, and where it says nothing at all, this side does.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from select import select
from time import monotonic
from typing import Final

from envlint.core.errors import EnvlintError
from envlint.inventories.database import faults
from envlint.inventories.database.connecting import connected

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from psycopg import Connection as Driver
    from psycopg.pq.abc import PGconn, PGresult

    from envlint.core.location import Location
    from envlint.inventories.database.connection import Connection

    Row = tuple[Any, ...]

STATEMENT_TIMEOUT: Final = 10  # seconds that one question may take on the server
LOCK_TIMEOUT: Final = 2  # seconds that it may wait for somebody else's lock
IDLE_TIMEOUT: Final = 60  # seconds after which the server ends a transaction that nobody asks in
SILENCE: Final = 15  # seconds without an answer after which it is no longer waited for
LONGEST: Final = 60  # seconds after which an answer that still comes is no longer waited for
CANCELLING: Final = 2.0  # seconds to tell the server that nobody waits any more
OLDEST: Final = 120000  # PostgreSQL 12, as libpq writes it

READ_ONLY: Final = "-c default_transaction_read_only=on"
BEGIN: Final = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
LIMITS: Final = (
    "SELECT set_config('search_path', '', true), "
    f"set_config('statement_timeout', '{STATEMENT_TIMEOUT}s', true), "
    f"set_config('lock_timeout', '{LOCK_TIMEOUT}s', true), "
    f"set_config('idle_in_transaction_session_timeout', '{IDLE_TIMEOUT}s', true)"
)
KEPT: Final = "SAVEPOINT envlint"
BACK: Final = "ROLLBACK TO SAVEPOINT envlint"
END: Final = "ROLLBACK"
BOOL: Final = 16
INTEGERS: Final = (20, 21, 23, 26)  # int8, int2, int4, oid


class Refused(ValueError):
    """The server did not answer a question; all others can still be asked. ``reason`` says why, in envlint's words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Session:
    """A transaction that reads. ``at`` is where the connection is from, ``version`` the server's, such as ``15.4``."""

    def __init__(self, driver: Driver[Any], at: Location) -> None:
        self.at = at
        self._driver = driver
        self._server: PGconn = driver.pgconn

    @property
    def version(self) -> str:
        """The server's version."""
        major, minor = divmod(self._server.server_version, 10000)
        return f"{major}.{minor}"

    def ask(self, sql: str, *values: str | None) -> list[Row]:
        """Return the rows that one statement gives; ``$1``, ``$2``, ... stand for the values, which are texts.

        Booleans and whole numbers are such, NULL is None; all else is text as PostgreSQL writes it (for a list ask for
        ``json``). Names without a schema are those of PostgreSQL itself: write ``public.tracks``.

        Raises:
            Refused: the server does not answer this one: there is no right to, it took too long, no such table, ...
            EnvlintError: the connection is gone, or the server is.
        """
        result = self._asked(sql, values)
        state = faults.state(result)
        if state is None:
            return _rows(result)
        if state in faults.GONE:
            raise self._error(faults.GONE[state])
        if faults.state(self._asked(BACK)) is not None:
            raise self._error(faults.LOST)
        raise Refused(faults.reason(state))

    def begin(self) -> None:
        """Begin the transaction.

        Raises:
            EnvlintError: the server is too old, or does not let envlint read.
        """
        if self._server.server_version < OLDEST:
            raise self._error(faults.TOO_OLD)
        for sql in (BEGIN, LIMITS, KEPT):
            state = faults.state(self._asked(sql))
            if state is not None:
                raise self._error(faults.GONE.get(state) or f"the server cannot be asked: {faults.reason(state)}")

    def end(self) -> None:
        """End it, if the server still listens; it would do so by itself."""
        with suppress(EnvlintError):
            self._asked(END)

    def stop(self) -> None:
        """Tell the server that nobody waits for the answer any more."""
        from psycopg import Error

        with suppress(Error, OSError):
            self._driver.cancel_safe(timeout=CANCELLING)

    def _asked(self, sql: str, values: tuple[str | None, ...] = ()) -> PGresult:
        from psycopg import Error

        given = [None if value is None else value.encode() for value in values]
        try:
            self._server.send_query_params(sql.encode(), given)
            self._wait()
            result = self._server.get_result()
            while self._server.get_result() is not None:
                pass
        except Error:
            raise self._error(faults.LOST) from None
        if result is None:
            raise self._error(faults.LOST)
        return result

    def _wait(self) -> None:
        """Wait until an answer is there.

        Raises:
            EnvlintError: nothing came for too long, or too little at a time.
        """
        end = monotonic() + LONGEST
        while self._server.is_busy():
            if not select([self._server.socket], [], [], SILENCE)[0]:
                raise self._error(f"the server has not answered for {SILENCE} s")
            if monotonic() > end:
                raise self._error(f"the server has not come to an end of its answer for {LONGEST} s")
            self._server.consume_input()

    def _error(self, message: str) -> EnvlintError:
        return EnvlintError(message, at=self.at, help=faults.HELP.get(message, faults.ASK_AGAIN))


@contextmanager
def opened(connection: Connection) -> Iterator[Session]:
    """Connect, begin a transaction that only reads, and take both back at the end, whatever happens.

    Raises:
        EnvlintError: the server cannot be reached, refuses, or is too old. Nothing in it tells the connection.
    """
    driver = connected(connection, options=READ_ONLY)
    session = Session(driver, connection.at)
    try:
        session.begin()
        yield session
    except BaseException as reason:
        if not isinstance(reason, Exception):  # Ctrl-C: the server may still be at it
            session.stop()
        raise
    else:
        session.end()
    finally:
        driver.close()


def _rows(result: PGresult) -> list[Row]:
    kinds = [result.ftype(column) for column in range(result.nfields)]
    return [
        tuple(_value(result.get_value(row, column), kind) for column, kind in enumerate(kinds))
        for row in range(result.ntuples)
    ]


def _value(data: bytes | None, kind: int) -> Any:
    if data is None:
        return None
    if kind == BOOL:
        return data == b"t"
    return int(data) if kind in INTEGERS else data.decode("utf-8", "replace")
