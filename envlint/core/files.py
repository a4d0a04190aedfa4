"""Reading regular files of a bounded size, and nothing else that a path can turn out to be."""

from __future__ import annotations

import os
from stat import S_ISBLK, S_ISCHR, S_ISDIR, S_ISFIFO, S_ISREG, S_ISSOCK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

LARGEST: Final = 16 * 1024 * 1024
TOO_LARGE: Final = "it is larger than 16 MiB"

# Not every system knows them all. Without waiting: a FIFO put in the file's place after the look must not hang us.
FLAGS: Final = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"))
OTHERS: Final = (
    (S_ISDIR, "it is a directory"),
    (S_ISFIFO, "it is a pipe; envlint reads standard input as environ:- or dotenv:-"),
    (S_ISSOCK, "it is a socket"),
    (S_ISCHR, "it is a device"),
    (S_ISBLK, "it is a device"),
)


class Unfit(OSError):
    """A file that is there and is not read: it is no regular one, or too large."""


def slurp(path: str, largest: int = LARGEST) -> bytes:
    """Return the bytes of a regular file, whoever named it.

    Raises:
        Unfit: it is no regular file, or larger than ``largest`` bytes.
        OSError: the system cannot read it.
        ValueError: no file can have this name.
    """
    # Opening a device may already do something: so look first, and look again at what was opened.
    _fit(os.stat(path), largest)
    descriptor = os.open(path, FLAGS)
    try:
        _fit(os.fstat(descriptor), largest)
        pieces, size = [], 0
        while piece := os.read(descriptor, 1 << 20):
            pieces.append(piece)
            size += len(piece)
            if size > largest:
                raise Unfit(TOO_LARGE)
        return b"".join(pieces)
    finally:
        os.close(descriptor)


def _fit(status: os.stat_result, largest: int) -> None:
    if not S_ISREG(status.st_mode):
        raise Unfit(next((reason for test, reason in OTHERS if test(status.st_mode)), "it is no regular file"))
    if status.st_size > largest:
        raise Unfit(TOO_LARGE)
