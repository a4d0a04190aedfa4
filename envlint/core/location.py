"""Where something stands."""

from __future__ import annotations

from envlint.core.record import Record


class Location(Record):
    """A place in a source. Lines and columns count from 1, in code points; the end is exclusive; 0 = not known.

    ``source`` is what the user named (``dotenv:.env.production``, ``process:``); ``path`` is relative to the root, with
    ``/``, and empty where the source is no file.
    """

    source: str
    path: str = ""
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        place = self.path or self.source
        if not self.line:
            return place
        return f"{place}:{self.line}:{self.column}" if self.column else f"{place}:{self.line}"


def line_starts(text: str) -> list[int]:
    """Return the offset of every line's first character. LF, CRLF and a lone CR end a line."""
    starts = [0]
    offset = 0
    for line in text.replace("\r\n", "\n\n").replace("\r", "\n").split("\n")[:-1]:
        offset += len(line) + 1
        if text[offset - 1 : offset + 1] != "\r\n":
            starts.append(offset)
    return starts
