"""Env files with ``format: raw``: as ``docker run --env-file`` reads them, nothing quoted and nothing expanded.

Source: the Compose Specification, env_file ``format``; what Docker Compose 2.40 does, which reads them with
Docker's own reader (docker/cli, package kvfile).
"""

from __future__ import annotations

from envlint.formats.compose.env_file import BLANKS, Assignment, Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.formats.compose.interpolation import Lookup

LONGEST_LINE: Final = 64 * 1024
"""Bytes with the line feed: Go's line scanner takes no longer ones."""


def read(text: str, lookup: Lookup) -> list[Assignment]:
    """Return the assignments of a text without byte order mark, in order.

    Raises:
        Unreadable: Docker refuses the file.
    """
    found: list[Assignment] = []
    start = 0
    for line in text.split("\n"):
        if len(line) >= LONGEST_LINE or (len(line) * 4 >= LONGEST_LINE and _bytes(line) >= LONGEST_LINE):
            raise Unreadable("a line is longer than 64 KiB", start)
        one = _assignment(line.removesuffix("\r"), start, lookup)
        if one is not None:
            found.append(one)
        start += len(line) + 1
    return found


def _bytes(line: str) -> int:
    return len(line.encode("utf-8", "surrogateescape"))


def _assignment(line: str, start: int, lookup: Lookup) -> Assignment | None:
    if not line.isascii() and any("\udc80" <= character <= "\udcff" for character in line):
        raise Unreadable("a line is not UTF-8", start)
    kept = line.lstrip(BLANKS)
    if not kept or kept[0] == "#":
        return None
    start += len(line) - len(kept)
    name, equals, value = kept.partition("=")
    if not name:
        raise Unreadable("a name is missing", start)
    if " " in name or "\t" in name:
        raise Unreadable("a name holds a blank", start)
    span = (start, start + len(name))
    if equals:
        first = span[1] + 1
        return Assignment(name, value, value, *span, first, first + len(value))
    outside = lookup(name)
    return None if outside is None else Assignment(name, outside, "", *span, *span, outside=True)
