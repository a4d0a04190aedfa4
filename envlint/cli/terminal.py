"""The two streams: what may be said on them, in which colours and how wide."""

from __future__ import annotations

import os
import sys

from envlint.core.errors import EnvlintError
from envlint.core.escape import inert, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final, TextIO

DEFAULT_WIDTH: Final = 100
NARROWEST: Final = 40


def prepare() -> None:
    r"""Make both streams UTF-8 with ``\n``, whatever the locale says: a report is the same bytes everywhere."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def say(line: str) -> None:
    """Write one line to stderr. What could move the cursor or hide text is written as an escape."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(f"{inert(printable(line))}\n")
        sys.stderr.flush()
    except OSError:
        _abandon(sys.stderr)


def complain(error: EnvlintError, *, frames: bool = False) -> None:
    """Write an expected failure to stderr, a line for each: with its place first, if it has one.

    Of a fault of our own ``frames`` are the lines that it passed; what was in their variables is never shown.
    """
    for each in getattr(error, "errors", (error,)):
        text = str(each)
        say(text if each.at or text.startswith("envlint") else f"envlint: {text}")
        for frame in getattr(each, "frames", ()) if frames else ():
            say(f"  at {frame}")


def write(stream: TextIO | None, text: str) -> None:
    """Write a report to stdout or stderr. A reader that has gone away is no error: the exit code tells the verdict.

    Raises:
        EnvlintError: the stream is closed or full.
    """
    if stream is None:
        raise EnvlintError("cannot write the report: the stream is closed")
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        _abandon(stream)
    except OSError as failure:
        _abandon(stream)
        raise EnvlintError(f"cannot write the report: {failure.strerror}") from None


def coloured(when: str, stream: TextIO | None) -> bool:
    """Tell whether output to ``stream`` is to have colours; None is a file.

    ``--color`` decides, then NO_COLOR, then FORCE_COLOR (no-color.org and the Python documentation give that order),
    then whether the stream is a terminal that can.
    """
    if when in ("always", "never"):
        return when == "always"
    if os.environ.get("NO_COLOR") or stream is None:
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def width(stream: TextIO | None) -> int:
    """Return the columns to fill: COLUMNS, else the terminal's, else a fixed number so that files are alike."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and len(columns) < 5 and int(columns):
        return max(int(columns), NARROWEST)
    try:
        return max(os.get_terminal_size(stream.fileno()).columns, NARROWEST) if stream else DEFAULT_WIDTH
    except (OSError, ValueError):
        return DEFAULT_WIDTH


def _abandon(stream: TextIO) -> None:
    """Send what is left in a broken stream's buffer nowhere, so that the interpreter's own last flush is quiet."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return
