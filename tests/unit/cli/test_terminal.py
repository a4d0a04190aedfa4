"""Colours, width and streams that are not what they should be."""

import io
import os
import sys

import pytest

from envlint.cli import terminal
from envlint.core.errors import EnvlintError


class Screen(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("when", "environ", "terminal_", "file"),
    [
        ("auto", {}, True, False),
        ("auto", {"NO_COLOR": "1"}, False, False),
        ("auto", {"NO_COLOR": ""}, True, False),
        ("auto", {"TERM": "dumb"}, False, False),
        ("auto", {"FORCE_COLOR": "1", "TERM": "dumb"}, True, True),
        ("auto", {"FORCE_COLOR": "0"}, True, False),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False, False),
        ("always", {"NO_COLOR": "1"}, True, True),
        ("never", {"FORCE_COLOR": "1"}, False, False),
    ],
)
def test_colour(monkeypatch, when, environ, terminal_, file):
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert terminal.coloured(when, Screen()) is terminal_
    assert terminal.coloured(when, io.StringIO()) is file


def test_a_report_file_has_colours_only_when_told(monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert not terminal.coloured("auto", None)
    assert terminal.coloured("always", None)


@pytest.mark.parametrize(
    ("columns", "width"), [("132", 132), ("5", 40), ("0", 100), ("", 100), ("x", 100), ("٣٢", 100), ("99999", 100)]
)
def test_width(monkeypatch, columns, width):
    monkeypatch.setenv("COLUMNS", columns)
    assert terminal.width(io.StringIO()) == width
    assert terminal.width(None) == width


def test_width_of_a_terminal(monkeypatch, tmp_path):
    monkeypatch.setattr(os, "get_terminal_size", lambda _fd: os.terminal_size((77, 24)))
    with open(tmp_path / "screen", "w", encoding="utf-8") as screen:
        assert terminal.width(screen) == 77


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_device_is_an_error():
    with open("/dev/full", "w", encoding="utf-8") as stream, pytest.raises(EnvlintError, match="No space left"):
        terminal.write(stream, "report")


def test_a_closed_stream_is_an_error():
    with pytest.raises(EnvlintError, match="closed"):
        terminal.write(None, "report")


def test_without_stderr_nothing_is_said_and_nothing_breaks(monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    terminal.say("x")
