"""The one place that opens what it is told to read: regular files of a bounded size, and standard input."""

from __future__ import annotations

import os
from stat import S_ISBLK, S_ISCHR, S_ISDIR, S_ISFIFO, S_ISREG, S_ISSOCK

from envlint.core.errors import EnvlintError
from envlint.core.location import Location

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

LARGEST: Final = 16 * 1024 * 1024
TOO_LARGE: Final = "it is larger than 16 MiB"
STDIN: Final = "-"

# Not every system knows them all. Without waiting: a FIFO put in the file's place after the look must not hang us.
FLAGS: Final = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"))
OTHERS: Final = (
    (S_ISDIR, "it is a directory"),
    (S_ISFIFO, "it is a pipe; envlint reads standard input as environ:- or dotenv:-"),
    (S_ISSOCK, "it is a socket"),
    (S_ISCHR, "it is a device"),
    (S_ISBLK, "it is a device"),
)

_tops: dict[str, str] = {}


class Unfit(OSError):
    """A file that is there and is not read: it is no regular one, or too large."""


def content(label: str, ref: str, root: str, cwd: str) -> tuple[bytes, str]:
    """Return the bytes of a file, or of standard input for ``-``, and the path under which it is reported.

    Raises:
        EnvlintError: there is nothing to read, or it cannot be read.
    """
    if ref == STDIN:
        return _standard_input(label), ""
    path = os.path.join(cwd, ref)
    shown = reported(path, ref, root)
    return _read(path, Location(label, shown)), shown


def read_file(path: str, root: str) -> bytes:
    """Read a file of the project: a rule file, a baseline. A relative path is relative to the root.

    Raises:
        EnvlintError: it is not there, cannot be read, or lies outside of the root.
    """
    inside(path, root)
    path = os.path.join(root, path)
    shown = reported(path, path, root)
    return _read(path, Location(shown, shown))


def inside(path: str, root: str) -> None:
    """Refuse a path that leaves the root, also by a symbolic link.

    Raises:
        EnvlintError: it does.
    """
    shown = reported(os.path.join(root, path), path, root)
    at = Location(shown, shown)
    try:
        top = _top(root)
        real = os.path.realpath(os.path.join(root, path))
    except (OSError, ValueError):
        raise EnvlintError("cannot be read: no file can have this name", at=at) from None
    if real != top and not real.startswith(top.rstrip(os.sep) + os.sep):
        raise EnvlintError("is not read: it leads out of the project", at=at)


def _top(root: str) -> str:
    """Return the root without links, which every file is held against."""
    if root not in _tops:
        _tops[root] = os.path.realpath(root)
    return _tops[root]


def reported(path: str, given: str, root: str) -> str:
    """Return the path relative to the root, with ``/``; as it was given where it lies outside."""
    top = os.path.abspath(root).rstrip(os.sep) + os.sep
    full = os.path.abspath(path)
    return (full[len(top) :] if full.startswith(top) else given).replace(os.sep, "/")


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


def _read(path: str, at: Location) -> bytes:
    try:
        return slurp(path)
    except OSError as error:
        reason = why(error, path)
    except ValueError:
        reason = "no file can have this name"
    raise EnvlintError(f"cannot be read: {reason}", at=at)


def why(error: OSError, path: str) -> str:
    """Say why a file cannot be read, in words that are the same on every system."""
    if isinstance(error, Unfit):
        return str(error)
    if isinstance(error, FileNotFoundError):
        return "it is a link to nothing" if os.path.islink(path) else "there is no such file"
    if isinstance(error, PermissionError):
        return "permission denied"
    if isinstance(error, NotADirectoryError):
        return "a part of its path is no directory"
    from errno import ELOOP, ENAMETOOLONG

    named = {ELOOP: "its links lead in a circle", ENAMETOOLONG: "its name is too long"}
    return named.get(error.errno or 0) or "the system cannot read it"


def _standard_input(label: str) -> bytes:
    import sys

    try:
        data = sys.stdin.buffer.read(LARGEST + 1)
    except (AttributeError, OSError, ValueError):
        data = b""
    if len(data) > LARGEST:
        raise EnvlintError(f"cannot be read: {TOO_LARGE}", at=Location(label))
    if not data:
        raise EnvlintError("standard input is empty: there is nothing to look at", at=Location(label))
    return data
