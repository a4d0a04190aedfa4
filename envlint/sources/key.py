"""The key that fingerprints are made with: 32 random bytes in a file of this user's own, beside no project.

It is made when a snapshot is first written. A file that others can read, a link, or anything that is no key is refused:
whoever has the key can try values against a snapshot.
"""

from __future__ import annotations

import os
import sys
import time
from binascii import unhexlify
from errno import ELOOP, EMLINK
from stat import S_IRWXG, S_IRWXO, S_ISLNK, S_ISREG

from envlint.core.errors import EnvlintError
from envlint.core.location import Location
from envlint.sources.files import why

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

BYTES: Final = 32
OTHERS: Final = S_IRWXG | S_IRWXO
HAS_OWNERS: Final = hasattr(os, "geteuid")
SAFELY: Final = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_CLOEXEC", "O_BINARY", "O_NONBLOCK"))
ATTEMPTS: Final = 100
PAUSE: Final = 0.01
"""Seconds between two looks at a key that another process is writing."""


def usual() -> str:
    """Return where this user's key is if nobody says otherwise.

    A relative ``$XDG_CONFIG_HOME`` is to be ignored (XDG Base Directory Specification 0.8).

    Raises:
        EnvlintError: the user has no home.
    """
    environ = os.environ
    if sys.platform == "win32":
        home = environ.get("APPDATA", "")
    else:
        home = environ.get("XDG_CONFIG_HOME", "")
        if not os.path.isabs(home):
            home = environ.get("HOME", "") and os.path.join(environ["HOME"], ".config")
    if not os.path.isabs(home):
        raise EnvlintError("there is no home for the key of fingerprints", help="name a file with --key")
    return os.path.join(home, "envlint", "key")


def load(path: str) -> bytes:
    """Return the key in a file.

    Raises:
        EnvlintError: it is not there, can be read by others, or is no key.
    """
    try:
        content = _content(path)
    except FileNotFoundError:
        raise _refused(
            path, "there is no such key", "only the key that a snapshot was made with can compare it; copy it here"
        ) from None
    except OSError as error:
        raise _refused(path, _reason(error, path)) from None
    if not content:
        raise _refused(path, "it is empty", "remove it, and the next snapshot makes a new one")
    digits = content.removesuffix(b"\n").removesuffix(b"\r")
    if len(digits) != 2 * BYTES or not set(digits) <= set(b"0123456789abcdef"):
        raise _refused(path, f"it is no key: {2 * BYTES} hexadecimal digits are expected")
    return unhexlify(digits)


def load_or_make(path: str) -> tuple[bytes, bool]:
    """Return the key in a file, which is made where there is none, and whether it was.

    Of several processes that make it at once one succeeds, and all use its key.

    Raises:
        EnvlintError: as for ``load``; also if the file cannot be written.
    """
    if os.path.lexists(path):
        return load(path), False
    try:
        os.makedirs(os.path.dirname(path) or ".", mode=0o700, exist_ok=True)
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | SAFELY, 0o600)
    except FileExistsError:
        return load(path), False
    except (OSError, ValueError):
        raise _refused(path, "it cannot be made", "name another file with --key") from None
    with open(file, "wb") as stream:
        stream.write(os.urandom(BYTES).hex().encode() + b"\n")
        stream.flush()
        os.fsync(stream.fileno())
    return load(path), True


def shown(path: str) -> str:
    """Return a key's path as people write it, with ``~`` for the user's home."""
    home = os.environ.get("HOME", "").rstrip(os.sep)
    return f"~{path[len(home) :]}" if home and path.startswith(home + os.sep) else path


def refuse_inside(path: str, folder: str) -> None:
    """Refuse a key that lies in a project, where it may be committed or shipped with the snapshot.

    Raises:
        EnvlintError: it does.
    """
    top = os.path.realpath(folder).rstrip(os.sep) + os.sep
    if os.path.realpath(path).startswith(top):
        raise _refused(path, "it lies in the project", "keep it outside, and name it with --key")


def _content(path: str) -> bytes:
    """Return the bytes of a key's file; waits a moment for one that another process has only just made.

    Raises:
        OSError: it cannot be read, or must not be.
    """
    _fit(os.lstat(path))
    for attempt in range(ATTEMPTS):
        file = os.open(path, os.O_RDONLY | SAFELY)
        try:
            _fit(os.fstat(file))
            content = os.read(file, 2 * BYTES + 3)
        finally:
            os.close(file)
        if len(content) >= 2 * BYTES or attempt == ATTEMPTS - 1:
            break
        time.sleep(PAUSE)
    return content


class Unsafe(OSError):
    """A file that is there and must not be a key."""


def _fit(status: os.stat_result) -> None:
    if S_ISLNK(status.st_mode):
        raise Unsafe("it is a link")
    if not S_ISREG(status.st_mode):
        raise Unsafe("it is no regular file")
    if HAS_OWNERS and status.st_uid != os.geteuid():
        raise Unsafe("it belongs to another user")
    if HAS_OWNERS and status.st_mode & OTHERS:
        raise Unsafe(f"others can use it (mode {status.st_mode & 0o777:04o}); make it 0600")


def _reason(error: OSError, path: str) -> str:
    if isinstance(error, Unsafe):
        return str(error)
    return "it is a link" if error.errno in (ELOOP, EMLINK) else why(error, path)


def _refused(path: str, reason: str, help: str = "") -> EnvlintError:
    return EnvlintError(f"the key cannot be used: {reason}", at=Location("key", shown(path)), help=help)
