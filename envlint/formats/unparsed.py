"""What a reader of a format raises when a text is not of that format."""

from __future__ import annotations


class Unparsed(Exception):
    """Why a text cannot be read, in words without any of its values, and where. Line and column count from 1."""

    def __init__(self, reason: str, line: int, column: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.column = column
