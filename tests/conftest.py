"""Options of the test suite, and what many of its folders need."""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from postgres_server import Absent, Server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest import Config, Parser  # noqa: PT013


CI = bool(os.environ.get("CI"))  # the tests themselves do not see it

# An example that takes long on a busy machine is no fault.
settings.register_profile("untimed", parent=settings(), deadline=None)
settings.load_profile("untimed")


def pytest_addoption(parser: Parser) -> None:
    parser.addoption("--update-specs", action="store_true", help="write what envlint says now into the Markdown pages")


def pytest_configure(config: Config) -> None:
    if config.getoption("--update-specs") and config.getoption("numprocesses", default=None):
        raise pytest.UsageError("--update-specs writes one page at a time: leave out -n")


STEERING = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "CI", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY")


@pytest.fixture(autouse=True)
def _same_everywhere(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep whoever runs the tests out of them: colours, widths and compiled rules of their own."""
    for name in STEERING:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL of this session's own. Where CI is set, its absence is an error, never a skip."""
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
