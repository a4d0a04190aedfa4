"""A stand-in for ``envlint check``: the command line is tested without what it leads to."""

import sys
from types import ModuleType

import pytest

from envlint.core.request import Outcome


class Stub:
    """Answers as it is told and remembers what it was asked."""

    def __init__(self):
        self.outcome = Outcome()
        self.error = None
        self.requests = []

    def run(self, request):
        self.requests.append(request)
        if self.error:
            raise self.error
        return self.outcome


@pytest.fixture
def stub(monkeypatch):
    stand_in = Stub()
    monkeypatch.setattr("envlint.cli.execute._restore_signals", lambda: None)
    for name in ("check", "run", "resolve", "baseline"):
        module = ModuleType(f"envlint.commands.{name}")
        module.run = stand_in.run
        monkeypatch.setitem(sys.modules, module.__name__, module)
    return stand_in
