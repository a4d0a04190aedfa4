"""What went wrong at a server, in envlint's own words.

libpq and the server quote hosts, users, names of databases and values in what they say: none of it is ever shown. An
answer has an SQLSTATE, which tells enough. A refused connection has only a text; it is searched for what is known.

Sources: PostgreSQL 15, appendix A (error codes), src/backend/libpq/auth.c, src/interfaces/libpq/fe-connect.c.
"""

from __future__ import annotations

import re
from typing import Final

TYPE_CHECKING = False
if TYPE_CHECKING:
    from psycopg.pq.abc import PGresult

LOST: Final = "the connection to the server was lost"
ENDED: Final = "the server ended the connection"
STOPPING: Final = "the server is shutting down"
IDLE: Final = "the server ended the transaction, for it had nothing to do for too long"
GONE: Final = {"57P01": ENDED, "57P02": STOPPING, "57P03": STOPPING, "57P05": IDLE, "25P03": IDLE, "25P04": IDLE}
"""The states of answers after which there is no connection."""

STATES: Final = {
    "42501": "there is no right to read it",
    "42P01": "a table that it reads is not there",
    "42703": "a column that it reads is not there",
    "42883": "a function or operator that it needs is not there",
    "3F000": "a schema that it reads is not there",
    "25006": "it would write",
    "57014": "it took too long, or somebody cancelled it",
    "55P03": "somebody else holds a lock on what it reads",
    "53200": "the server is out of memory",
    "53100": "the server's disk is full",
}
CLASSES: Final = {
    "08": "the connection failed",
    "0A": "the server does not know how to do it",
    "22": "a value in it cannot be computed",
    "25": "the transaction does not allow it",
    "40": "the server gave something else the precedence",
    "42": "the server does not understand it",
    "53": "the server has not got enough resources",
    "54": "it is too much for the server",
    "55": "the state of the server does not allow it",
    "57": "somebody at the server intervened",
    "58": "the server cannot read its files",
    "XX": "the server has an internal error, or its data are damaged",
}

WRONG_LOGIN: Final = "the server does not take this user and password"
NO_LOGIN: Final = "the server asks for a password, and none is given"
NO_TLS: Final = "the server takes no connection of this kind without TLS"
NO_OPTIONS: Final = "the server, or what stands before it, takes no options"
NO_DATABASE: Final = "the server has no database of this name"
NO_USER: Final = "the server has no user of this name"
NO_RIGHT: Final = "the user may not connect to this database"
TLS: Final = "TLS is demanded, and the server does not offer it"
TIMEOUT: Final = "the server did not answer in time"
NOBODY: Final = "no server listens at the address"
NO_HOST: Final = "the host's name cannot be resolved"
NO_SOCKET: Final = "there is no server's socket at the address"
UNREACHABLE: Final = "the host cannot be reached"
FOREIGN: Final = "what answers at the address is no PostgreSQL"
CLOSED: Final = "the connection was closed before the server had answered"
SETTING: Final = "a setting of the connection is none that libpq takes"
TOO_OLD: Final = "the server is older than PostgreSQL 12, which is the oldest that can be asked"
ADDRESS: Final = "give the address of a server that runs, and that can be reached from here"
ASK_AGAIN: Final = "ask again when the server is at hand; without --live only the files are judged"

REFUSALS: Final = (
    ("bad: invalid|could not parse|could not match|configuration parameter|permission denied to set", SETTING),
    ("no password supplied", NO_LOGIN),
    ("password authentication failed", WRONG_LOGIN),
    ("authentication failed for user", "the server does not take this user from here"),
    ("no encryption|ssl off", NO_TLS),
    ("pg_hba.conf", "the server takes no connection of this user from here"),
    ("unsupported startup parameter", NO_OPTIONS),
    ('database ".*" does not exist', NO_DATABASE),
    ('role ".*" does not exist', NO_USER),
    ("not permitted to log in", "the server does not let this user log in"),
    ("too many|connection slots", "the server has no connection left"),
    ("starting up|shutting down|in recovery|not yet accepting", "the server is starting or shutting down"),
    ("not currently accepting connections", "the database takes no connections"),
    ("permission denied for database", NO_RIGHT),
    ("does not support ssl|server does not support", TLS),
    ("root certificate file", "the server's certificate cannot be verified: there is no root certificate"),
    ("certificate|ssl error|private key", "the TLS connection to the server failed"),
    ("timeout expired|timed out", TIMEOUT),
    ("connection refused", NOBODY),
    ("translate host name|name or service not known|getaddrinfo|resolve|resolution", NO_HOST),
    ("no such file or directory", NO_SOCKET),
    ("permission denied", "the socket of the server may not be used"),
    ("unreachable|no route to host", UNREACHABLE),
    ("invalid response|expected authentication|protocol|message contents", FOREIGN),
    ("closed the connection|reset by peer|broken pipe|eof detected", CLOSED),
)
"""What to find in the text of a refused connection, in small letters, and what it means: the first that fits."""

HELP: Final = {
    WRONG_LOGIN: "mend the user or the password where the connection is set",
    NO_LOGIN: "set the password where the connection is set: no other place is looked at",
    TOO_OLD: "ask a server of version 12 or later; without --live only the files are judged",
    NO_DATABASE: "mend the name of the database, or create it and apply the migrations",
    SETTING: "mend it where the connection is set",
    NO_USER: "mend the user where the connection is set",
    NO_RIGHT: "grant CONNECT on the database to the user",
    NO_TLS: "say sslmode=require where the connection is set",
    TLS: "ask a server that offers TLS: where it is demanded, envlint does not do without it",
    **dict.fromkeys((NOBODY, NO_HOST, NO_SOCKET, UNREACHABLE, TIMEOUT, FOREIGN), ADDRESS),
}


def state(result: PGresult) -> str | None:
    """Return the SQLSTATE of a result that is an error, empty if it has none; None if all is well."""
    from psycopg.pq import DiagnosticField, ExecStatus

    if result.status in (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK):
        return None
    field = result.error_field(DiagnosticField.SQLSTATE)
    return field.decode("ascii", "replace") if field else ""


def reason(state: str) -> str:
    """Return what an SQLSTATE means for a question."""
    return STATES.get(state) or CLASSES.get(state[:2]) or "the server does not answer it"


def refusal(text: str) -> str:
    """Return what the text of a refused connection means."""
    said = text.lower()
    for pattern, meaning in REFUSALS:
        if re.search(pattern, said):
            return meaning
    return "the server cannot be reached"
