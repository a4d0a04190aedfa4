"""Which beginnings and ends of lines all of some loaders take."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from envlint.formats.dialects import Dialect


class Endings:
    """What some loaders make of a byte order mark, of CRLF, and of a last line without an end."""

    def __init__(self, dialects: Sequence[Dialect]) -> None:
        wanted = {"A": "1", "B": "2"}

        def taken(data: bytes) -> bool:
            return all(dialect.read(data, {}).values == wanted for dialect in dialects)

        self.take_mark = taken(b"\xef\xbb\xbfA=1\nB=2\n")
        self.take_returns = taken(b"A=1\r\nB=2\r\n") and taken(b"\r\nA=1\r\n# c\r\nB=2\r\n")
        self.take_none = taken(b"A=1\nB=2") and taken(b"A=1\nB=2\n#C=3")

    def of(self, ending: str) -> str:
        """Return the line end to write in the place of one."""
        if not ending:
            return "" if self.take_none else "\n"
        return ending if self.take_returns else "\n"
