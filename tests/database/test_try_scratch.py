"""The scratch database: who makes it, what acts in it, and that it is gone afterwards, whatever happens."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest
from trials import MAKER, acts, connection, make_role, scratches

from envlint.core.errors import EnvlintError
from envlint.inventories.database import faults
from envlint.inventories.scratch import made as module
from envlint.inventories.scratch import wire
from envlint.inventories.scratch.made import Scratch
from envlint.inventories.scratch.rehearsal import rehearse


def databases(server) -> list[str]:
    return sorted(server.ask("postgres", "SELECT datname FROM pg_database").split())


def test_it_is_there_and_then_it_is_not(server):
    before = databases(server)
    with Scratch(connection(server)) as scratch:
        assert scratches(server) == scratch.name
        assert scratch.sender().wire.first("SELECT current_database()") == scratch.name
        assert scratch.version == server.ask("postgres", "SHOW server_version").split(".")[0]
    assert databases(server) == before


def test_two_at_once_do_not_meet(server):
    with Scratch(connection(server)) as one, Scratch(connection(server)) as two:
        assert one.name != two.name
    assert scratches(server) == ""


@pytest.mark.parametrize("user", ["postgres", MAKER])
def test_nobody_acts_with_more_rights_than_an_owner_has(server, user):
    with Scratch(connection(server, user)) as scratch:
        sender = scratch.sender()
        sender.fresh()
        assert sender.wire.first("SELECT current_user") == "pg_database_owner"
        for statement in ("CREATE ROLE r", "COPY pg_class TO '/nowhere'", "ALTER SYSTEM SET work_mem = '1MB'"):
            refused = sender.wire.send(statement)
            assert refused is not None
            assert refused.state == "42501"


@pytest.mark.parametrize("fault", [RuntimeError, EnvlintError, KeyboardInterrupt])
def test_it_is_dropped_when_something_breaks(server, fault):
    def broken() -> None:
        with Scratch(connection(server)) as scratch:
            scratch.sender()
            raise fault("x")

    with pytest.raises(fault):
        broken()
    assert scratches(server) == ""


@pytest.mark.parametrize("fault", [KeyboardInterrupt, TimeoutError])
def test_it_is_dropped_when_it_is_interrupted_while_it_is_made(server, monkeypatch, fault):
    def interrupted(*arguments):
        monkeypatch.undo()
        raise fault

    monkeypatch.setattr(wire, "select", interrupted)
    with pytest.raises(fault), Scratch(connection(server)):
        pass
    assert scratches(server) == ""


def test_it_is_dropped_when_the_connections_are_lost(server):
    def lost() -> None:
        with Scratch(connection(server)) as scratch:
            scratch.sender()
            server.ask("postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'maker'")
            rehearse(acts("SELECT 1"), scratch)

    with pytest.raises(EnvlintError) as caught:
        lost()
    assert caught.value.message in (faults.ENDED, faults.LOST)
    assert scratches(server) == ""


def test_it_is_dropped_while_a_statement_runs_in_it(server):
    """SIGINT and SIGTERM end a statement that takes long, and the program."""
    program = """
import sys
from trials import acts
from envlint.core.location import Location
from envlint.inventories.database.connection import Connection
from envlint.inventories.scratch.rehearsal import rehearse
from envlint.inventories.scratch.made import Scratch, stoppable
parameters = {"host": sys.argv[1], "dbname": "postgres", "user": "maker"}
try:
    with stoppable(), Scratch(Connection(Location(".env"), "DATABASE_URL", parameters)) as scratch:
        rehearse(acts("SELECT pg_sleep(50)"), scratch)
except KeyboardInterrupt:
    print("stopped")
"""
    connection(server)
    root = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join([root, os.path.dirname(__file__)])}
    sleeping = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(50)' AND state = 'active'"
    for number in (signal.SIGINT, signal.SIGTERM):
        command = [sys.executable, "-c", program, server.folder]
        with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True) as running:
            while running.poll() is None and server.ask("postgres", sleeping).strip() == "0":
                time.sleep(0.02)
            running.send_signal(number)
            said = running.communicate()[0]
        assert said == "stopped\n"
        assert scratches(server) == ""
        assert server.ask("postgres", sleeping).strip() == "0"


def test_its_name_is_told_when_it_cannot_be_dropped(server, monkeypatch):
    monkeypatch.setattr(module, "FORCED", sys.maxsize)  # as on a server that cannot drop what is in use
    monkeypatch.setattr(module, "TERMINATE", "SELECT '{name}'")
    scratch = Scratch(connection(server, "postgres"))

    def interrupted() -> None:
        with scratch:
            held.append(module.connected(connection(server, "postgres", name)))
            raise KeyboardInterrupt

    name, held = scratch.name, []
    with pytest.raises(EnvlintError) as caught:
        interrupted()
    held[0].close()
    assert caught.value.message == f"the scratch database {name} could not be dropped: it is still on the server"
    assert caught.value.help == f'say there: DROP DATABASE "{name}"'
    server.ask("postgres", "SELECT pg_sleep(0.2)")
    dropping = wire.Wire(module.connected(connection(server, "postgres")), connection(server).at)
    assert dropping.send(f'DROP DATABASE "{name}" WITH (FORCE)') is None
    dropping.close()


def test_it_is_made_from_a_common_database_where_the_named_one_is_not_there(server):
    with Scratch(connection(server, database="not_made_yet")):
        assert scratches(server) != ""
    assert "not_made_yet" not in databases(server)


@pytest.mark.parametrize(
    ("role", "options", "message"),
    [
        ("nobuilder", "LOGIN", "no scratch database can be created: the user may not create databases"),
        ("reader", "LOGIN CREATEDB", "no scratch database can be created: the server only reads"),
    ],
)
def test_who_may_not_make_one(server, role, options, message):
    make_role(server, role, options)
    if role == "reader":
        server.ask("postgres", "ALTER ROLE reader SET default_transaction_read_only = on")
    with pytest.raises(EnvlintError) as caught, Scratch(connection(server, role)):
        pass
    assert caught.value.message == message
    assert caught.value.at == connection(server).at
    assert role not in str(caught.value)
    assert scratches(server) == ""


def test_no_server(server):
    absent = connection(server, host="/nowhere/at/all")
    with pytest.raises(EnvlintError) as caught, Scratch(absent):
        pass
    assert "nowhere" not in str(caught.value)
    assert caught.value.message == "there is no server's socket at the address"


def test_a_superuser_of_an_old_server_is_not_taken(server, monkeypatch):
    monkeypatch.setattr(module, "OWNER", sys.maxsize)
    with pytest.raises(EnvlintError, match="the user is a superuser"), Scratch(connection(server, "postgres")):
        pass
    with Scratch(connection(server)) as scratch:
        assert scratch.sender().role == ""
    assert scratches(server) == ""


def test_a_server_that_is_silent_is_not_waited_for(server, monkeypatch):
    with Scratch(connection(server)) as scratch:
        sender = scratch.sender()
        with monkeypatch.context() as patch:
            patch.setattr(wire, "SILENCE", 0)
            with pytest.raises(EnvlintError, match="the server has not answered for 0 s"):
                sender.wire.send("SELECT pg_sleep(50)")
    assert scratches(server) == ""


def test_a_statement_that_takes_too_long_is_refused(server, monkeypatch):
    with Scratch(connection(server)) as scratch:
        monkeypatch.setattr(wire, "OPTIONS", "-c statement_timeout=300ms")
        result = rehearse(acts("SET statement_timeout = 0; SELECT pg_sleep(30);"), scratch)
    assert [each.message for each in result.refused] == ["it took too long, or somebody cancelled it (57014)"]
