"""Sessions on the test server, as envlint opens them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from envlint.core.location import Location
from envlint.inventories.database.connection import Connection
from envlint.inventories.database.session import opened

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from postgres_server import Server

    from envlint.inventories.database.session import Session


def session(server: Server, database: str, user: str = "postgres") -> AbstractContextManager[Session]:
    """Open a read-only session as a user."""
    parameters = {"host": server.folder, "dbname": database, "user": user}
    return opened(Connection(Location(".env", ".env", 1), "DATABASE_URL", parameters))
