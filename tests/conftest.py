"""Options of the test suite."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest import Config, Parser  # noqa: PT013


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
