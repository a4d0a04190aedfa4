"""Lines as Go's ``bufio.Scanner`` gives them: each without its line end, and none of 64 KiB or more."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterator
    from typing import Final

TOO_LONG: Final = 64 * 1024
"""Bytes of a line with its line feed above which the scanner gives up. Source: the documentation of ``bufio``."""


class LineTooLongError(Exception):
    """A line is longer than the scanner takes: the loaders that look at its error refuse the file, others end there."""

    def __init__(self, start: int, end: int) -> None:
        super().__init__("line-too-long")
        self.start = start
        self.end = end


def scanned_lines(text: str, line_end: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield the start and the end of each line.

    Raises:
        LineTooLongError: a line has too many bytes.
    """
    start = 0
    while start < len(text):
        stop = line_end.search(text, start)
        end, behind = stop.span() if stop else (len(text), len(text))
        if behind - start > TOO_LONG // 4 and _size(text, start, end) >= TOO_LONG:
            raise LineTooLongError(start, end)
        yield start, end
        start = behind


def _size(text: str, start: int, end: int) -> int:
    """Return the bytes of a line."""
    return len(text[start:end].encode("utf-8", "surrogateescape"))
