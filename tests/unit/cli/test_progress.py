"""The bar: late, seldom, erased, and only where it can be seen."""

import io

import pytest

from envlint.cli import progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def clock(monkeypatch):
    class Clock:
        now = 100.0

    monkeypatch.setattr(progress.time, "monotonic", lambda: Clock.now)
    return Clock


def drawn(stream, clock, *times):
    with progress.Bar(stream) as bar:
        for done, now in enumerate(times, 1):
            clock.now = 100.0 + now
            bar(done, len(times), "code")
    return stream.getvalue()


def test_short_work_has_no_bar(clock):
    assert drawn(Terminal(), clock, 0.1, 0.2, 0.3) == ""


def test_long_work_has_one_that_is_gone_afterwards(clock):
    text = drawn(Terminal(), clock, 0.5, 1.0, 1.05, 2.0)
    assert text.count("code") == 2
    assert text.endswith(f"[{'#' * 24}] code\r\x1b[K")


@pytest.mark.parametrize(
    ("stream", "term", "quiet"),
    [(io.StringIO(), "xterm", False), (Terminal(), "dumb", False), (Terminal(), "xterm", True)],
)
def test_nobody_who_cannot_see_it_gets_one(stream, term, quiet, clock, monkeypatch):
    monkeypatch.setattr(progress.sys, "stderr", stream)
    monkeypatch.setenv("TERM", term)
    with progress.bar(quiet=quiet) as bar:
        clock.now = 200.0
        bar(1, 2, "code")
    assert stream.getvalue() == ""


def test_a_terminal_that_goes_away_is_no_fault(clock):
    class Gone(Terminal):
        def write(self, _):
            raise BrokenPipeError

    with progress.Bar(Gone()) as bar:
        clock.now = 200.0
        bar(1, 2, "code")
