"""The address of a PostgreSQL, as the clients of many languages write it, in the words of libpq.

- ``postgresql://user:password@host:5432/database?sslmode=require``, also as ``postgres``, ``postgis``, ``pgsql``,
  ``psql``, ``ecto``, ``pgx`` or ``pgx5``, and with a driver behind a plus (``postgresql+asyncpg``)
- ``jdbc:postgresql://host/database?user=...``
- ``host=... dbname=...``, libpq's own

Parameters that are for the client alone are left out. Left out, too, is what would let the server do more than answer
questions (``replication``), or libpq write a file (``sslkeylogfile``) or ask somebody to log in (``oauth_...``).

Sources: the manuals of SQLAlchemy, Django, Prisma, Ecto, pgx, node-postgres and pgjdbc; libpq of PostgreSQL 18.
"""

from __future__ import annotations

from typing import Final

from envlint.core.record import Record
from envlint.types.uris import decoded

SCHEMES: Final = frozenset(
    ("postgres", "postgresql", "postgis", "pgsql", "psql", "ecto", "pgx", "pgx4", "pgx5", "jdbc:postgresql")
)
TAKEN: Final = frozenset((
    "host", "hostaddr", "port", "dbname", "user", "password", "options", "sslmode", "sslnegotiation",
    "sslcert", "sslkey", "sslcertmode", "sslpassword", "sslrootcert", "sslcrl", "sslcrldir", "sslsni", "requirepeer",
    "require_auth", "channel_binding", "ssl_min_protocol_version", "ssl_max_protocol_version", "min_protocol_version",
    "max_protocol_version", "krbsrvname", "gssencmode", "gsslib", "gssdelegation", "target_session_attrs",
    "load_balance_hosts", "service", "keepalives", "keepalives_idle", "keepalives_interval", "keepalives_count",
    "tcp_user_timeout",
))  # fmt: skip
WITHOUT_EFFECT: Final = frozenset(("connect_timeout", "application_name", "fallback_application_name"))
KNOWN: Final = frozenset((
    "schema", "passfile", "currentSchema", "search_path", "connection_limit", "pool_timeout", "pgbouncer", "sslaccept",
    "sslidentity", "socket_timeout", "statement_cache_size", "prepared_statement_cache_size", "prepareThreshold",
    "pool_size", "pool", "max_overflow", "encoding", "client_encoding", "TimeZone", "timezone", "ssl", "replication",
    "sslkeylogfile", "pool_max_conns", "pool_min_conns", "default_query_exec_mode", "statement_timeout",
    "serverVersion", "charset", "x-migrations-table", "uselibpqcompat",
))  # fmt: skip
"""Parameters of clients that may be named: an unknown one may be a piece of a password."""
SSL_MODES: Final = {
    "true": "require", "1": "require", "false": "disable", "0": "disable", "no-verify": "require", "disable": "disable",
    "allow": "allow", "prefer": "prefer", "require": "require", "verify-ca": "verify-ca", "verify-full": "verify-full",
}  # fmt: skip


class Foreign(ValueError):
    """What is no address of a PostgreSQL; the text says why, without any of it."""


class Address(Record):
    """The parameters of libpq, which are secrets, and which parameters were left out."""

    parameters: dict[str, str]
    left_out: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return "Address(***)"


def is_postgresql(scheme: str) -> bool:
    """Whether a scheme, in small letters, is one of PostgreSQL's."""
    return scheme.partition("+")[0] in SCHEMES


def read(text: str) -> Address:
    """Return what an address says.

    Raises:
        Foreign: it is none of a PostgreSQL, or libpq cannot read it.
    """
    scheme, colon, rest = text.partition("://")
    if not colon or "=" in scheme:
        if "=" not in text:
            raise Foreign("is no address of a database")
        return Address(*_chosen(list(_parsed(text).items())))
    if not is_postgresql(scheme.lower()):
        raise Foreign("is no address of a PostgreSQL")
    rest, _, query = rest.partition("?")
    pairs = [pair.partition("=") for pair in query.split("&") if pair]
    try:
        given, left_out = _chosen([(decoded(name), decoded(value)) for name, _, value in pairs])
    except ValueError:
        raise Foreign(UNREADABLE) from None
    return Address({**_parsed(f"postgresql://{rest}"), **given}, left_out)


UNREADABLE: Final = "is no address that libpq can read"


def _chosen(pairs: list[tuple[str, str]]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the parameters that count, and the names of the others as far as they may be told."""
    taken: dict[str, str] = {}
    left_out: dict[str, None] = {}
    for name, value in pairs:
        if name in ("ssl", "sslmode") and value in SSL_MODES:
            taken["sslmode"] = SSL_MODES[value]
        elif name in TAKEN:
            taken[name] = value
        elif name not in WITHOUT_EFFECT:
            left_out[name if name in KNOWN else "other parameters"] = None
    return taken, tuple(sorted(left_out))


def _parsed(text: str) -> dict[str, str]:
    """Return what libpq reads in a text.

    Raises:
        Foreign: libpq cannot read it.
    """
    from psycopg import Error
    from psycopg.conninfo import conninfo_to_dict

    try:
        found = conninfo_to_dict(text)
    except (Error, ValueError):  # UnicodeError and NULs among them
        raise Foreign(UNREADABLE) from None
    return {name: str(value) for name, value in found.items()}
