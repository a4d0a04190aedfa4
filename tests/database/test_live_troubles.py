"""Whatever is wrong with a server is one error in envlint's own words, which tells nothing of where it is."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import lines
import pytest

from envlint.core.errors import EnvlintError
from envlint.core.location import Location
from envlint.inventories.database import connecting, faults, session
from envlint.inventories.database.connection import Connection
from envlint.inventories.database.session import Refused, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postgres_server import Server

AT = Location("dotenv:.env.production", ".env.production", 3)
SHORT = 2  # seconds: libpq waits no less
LOGIN = "xv7-not-the-one"


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connecting.ALWAYS, "connect_timeout", str(SHORT))
    monkeypatch.setattr(session, "SILENCE", 1)


def to(server: Server, database: str, **more: str) -> Connection:
    return Connection(AT, "DATABASE_URL", {"host": server.folder, "dbname": database, "user": "postgres", **more})


def over(port: int, **more: str) -> Connection:
    return Connection(AT, "DATABASE_URL", {"host": "127.0.0.1", "port": str(port), "user": "postgres", **more})


def refused(connection: Connection) -> EnvlintError:
    with pytest.raises(EnvlintError) as raised, opened(connection) as asking:
        asking.ask("SELECT 1")
    error = raised.value
    told = f"{error.message} {error.help}"
    for keyword in ("host", "dbname", "user", "password", "port"):
        assert connection.parameters.get(keyword, "no such thing") not in told
    assert error.at == AT
    assert error.help
    assert error.__suppress_context__ or error.__context__ is None
    return error


@contextmanager
def role(server: Server, database: str, name: str, *settings: str) -> Iterator[str]:
    server.ask(database, f"CREATE ROLE {name} LOGIN {' '.join(settings)}")
    try:
        yield name
    finally:
        server.ask(database, f"DROP OWNED BY {name}; DROP ROLE {name}")


@contextmanager
def asked_for_a_password(server: Server, name: str) -> Iterator[None]:
    """Let the server want a password of a role."""
    path = Path(server.folder, "data/pg_hba.conf")
    before = path.read_text(encoding="utf-8")
    path.write_text(f"local all {name} scram-sha-256\n{before}", encoding="utf-8")
    server.ask("postgres", "SELECT pg_reload_conf()")
    time.sleep(0.3)
    try:
        yield
    finally:
        path.write_text(before, encoding="utf-8")
        server.ask("postgres", "SELECT pg_reload_conf()")


def in_a_moment(do) -> None:
    threading.Timer(0.5, do).start()


def backend(server: Server) -> int:
    return int(server.ask("postgres", "SELECT pid FROM pg_stat_activity WHERE application_name = 'envlint'"))


def test_a_wrong_password_and_none(server, database):
    with role(server, database, "needs_one", f"PASSWORD '{LOGIN[::-1]}'"), asked_for_a_password(server, "needs_one"):
        assert refused(to(server, database, user="needs_one", password=LOGIN)).message == faults.WRONG_LOGIN
        assert refused(to(server, database, user="needs_one")).message == faults.NO_LOGIN
        with opened(to(server, database, user="needs_one", password=LOGIN[::-1])) as asking:
            assert asking.ask("SELECT current_user::text") == [("needs_one",)]


def test_what_is_not_there(server, database, tmp_path):
    assert refused(to(server, "no_such_database")).message == faults.NO_DATABASE
    assert refused(to(server, database, user="no_such_user")).message == faults.NO_USER
    assert refused(to(server, database, host=str(tmp_path))).message == faults.NO_SOCKET
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert refused(over(port)).message == faults.NOBODY
    assert refused(to(server, database, host="no-such-host.invalid")).message == faults.NO_HOST


def test_who_may_not(server, database):
    with role(server, database, "outside"):
        server.ask(database, f'REVOKE CONNECT ON DATABASE "{database}" FROM PUBLIC')
        assert refused(to(server, database, user="outside")).message == faults.NO_RIGHT
        server.ask(database, "ALTER ROLE outside NOLOGIN")
        assert refused(to(server, database, user="outside")).message == "the server does not let this user log in"
    with role(server, database, "one_too_many", "CONNECTION LIMIT 0"):
        server.ask(database, f'GRANT CONNECT ON DATABASE "{database}" TO PUBLIC')
        assert refused(to(server, database, user="one_too_many")).message == "the server has no connection left"
    server.ask("postgres", f'ALTER DATABASE "{database}" ALLOW_CONNECTIONS false')
    assert refused(to(server, database)).message == "the database takes no connections"


def test_lines_that_are_no_servers(server, database):
    with lines.listening(lines.silent) as port:
        assert refused(over(port)).message == faults.TIMEOUT
    with lines.listening(lines.closing) as port:
        assert refused(over(port)).message == faults.CLOSED
    with lines.listening(lines.foreign) as port:
        assert refused(over(port, sslmode="disable")).message == faults.FOREIGN


def test_tls_that_is_demanded_and_not_offered(server, database):
    def serve(connection: socket.socket) -> None:
        lines.relay(f"{server.folder}/.s.PGSQL.5432", connection, lines.startup(connection))

    with lines.listening(serve) as port:
        assert refused(over(port, dbname=database, sslmode="require")).message == faults.TLS
        with opened(over(port, dbname=database)) as asking:
            assert asking.ask("SELECT 1") == [(1,)]


@pytest.mark.parametrize("most", [1, 40, 330, 420, 500])
def test_half_an_answer(server, database, most):
    def serve(connection: socket.socket) -> None:
        lines.relay(f"{server.folder}/.s.PGSQL.5432", connection, lines.startup(connection), most)

    with lines.listening(serve) as port:
        assert refused(over(port, dbname=database)).message in (faults.CLOSED, faults.LOST)


def test_what_takes_no_options_is_asked_without(server, database):
    def serve(connection: socket.socket) -> None:
        first = lines.startup(connection)
        if b"\0options\0" in first:
            connection.sendall(lines.error("08P01", "unsupported startup parameter: options"))
            connection.close()
        else:
            lines.relay(f"{server.folder}/.s.PGSQL.5432", connection, first)

    with lines.listening(serve) as port, opened(over(port, dbname=database)) as asking:
        assert asking.ask("SHOW transaction_read_only") == [("on",)]
        assert asking.ask("SHOW statement_timeout") == [(f"{session.STATEMENT_TIMEOUT}s",)]
        assert asking.ask("SHOW default_transaction_read_only") == [("off",)]


def test_a_question_that_is_refused_leaves_the_others(server, database):
    server.ask(database, "CREATE TABLE secrets (a text)")
    with role(server, database, "outside"), opened(to(server, database, user="outside")) as asking:
        for sql, reason in {
            "SELECT a FROM public.secrets": "there is no right to read it",
            "SELECT a FROM public.nothing": "a table that it reads is not there",
            "SELECT nothing": "a column that it reads is not there",
            "SELECT nothing()": "a function or operator that it needs is not there",
            "SELECT 1 / 0": "a value in it cannot be computed",
            "SELECT 1; SELECT 2": "the server does not understand it",
            "CREATE TABLE public.x (a int)": "it would write",
            "SELEC": "the server does not understand it",
        }.items():
            with pytest.raises(Refused) as raised:
                asking.ask(sql)
            assert raised.value.reason == reason
            assert asking.ask("SELECT 1, $1, NULL, true", "x") == [(1, "x", None, True)]


def test_a_question_that_takes_too_long_or_is_cancelled(server, database):
    with opened(to(server, database)) as asking:
        asking.ask("SELECT set_config('statement_timeout', '100ms', true)")
        with pytest.raises(Refused, match="it took too long"):
            asking.ask("SELECT 1 FROM pg_sleep(20)")
        in_a_moment(lambda: server.ask("postgres", f"SELECT pg_cancel_backend({backend(server)})"))
        with pytest.raises(Refused, match="somebody cancelled it"):
            asking.ask("SELECT 1 FROM pg_sleep(0.9)")
        assert asking.ask("SELECT 1") == [(1,)]


def test_a_lock_is_not_waited_for(server, database, monkeypatch):
    server.ask(database, "CREATE TABLE held (a int)")
    monkeypatch.setattr(session, "LIMITS", session.LIMITS.replace(f"'{session.LOCK_TIMEOUT}s'", "'100ms'"))
    holding = threading.Thread(
        target=server.ask, args=(database, "LOCK TABLE held IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(1)")
    )
    holding.start()
    time.sleep(0.3)
    with opened(to(server, database)) as asking, pytest.raises(Refused, match="somebody else holds a lock"):
        asking.ask("SELECT a FROM public.held")
    holding.join()


def test_a_connection_that_somebody_ends(server, database):
    with opened(to(server, database)) as asking:
        server.ask("postgres", f"SELECT pg_terminate_backend({backend(server)})")
        with pytest.raises(EnvlintError) as raised:
            asking.ask("SELECT 1")
    assert raised.value.message in (faults.ENDED, faults.LOST)
    with opened(to(server, database)) as asking:
        in_a_moment(lambda: server.ask("postgres", f"SELECT pg_terminate_backend({backend(server)})"))
        with pytest.raises(EnvlintError) as raised:
            asking.ask("SELECT 1 FROM pg_sleep(0.9)")
    assert raised.value.message in (faults.ENDED, faults.LOST)


def test_a_server_that_stands_still(server, database):
    with opened(to(server, database)) as asking:
        process = backend(server)
        os.kill(process, signal.SIGSTOP)
        try:
            with pytest.raises(EnvlintError, match="the server has not answered for 1 s"):
                asking.ask("SELECT 1")
        finally:
            os.kill(process, signal.SIGCONT)


def test_an_answer_without_an_end(monkeypatch):
    monkeypatch.setattr(session, "LONGEST", 1)
    with lines.listening(lines.dripping) as port:
        assert refused(over(port)).message == "the server has not come to an end of its answer for 1 s"


def test_a_server_that_is_too_old(server, database, monkeypatch):
    monkeypatch.setattr(session, "OLDEST", 990000)
    assert refused(to(server, database)).message == faults.TOO_OLD


def test_ctrl_c_ends_the_question_and_the_connection(server, database, monkeypatch):
    monkeypatch.setattr(session, "SILENCE", 20)
    in_a_moment(lambda: os.kill(os.getpid(), signal.SIGINT))
    with pytest.raises(KeyboardInterrupt), opened(to(server, database)) as asking:
        asking.ask("SELECT 1 FROM pg_sleep(15)")
    left = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'envlint'"
    for _ in range(50):
        if server.ask("postgres", left).strip() == "0":
            break
        time.sleep(0.05)
    assert server.ask("postgres", left).strip() == "0"


def test_the_own_environment_is_neither_used_nor_changed(server, database, monkeypatch):
    for name, value in {
        "PGDATABASE": "no_such_database",
        "PGSERVICE": "none",
        "PGOPTIONS": "-c x",
        "PGTZ": "?",
    }.items():
        monkeypatch.setenv(name, value)
    before = dict(os.environ)
    with opened(Connection(AT, "PGHOST", {"host": server.folder, "user": "postgres"})) as asking:
        assert asking.ask("SELECT current_database()::text") == [("postgres",)]
    assert dict(os.environ) == before


def test_what_libpq_does_not_take(server, database):
    assert refused(to(server, database, sslmode="sometimes")).message == faults.SETTING
    assert refused(to(server, database, port="99999")).message == faults.SETTING
