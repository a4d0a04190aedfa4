"""The one place that opens what it is told to read: regular files of a bounded size, and standard input."""

from __future__ import annotations

import os

from envlint.core.errors import EnvlintError
from envlint.core.files import LARGEST, TOO_LARGE, Unfit, slurp
from envlint.core.location import Location

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

STDIN: Final = "-"

_tops: dict[str, str] = {}


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
