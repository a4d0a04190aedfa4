"""A bar on the terminal while something takes long; never in a pipe, and gone when it is done."""

from __future__ import annotations

import os
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final, TextIO

PATIENCE: Final = 0.7
"""Seconds without a bar: what is done by then needs none."""
EVERY: Final = 0.1
WIDTH: Final = 24
ERASE: Final = "\r\x1b[K"


class Bar:
    """Shows how far a command has come; without a stream it shows nothing."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self._start = time.monotonic()
        self._shown = 0.0

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_fault: object) -> None:
        if self._shown:
            self._write(ERASE)

    def __call__(self, done: int, total: int, what: str) -> None:
        """Draw what is done of how much, if it is time to."""
        now = time.monotonic()
        if self._stream is None or now - self._start < PATIENCE or now - self._shown < EVERY:
            return
        self._shown = now
        full = WIDTH * min(done, total) // max(total, 1)
        self._write(f"{ERASE}[{'#' * full}{'-' * (WIDTH - full)}] {what}")

    def _write(self, text: str) -> None:
        try:
            if self._stream is not None:
                self._stream.write(text)
                self._stream.flush()
        except (OSError, ValueError):
            self._stream = None


def bar(*, quiet: bool) -> Bar:
    """Return a bar for stderr if that is a terminal that can be drawn on and nobody asked for silence."""
    stream = sys.stderr
    drawable = stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"
    return Bar(stream if drawable and not quiet else None)
