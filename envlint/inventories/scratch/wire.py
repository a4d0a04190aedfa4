"""A connection that statements are sent through, one at a time; the rows that they give are thrown away."""

from __future__ import annotations

from select import select
from time import monotonic
from typing import Final

from envlint.core.errors import EnvlintError
from envlint.inventories.database import faults, question
from envlint.inventories.scratch import refusals

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from psycopg import Connection as Driver
    from psycopg.pq.abc import PGconn, PGresult

    from envlint.core.location import Location
    from envlint.inventories.scratch.refusals import Refused

STATEMENT_TIMEOUT: Final = 60  # seconds that one statement may take on the server
LOCK_TIMEOUT: Final = 10  # seconds that it may wait for a lock
SILENCE: Final = 75  # seconds without an answer after which it is no longer waited for
CANCELLING: Final = 5.0  # seconds to tell the server that nobody waits any more
OPTIONS: Final = f"-c statement_timeout={STATEMENT_TIMEOUT}s -c lock_timeout={LOCK_TIMEOUT}s"
KEPT: Final = "SAVEPOINT envlint"
BACK: Final = "ROLLBACK TO SAVEPOINT envlint"
FORGOTTEN: Final = "RELEASE SAVEPOINT envlint"


class Wire:
    """An open connection. ``at`` is where it is from: that is all that is said of it.

    ``superuser`` is whether the role that connected may do everything.
    """

    def __init__(self, driver: Driver[Any], at: Location) -> None:
        self.at = at
        self._driver = driver
        self._server: PGconn = driver.pgconn
        self.superuser = self._server.parameter_status(b"is_superuser") == b"on"

    @property
    def number(self) -> int:
        """The server's version as libpq writes it, such as 150004."""
        return self._server.server_version

    @property
    def open(self) -> bool:
        """Whether a transaction is open, be it one that failed."""
        from psycopg.pq import TransactionStatus

        return self._server.transaction_status in (TransactionStatus.INTRANS, TransactionStatus.INERROR)

    def send(self, sql: str) -> Refused | None:
        """Send one statement; return what the server has against it.

        Raises:
            EnvlintError: the connection is gone, or the server is.
        """
        return self._sent(sql, [])

    def must(self, sql: str, otherwise: str) -> None:
        """Send a statement of envlint's own.

        Raises:
            EnvlintError: the server refuses it, so that ``otherwise``, or is gone.
        """
        if refused := self.send(sql):
            raise self.error(f"{otherwise}: {refusals.STATES.get(refused.state, 'the server refuses it')}")

    def catalogue(self) -> str:
        """Return the answer to ``QUESTION``. A transaction that is open sees nothing of it afterwards.

        Raises:
            EnvlintError: the server does not give it.
        """
        begin, end = (KEPT, BACK) if self.open else ("BEGIN", "ROLLBACK")
        rows: list[str] = []
        failed = "the catalogue of the scratch database cannot be read"
        self.must(begin, failed)
        self.must(question.SEARCH_PATH, failed)
        if self._sent(question.QUESTION, rows) or not rows:
            raise self.error(failed)
        self.must(end, failed)
        return rows[0]

    def first(self, sql: str) -> str:
        """Return the first value of the first row that a question of envlint's own gives, empty if there is none.

        Raises:
            EnvlintError: the connection is gone, or the server is.
        """
        rows: list[str] = []
        self._sent(sql, rows)
        return rows[0] if rows else ""

    def settle(self) -> None:
        """Cancel what still runs, and wait until it has ended.

        Raises:
            EnvlintError: the connection is gone, or the server is.
        """
        from psycopg import Error
        from psycopg.pq import TransactionStatus

        if self._server.transaction_status != TransactionStatus.ACTIVE:
            return
        try:
            self._driver.cancel_safe(timeout=CANCELLING)
            while self._next() is not None:
                pass
        except Error:
            raise self.error(faults.LOST) from None

    def close(self) -> None:
        """Close it."""
        self._driver.close()

    def error(self, message: str, help: str = "") -> EnvlintError:
        """Return an error at the place where the connection is from."""
        return EnvlintError(message, at=self.at, help=help)

    def _sent(self, sql: str, rows: list[str]) -> Refused | None:
        from psycopg import Error

        try:
            self._server.send_query_params(sql.encode("utf-8", "replace"), None)
            self._server.set_single_row_mode()  # else all rows would be kept until the last has come
            refused = None
            while (result := self._next()) is not None:
                refused = refused or self._read(result, rows)
        except Error:
            raise self.error(faults.LOST) from None
        return refused

    def _next(self) -> PGresult | None:
        until = monotonic() + SILENCE
        while self._server.is_busy():
            if not select([self._server.socket], [], [], max(until - monotonic(), 0))[0]:
                raise self.error(f"the server has not answered for {SILENCE} s")
            self._server.consume_input()
        return self._server.get_result()

    def _read(self, result: PGresult, rows: list[str]) -> Refused | None:
        from psycopg.pq import ExecStatus

        if result.status == ExecStatus.SINGLE_TUPLE and not rows:
            rows.append((result.get_value(0, 0) or b"").decode("utf-8", "replace") if result.nfields else "")
        if result.status in (ExecStatus.FATAL_ERROR, ExecStatus.NONFATAL_ERROR):
            state = faults.state(result) or ""
            if state in faults.GONE:
                raise self.error(faults.GONE[state])
            return refusals.read(result, state)
        return None
