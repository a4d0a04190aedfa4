"""What libpq and servers say of a refused connection, and what is made of it: whole texts of theirs, none of ours."""

from __future__ import annotations

import pytest

from envlint.inventories.database import faults

AT = 'connection failed: connection to server at "10.1.2.3", port 5432 failed: '
TEXTS = {
    f'{AT}FATAL:  password authentication failed for user "ada"': faults.WRONG_LOGIN,
    f"{AT}fe_sendauth: no password supplied": faults.NO_LOGIN,
    f'{AT}FATAL:  Peer authentication failed for user "ada"': "the server does not take this user from here",
    f'{AT}FATAL:  LDAP authentication failed for user "ada"': "the server does not take this user from here",
    f'{AT}FATAL:  no pg_hba.conf entry for host "10.1.2.4", user "ada", database "shop", no encryption': faults.NO_TLS,
    f'{AT}FATAL:  no pg_hba.conf entry for host "10.1.2.4", user "ada", database "shop", SSL off': faults.NO_TLS,
    f'{AT}FATAL:  pg_hba.conf rejects connection for host "10.1.2.4", user "ada", database "shop", SSL encryption': (
        "the server takes no connection of this user from here"
    ),
    f'{AT}FATAL:  database "shop" does not exist': faults.NO_DATABASE,
    f'{AT}FATAL:  role "ada" does not exist': faults.NO_USER,
    f'{AT}FATAL:  role "ada" is not permitted to log in': "the server does not let this user log in",
    f'{AT}FATAL:  permission denied for database "shop"': faults.NO_RIGHT,
    f"{AT}FATAL:  sorry, too many clients already": "the server has no connection left",
    f"{AT}FATAL:  remaining connection slots are reserved for roles with the SUPERUSER attribute": (
        "the server has no connection left"
    ),
    f"{AT}FATAL:  the database system is starting up": "the server is starting or shutting down",
    f"{AT}FATAL:  the database system is in recovery mode": "the server is starting or shutting down",
    f'{AT}FATAL:  database "shop" is not currently accepting connections': "the database takes no connections",
    f'{AT}FATAL:  unrecognized configuration parameter "x"': faults.SETTING,
    f'{AT}FATAL:  permission denied to set parameter "log_statement"': faults.SETTING,
    f"{AT}FATAL:  unsupported startup parameter: options": faults.NO_OPTIONS,
    f"{AT}FATAL:  unsupported startup parameter in options: statement_timeout": faults.NO_OPTIONS,
    f"{AT}server does not support SSL, but SSL was required": faults.TLS,
    f"{AT}SSL error: certificate verify failed": "the TLS connection to the server failed",
    f'{AT}server certificate for "db" does not match host name "10.1.2.3"': "the TLS connection to the server failed",
    f'{AT}root certificate file "/srv/app/.postgresql/root.crt" does not exist': (
        "the server's certificate cannot be verified: there is no root certificate"
    ),
    f"{AT}Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?": faults.NOBODY,
    f"{AT}No route to host\n\tIs the server running on that host and accepting TCP/IP connections?": faults.UNREACHABLE,
    f"{AT}Network is unreachable": faults.UNREACHABLE,
    f"{AT}server closed the connection unexpectedly\n\tThis probably means the server terminated": faults.CLOSED,
    f'{AT}received invalid response to SSL negotiation: "H"': faults.FOREIGN,
    "connection timeout expired": faults.TIMEOUT,
    'connection failed: connection to server on socket "/tmp/.s.PGSQL.5432" failed: No such file or directory': (
        faults.NO_SOCKET
    ),
    'connection failed: connection to server on socket "/tmp/.s.PGSQL.5432" failed: Permission denied': (
        "the socket of the server may not be used"
    ),
    "[Errno -2] Name or service not known": faults.NO_HOST,
    "failed to resolve host 'db': [Errno -3] Temporary failure in name resolution": faults.NO_HOST,
    'connection is bad: invalid port number: "x"': faults.SETTING,
    f"{AT}FATAL:  la base de données « shop » n'existe pas": "the server cannot be reached",
    "": "the server cannot be reached",
}


@pytest.mark.parametrize(("text", "meaning"), TEXTS.items())
def test_what_a_refusal_means(text: str, meaning: str):
    assert faults.refusal(text) == meaning


def test_each_pattern_has_a_text():
    assert {meaning for _, meaning in faults.REFUSALS} <= set(TEXTS.values())


@pytest.mark.parametrize("state", ["42501", "57014", "22012", "99999", ""])
def test_every_state_means_something(state: str):
    assert faults.reason(state)
