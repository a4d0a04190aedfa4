"""Trials on the test server: migrations as texts, and what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from envlint.core.location import Location
from envlint.inventories.database.connection import Connection
from envlint.inventories.scratch.made import PREFIX, Scratch
from envlint.inventories.scratch.rehearsal import Act, rehearse

if TYPE_CHECKING:
    from postgres_server import Server

    from envlint.inventories.scratch.rehearsal import Result

MAKER = "maker"


def connection(server: Server, user: str = MAKER, database: str = "postgres", **others: str) -> Connection:
    """Return a connection to the test server; ``maker`` may create databases and nothing else."""
    make_role(server, MAKER, "LOGIN CREATEDB")
    parameters = {"host": server.folder, "dbname": database, "user": user, **others}
    return Connection(Location(".env", ".env", 1), "DATABASE_URL", parameters)


def make_role(server: Server, name: str, options: str) -> None:
    """Create a role, unless it is there."""
    missing = f"NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{name}')"
    server.ask("postgres", f"DO $$ BEGIN IF {missing} THEN CREATE ROLE {name} {options}; END IF; END $$")


def acts(*texts: str | tuple[str, str]) -> list[Act]:
    """Return migrations from their texts; a pair has a rollback."""
    pairs = [(text, None) if isinstance(text, str) else text for text in texts]
    return [
        Act(f"{number}.sql", up, f"{number}_down.sql" if down is not None else "", down)
        for number, (up, down) in enumerate(pairs, 1)
    ]


def tried(server: Server, *texts: str | tuple[str, str], user: str = MAKER) -> Result:
    """Return what became of migrations; nothing may be left of the scratch database."""
    with Scratch(connection(server, user)) as scratch:
        result = rehearse(acts(*texts), scratch)
    assert scratches(server) == ""
    return result


def refused(server: Server, *texts: str | tuple[str, str], user: str = MAKER) -> list[str]:
    """Return what was refused, as text."""
    return [f"{each.at}: {each.message}" for each in tried(server, *texts, user=user).refused]


def left(server: Server, *texts: str | tuple[str, str], user: str = MAKER) -> dict[str, list[str]]:
    """Return what each rollback left behind or took away."""
    result = tried(server, *texts, user=user)
    assert result.refused == ()
    return {
        path: [f"{one.kind} {one.name} {one.what}: {one.wanted} -> {one.found}" for one in found]
        for path, found in result.left
    }


def scratches(server: Server) -> str:
    """Return the scratch databases that there are."""
    return server.ask("postgres", f"SELECT datname FROM pg_database WHERE datname LIKE '{PREFIX}%'").strip()
