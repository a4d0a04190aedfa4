"""The server that the other tests use: it is there for this session only, and its absence is never passed over."""

from __future__ import annotations

import os
from pathlib import Path

import postgres_server
import pytest
from postgres_server import Absent, Failed, Server


def test_nobody_outside_can_connect(server):
    assert server.ask("postgres", "SHOW listen_addresses").strip() == ""
    assert oct(Path(server.folder).stat().st_mode)[-3:] == "700"


def test_it_does_not_run_as_root(server):
    owner = Path(server.folder, "data").stat().st_uid
    assert owner == os.getuid() if os.getuid() else owner != 0


def test_nothing_of_it_stays():
    with Server() as another:
        folder = another.folder
        assert another.ask("postgres", "SELECT 1") == "1\n"
    assert not Path(folder).exists()


def test_what_is_refused_is_raised(server, database):
    with pytest.raises(Failed, match='relation "nothing" does not exist'):
        server.ask(database, "SELECT * FROM nothing")
    assert list(server.refused(database, ["SELECT 1;", "SELECT * FROM nothing;", "SELECT 2;"])) == [2]


def test_without_a_server_there_is_a_reason(monkeypatch):
    monkeypatch.setattr(postgres_server, "PLACES", ())
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Absent, match="initdb is not installed"), Server():
        pass
