"""The files of a project: what git tracks and what it would offer to add, without running git.

Links to folders are left out, and so is a link to a file that leads out of the root or to a file that is listed anyway.
``build``, ``dist`` and ``target`` count as output unless git tracks a file in them; of a tracked ``dist`` the scripts
are left out. Submodules and repositories within the repository are projects of their own.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from errno import ELOOP, EMLINK, ENOENT
from functools import cached_property
from hashlib import blake2b
from stat import S_ISLNK, S_ISREG

from envlint.core.files import FLAGS
from envlint.core.repository import top
from envlint.inventories import repository
from envlint.inventories.ignored import Ignored
from envlint.inventories.walk import UNREADABLE, Walk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

LARGEST: Final = 512 * 1024
NOT_THROUGH_LINKS: Final = FLAGS | getattr(os, "O_NOFOLLOW", 0)
TOO_LARGE: Final = "larger than 512 KiB"


class Tree:
    """What files a project has. ``root`` is absolute; paths are relative to it, with ``/``, and sorted."""

    def __init__(self, root: str, paths: tuple[str, ...], skipped: tuple[tuple[str, str], ...] = ()) -> None:
        self.root = root
        self.paths = paths
        self._skipped = skipped
        self.large: set[str] = set()
        self.beyond: dict[str, None] = {}
        self._denied: dict[str, str] = {}
        self._listed = frozenset(paths)
        self._real_root = os.path.realpath(root)

    @property
    def skipped(self) -> tuple[tuple[str, str], ...]:
        """What envlint leaves out of itself, and why; folders end with ``/``. Too large is what was read so far."""
        return tuple(sorted({*self._skipped, *((path, TOO_LARGE) for path in self.large)}))

    @property
    def unreadable(self) -> tuple[tuple[str, str], ...]:
        """What is there and cannot be read, and why: folders, which end with ``/``, and the files asked for so far."""
        folders = [(path, why) for path, why in self._skipped if why == UNREADABLE]
        return tuple(sorted([*folders, *self._denied.items()]))

    def only(self, paths: tuple[str, ...], skipped: tuple[tuple[str, str], ...] = ()) -> Tree:
        """Return some of the files, sorted, as a tree of their own; it tells this one what cannot be read."""
        part = Tree(self.root, paths, skipped)
        part.follow(self)
        return part

    def follow(self, whole: Tree) -> None:
        """Share with the tree that this one is made of what reading finds out."""
        self.large, self.beyond, self._denied = whole.large, whole.beyond, whole._denied

    @property
    def learnt(self) -> tuple[set[str], dict[str, None], dict[str, str]]:
        """What reading found out so far: what is too large, what was read that is not listed, what cannot be read."""
        return self.large, self.beyond, self._denied

    def learn(self, large: set[str], beyond: dict[str, None], denied: dict[str, str]) -> None:
        """Add what a copy of this tree found out."""
        self.large |= large
        self.beyond |= beyond
        self._denied |= denied

    def below(self, folder: str) -> Tree:
        """Return the part below a folder; the root and its paths stay what they are."""
        prefix = f"{folder.strip('/')}/"
        if prefix in ("/", "./"):
            return self
        start, end = bisect_left(self.paths, prefix), bisect_left(self.paths, prefix[:-1] + "0")
        return self.only(self.paths[start:end], tuple(item for item in self._skipped if item[0].startswith(prefix)))

    def __contains__(self, path: str) -> bool:
        """Whether a path is listed."""
        return path in self._listed

    def read(self, path: str, largest: int = LARGEST) -> bytes | None:
        """Return a file's bytes; None if it is larger than ``largest`` bytes, no regular file or cannot be read.

        A file that is not listed can be read if it lies inside the root.
        """
        full = f"{self.root}/{path}"
        try:
            if path in self:
                return self._read(full, path, largest)
        except OSError as refusal:
            if refusal.errno not in (ELOOP, EMLINK, ENOENT):  # a link, as two systems say it, or gone by now
                self._denied[path] = (refusal.strerror or "input/output error").lower()
                return None
        self.beyond[path] = None
        try:
            real = os.path.realpath(full)
            if not real.startswith(self._real_root.rstrip(os.sep) + os.sep):
                return None
            return self._read(real, path, largest)
        except (OSError, ValueError):
            return None

    def _read(self, full: str, path: str, largest: int) -> bytes | None:
        descriptor = os.open(full, NOT_THROUGH_LINKS)
        try:
            status = os.fstat(descriptor)
            if not S_ISREG(status.st_mode):
                return None
            if status.st_size > largest:
                self.large.add(path)
                return None
            return os.read(descriptor, status.st_size)
        finally:
            os.close(descriptor)

    def signature(self) -> bytes:
        """Return 16 bytes, others as soon as a file is added, removed, or has another size, mode or time of change."""
        prefix, lstat = f"{self.root}/", os.lstat
        parts = []
        for path in self.paths:
            try:
                status = lstat(prefix + path)
            except OSError:
                parts.append(path)
                continue
            if S_ISLNK(status.st_mode):
                parts.append(f"{path}\0{self.stamp_of(path)!r}")
            parts.append(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\0{status.st_mode}")
        return blake2b("\0\0".join(parts).encode(), digest_size=16).digest()

    @cached_property
    def stamp(self) -> bytes:
        """The signature as it was when it was first asked for."""
        return self.signature()

    def stamp_of(self, path: str) -> bytes:
        """Return size, mode and time of change of a file, empty if there is none. It need not be listed."""
        try:
            status = os.stat(f"{self.root}/{path}")
        except (OSError, ValueError):
            return b""
        return f"{status.st_size} {status.st_mtime_ns} {status.st_mode}".encode()


def listing(root: str, folder: str = "") -> Tree:
    """List the files of a project, or of one of its folders."""
    root = os.path.abspath(root)
    real = os.path.realpath(root)
    repo = top(real)
    if repo is None:
        return _walked(root, folder, frozenset(), Ignored(root), nested=True)
    below = os.path.relpath(real, repo).replace(os.sep, "/") + "/" if repo != real else ""
    tracked = repository.tracked(repo, below)
    if below and not tracked:
        # The repository around does not know this folder, perhaps ignores it: its rules say nothing of what is in it.
        return _walked(root, folder, tracked, Ignored(root), nested=True)
    return _walked(root, folder, tracked, Ignored(repo, below, repository.exclude_file(repo)), nested=False)


def _walked(root: str, folder: str, tracked: frozenset[str], ignored: Ignored, *, nested: bool) -> Tree:
    walk = Walk(root, tracked, ignored, nested=nested)
    start = folder.strip("/")
    walk.run(f"{start}/" if start not in ("", ".") else "")
    return Tree(root, tuple(sorted(walk.files)), tuple(walk.skipped))
