"""Where the settings are, and with them the root of the project. Reads bytes only: parsing TOML takes longer.

``envlint.toml`` wins over ``pyproject.toml`` in the same folder, the nearest folder upwards wins over those above it.
"""

from __future__ import annotations

import os
import stat

from envlint.core.errors import EnvlintError
from envlint.core.location import Location
from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

OWN: Final = "envlint.toml"
PYPROJECT: Final = "pyproject.toml"
LARGEST: Final = 1 << 20
BEFORE_KEY: Final = b" \t[\"'.tol"
KEY_ENDS: Final = (b" ", b"\t", b".", b"=", b"]", b'"', b"'")


class Found(Record):
    """The settings file, if there is one, with its content.

    ``root`` is the absolute path of the repository (the nearest folder upwards with ``.git``), else of the folder that
    holds the settings: nothing outside is read, and reports name paths from there. ``base`` is the folder that paths in
    the settings start from and ``path`` the settings file, both from the root with ``/``, empty for the root itself and
    for no file. ``pyproject`` is the content of the pyproject.toml beside them, for the version of the project.
    ``passed_over`` is a pyproject.toml whose settings do not count because there is an envlint.toml.
    """

    root: str
    base: str = ""
    path: str = ""
    data: bytes = b""
    pyproject: bytes = b""
    passed_over: str = ""

    @property
    def key(self) -> tuple[bytes, ...]:
        """All that the settings depend on, to cache them by."""
        return (b"settings", os.fsencode(f"{self.base}\n{self.path}"), self.data, self.pyproject)

    def inside(self, path: str) -> str:
        """Return a path that starts from ``base`` as one from the root, with ``/``.

        Raises:
            ValueError: it leads out of the root.
        """
        absolute = os.path.normpath(os.path.join(self.root, self.base, path))
        return _below(self.root, absolute)


def find(cwd: str = ".", config: str = "") -> Found:
    """Look for settings in ``cwd`` and upwards to the repository's root; or take those of the file ``config``.

    Raises:
        EnvlintError: a settings file is there but cannot be read; ``config`` is not there.
    """
    start = os.path.abspath(cwd)
    if config:
        return _named(os.path.join(start, config))
    folder, parent = start, os.path.dirname(start)
    while True:
        if found := _settings_in(folder):
            return found
        if parent == folder or os.path.lexists(os.path.join(folder, ".git")):
            return _unnamed(start)
        folder, parent = parent, os.path.dirname(parent)


def _settings_in(folder: str) -> Found | None:
    own = _read(os.path.join(folder, OWN))
    pyproject = _read(os.path.join(folder, PYPROJECT)) or b""
    if own is not None:
        passed_over = PYPROJECT if _holds_settings(pyproject) else ""
        return _found(folder, OWN, own, pyproject).replace(passed_over=passed_over)
    return _found(folder, PYPROJECT, pyproject, pyproject) if _holds_settings(pyproject) else None


def _named(path: str) -> Found:
    data = _read(path)
    if data is None:
        raise EnvlintError(f"--config: {path} is not there")
    folder, name = os.path.split(os.path.normpath(path))
    return _found(folder, name, data, _read(os.path.join(folder, PYPROJECT)) or b"")


def _unnamed(folder: str) -> Found:
    """Return a place without settings: the defaults hold, and the version that a pyproject.toml states."""
    return _found(folder, "", b"", _read(os.path.join(folder, PYPROJECT)) or b"")


def _found(folder: str, name: str, data: bytes, pyproject: bytes) -> Found:
    root = _repository(folder) or folder
    base = _below(root, folder)
    path = f"{base}/{name}" if base and name else name
    return Found(root, base, path, data, pyproject)


def _repository(folder: str) -> str:
    """Return the nearest folder upwards with ``.git`` (a file in worktrees and submodules), empty if there is none."""
    while not os.path.lexists(os.path.join(folder, ".git")):
        folder, below = os.path.dirname(folder), folder
        if folder == below:
            return ""
    return folder


def _below(root: str, path: str) -> str:
    """Return ``path`` from ``root``, both absolute and normal; raise ValueError if it is not below."""
    if path == root:
        return ""
    prefix = root if root.endswith(os.sep) else root + os.sep
    if not path.startswith(prefix):
        raise ValueError("outside the root")
    return path[len(prefix) :].replace(os.sep, "/")


def _holds_settings(pyproject: bytes) -> bool:
    """Tell whether a line has ``envlint`` where only the key of a TOML table ``tool.envlint`` can have it.

    ``[tool.envlint]``, ``[[tool.envlint.services]]``, ``envlint = {...}`` under ``[tool]``; not a dependency's name.
    """
    under_tool = b"[tool]" in pyproject
    at = pyproject.find(b"envlint")
    while at >= 0:
        before = pyproject[pyproject.rfind(b"\n", 0, at) + 1 : at]
        end = at + len(b"envlint")
        key = not before.strip(BEFORE_KEY) and pyproject[end : end + 1] in KEY_ENDS
        if key and (b"tool" in before or under_tool):
            return True
        at = pyproject.find(b"envlint", end)
    return False


def _read(path: str) -> bytes | None:
    """Return the content of a plain file of tolerable size, None where there is none.

    Raises:
        EnvlintError: it is something else, too large, or cannot be read.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as failure:
        raise _unreadable(path, str(failure.strerror)) from None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise _unreadable(path, "not a plain file")
        if status.st_size > LARGEST:
            raise _unreadable(path, "larger than 1 MiB")
        return os.read(descriptor, LARGEST)
    finally:
        os.close(descriptor)


def _unreadable(path: str, reason: str) -> EnvlintError:
    return EnvlintError(f"the settings cannot be read: {reason}", at=Location(path, path))
