"""Write a report file: the old content or the new one, never a part, and nothing but a plain file."""

from __future__ import annotations

import os
import stat

from envlint.core.errors import EnvlintError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

OWNER_ONLY: Final = 0o600
BY_UMASK: Final = 0o666


def write(path: str, text: str, *, private: bool = False) -> None:
    """Replace the file at ``path`` at once and durably. An existing file keeps its mode; ``private`` is for the owner.

    Raises:
        EnvlintError: it cannot be written, or ``path`` is something else than a plain file of one name.
    """
    mode = _mode_of(path)
    draft = os.path.join(os.path.dirname(path), f".envlint-{os.urandom(6).hex()}.tmp")
    try:
        _write_durably(draft, text, OWNER_ONLY if private else mode)
        os.replace(draft, path)
    except OSError as failure:
        raise _refusal(path, failure.strerror) from None
    finally:
        if os.path.lexists(draft):
            os.unlink(draft)


def write_own(path: str, text: str) -> None:
    """Write a file into envlint's own folder of a project, which is made if it is not there.

    Raises:
        EnvlintError: as for ``write``; also if the folder is a link, which may lead out of the project.
    """
    folder = os.path.dirname(path)
    if os.path.islink(folder):
        raise _refusal(path, "its folder is a link")
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as failure:
        raise _refusal(path, failure.strerror) from None
    write(path, text)


def _write_durably(draft: str, text: str, mode: int | None) -> None:
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, BY_UMASK if mode is None else OWNER_ONLY)
    with open(descriptor, "wb") as file:
        file.write(text.encode("utf-8", "backslashreplace"))
        file.flush()
        os.fsync(descriptor)
    if mode is not None:
        os.chmod(draft, mode)


def _mode_of(path: str) -> int | None:
    """Return the permissions of the file that is to be replaced, None where there is none.

    A link is refused because replacing it would either cut it or write somewhere the user did not name.
    """
    try:
        found = os.lstat(path)
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):
        raise _refusal(path, "it is a directory" if stat.S_ISDIR(found.st_mode) else "it is a link, a pipe or a device")
    if found.st_nlink > 1:
        raise _refusal(path, "it has several names (hard links)")
    return stat.S_IMODE(found.st_mode)


def _refusal(path: str, reason: str | None) -> EnvlintError:
    return EnvlintError(f"cannot write {path}: {reason}")
