"""Connecting to a PostgreSQL that a source names, by nothing but what the source says.

libpq takes from the environment of its own process what a connection leaves open. Nobody's but the source's is meant:
while it connects, no variable of its own is there. ``~/.pgpass`` is not read, certificates are where libpq has them.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import Final

from envlint.core.errors import EnvlintError
from envlint.inventories.database import faults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from psycopg import Connection as Driver

    from envlint.inventories.database.connection import Connection

SECONDS: Final = 10  # for each address of a host
OWN: Final = "PG"
NO_FILE: Final = os.path.join(os.devnull, "none")
ALWAYS: Final = {
    "connect_timeout": str(SECONDS),
    "application_name": "envlint",
    "client_encoding": "UTF8",
    "passfile": NO_FILE,  # libpq would even write to stderr what it has against such a file
}


def available() -> bool:
    """Whether the driver is installed, and libpq for it."""
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return False
    return True


def connected(connection: Connection, *, options: str = "", database: str = "") -> Driver[Any]:
    """Return an open connection in which each statement is a transaction, unless a ``BEGIN`` says otherwise.

    ``options`` are for the server and go behind those of the source; where something in between takes none, it is asked
    without any. ``database`` is another than the source's.

    Raises:
        EnvlintError: there is no driver, the server cannot be reached, or it refuses. Nothing in it tells where it is.
    """
    if not available():
        raise EnvlintError("the driver of PostgreSQL is not installed", help="pip install 'envlint-cli[live]'")
    given = {**connection.parameters, **ALWAYS}
    if database:
        given["dbname"] = database
    with _nobodys_environment():
        if options:
            said = " ".join(filter(None, (given.get("options"), options)))
            driver, meaning = _try({**given, "options": said})
            if driver or meaning != faults.NO_OPTIONS:
                return _or_raise(driver, meaning, connection)
            given.pop("options", None)
        driver, meaning = _try(given)
    return _or_raise(driver, meaning, connection)


def _or_raise(driver: Driver[Any] | None, meaning: str, connection: Connection) -> Driver[Any]:
    if driver is None:
        raise EnvlintError(meaning, at=connection.at, help=faults.HELP.get(meaning, faults.ASK_AGAIN))
    return driver


def _try(parameters: dict[str, Any]) -> tuple[Driver[Any] | None, str]:
    """Return a connection, or why there is none. What libpq says of it is read here and goes no further."""
    import psycopg

    try:
        return psycopg.connect(autocommit=True, **parameters), ""
    except psycopg.ProgrammingError:
        return None, faults.SETTING
    except (psycopg.Error, OSError, UnicodeError) as error:
        return None, faults.refusal(str(error))


@contextmanager
def _nobodys_environment() -> Iterator[None]:
    """Hide what libpq reads of this process's environment, and put it back."""
    hidden = {name: value for name, value in os.environ.items() if name.startswith(OWN)}
    for name in hidden:
        del os.environ[name]
    try:
        yield
    finally:
        os.environ.update(hidden)
