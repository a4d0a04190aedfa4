"""Compiled rules, kept in the user's own cache folder by the content of what they were made from.

``marshal`` trusts what it reads, so nothing is read that somebody else could have written: the folder and the file
must belong to this user alone and no link is followed. A checksum finds files that were cut off or damaged by
accident: the one that Python itself uses for compiled modules. A digest would find no more of what those rules let
through and costs four times as much. Whatever is off is as good as not there.
"""

from __future__ import annotations

import _imp
import marshal
import os
import stat
import sys
from _blake2 import blake2b

from envlint import __version__
from envlint.rules.compile import FORMAT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Final

MAGIC: Final = b"envlint rules 1\n"
HEADER: Final = len(MAGIC) + 16
LARGEST: Final = 64 * 1024 * 1024
KEPT: Final = 1024
OTHERS_MAY_WRITE: Final = stat.S_IWGRP | stat.S_IWOTH
HAS_OWNERS: Final = hasattr(os, "geteuid")
SAFELY: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
WITHOUT_WAITING: Final = getattr(os, "O_NONBLOCK", 0)


def key(parts: Iterable[bytes]) -> str:
    """Return the key for what is made from ``parts`` by this version of envlint under this version of Python."""
    digest = blake2b(digest_size=20)
    made_by = f"{__version__} {FORMAT} {sys.implementation.cache_tag} {sys.hexversion} {marshal.version}"
    for part in (made_by.encode(), *parts):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def fetch(key: str) -> object | None:
    """Return what was stored under a key, None if nothing was or if it cannot be trusted."""
    try:
        data = _read(os.path.join(folder(), key))
    except OSError:
        return None
    payload = data[HEADER:]
    if data[:HEADER] != _header(payload):
        return None
    try:
        stored: object = marshal.loads(payload)  # noqa: S302  it is this user's own, see above
    except (EOFError, ValueError, TypeError):
        return None
    return stored


def store(key: str, plain: Any) -> None:
    """Keep plain data under a key. Without a folder that can be written to, nothing happens."""
    payload = marshal.dumps(plain)
    try:
        home = folder()
        os.makedirs(home, mode=0o700, exist_ok=True)
        if len(payload) <= LARGEST and _is_own(os.stat(home, follow_symlinks=False)):
            _write(os.path.join(home, key), _header(payload) + payload)
            _forget_old(home)
    except OSError:
        return


def folder() -> str:
    """Return where this user's cached rules are.

    Raises:
        FileNotFoundError: the user has no home.
    """
    environ = os.environ
    if sys.platform == "win32":
        home = environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        home = environ.get("HOME", "") and os.path.join(environ["HOME"], "Library", "Caches")
    else:
        home = environ.get("XDG_CACHE_HOME", "")  # to be ignored when relative: XDG Base Directory Specification 0.8
        if not os.path.isabs(home):
            home = environ.get("HOME", "") and os.path.join(environ["HOME"], ".cache")
    if not os.path.isabs(home):
        raise FileNotFoundError("no folder for caches")
    return os.path.join(home, "envlint")


def _header(payload: bytes) -> bytes:
    return MAGIC + len(payload).to_bytes(8, "big") + _imp.source_hash(0, payload)


def _is_own(status: os.stat_result) -> bool:
    """Whether a file or folder belongs to this user and nobody else may write to it."""
    return not HAS_OWNERS or (status.st_uid == os.geteuid() and not status.st_mode & OTHERS_MAY_WRITE)


def _read(path: str) -> bytes:
    """Return a file's content, empty where it cannot be trusted.

    Raises:
        OSError: it is not there, or a link.
    """
    home = os.stat(os.path.dirname(path), follow_symlinks=False)
    if not stat.S_ISDIR(home.st_mode) or not _is_own(home):
        return b""
    file = os.open(path, os.O_RDONLY | SAFELY | WITHOUT_WAITING)
    try:
        status = os.fstat(file)
        if not stat.S_ISREG(status.st_mode) or not _is_own(status) or status.st_size > LARGEST:
            return b""
        return os.read(file, status.st_size)
    finally:
        os.close(file)


def _write(path: str, data: bytes) -> None:
    """Replace a file as a whole, readable by this user alone."""
    unfinished = f"{path}.{os.getpid()}.new"
    file = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | SAFELY, 0o600)
    try:
        with os.fdopen(file, "wb") as stream:
            stream.write(data)
        os.replace(unfinished, path)
    except BaseException:
        os.unlink(unfinished)
        raise


def _forget_old(home: str) -> None:
    """Keep the files that were written last: every change of a rule file leaves one that is never asked for again."""
    with os.scandir(home) as found:
        files = sorted(((entry.stat(follow_symlinks=False).st_mtime_ns, entry.path) for entry in found), reverse=True)
    for _, path in files[KEPT:]:
        os.unlink(path)
