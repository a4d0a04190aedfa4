"""Every test of this folder has a real PostgreSQL."""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from postgres_server import Absent, Server

if TYPE_CHECKING:
    from collections.abc import Iterator

CI = bool(os.environ.get("CI"))  # the tests themselves do not see it


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server of this session's own. Where CI is set, its absence is an error, never a skip."""
    with ExitStack() as stack:
        try:
            running = stack.enter_context(Server())
        except Absent as reason:
            if CI:
                raise
            pytest.skip(str(reason))
        yield running


@pytest.fixture
def database(server: Server) -> str:
    """An empty database."""
    return server.create()
