"""Walking a folder: which of its files are the project's own."""

from __future__ import annotations

import os

from envlint.inventories import excluded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.inventories.ignored import Ignored

ELSEWHERE: Final = "a link that leads out of the project"
UNREADABLE: Final = "cannot be listed"
REPOSITORY: Final = "a repository of its own"
NO_TEXT: Final = "its name is not UTF-8"


class Walk:
    """Collects ``files``, unsorted, and what is ``skipped`` with the reason; paths are relative to ``root``.

    ``tracked`` are the paths that are the project's whatever the ignore rules say. With ``nested``, a repository within
    the folder is looked at like everything else.
    """

    def __init__(self, root: str, tracked: frozenset[str], ignored: Ignored, *, nested: bool) -> None:
        self.files: list[str] = []
        self.skipped: list[tuple[str, str]] = []
        self._root = root
        self._tracked = tracked
        self._tracked_folders = _folders(tracked)
        self._ignored = ignored
        self._nested = nested
        self._links: list[str] = []

    def run(self, start: str) -> None:
        """Walk from one folder downward: ``""`` or ending with ``/``."""
        pending = [start]
        while pending:
            folder = pending.pop()
            try:
                with os.scandir(f"{self._root}/{folder}") as found:
                    entries = list(found)
            except OSError:
                self.skipped.append((folder, UNREADABLE))
                continue
            if folder != start and self._is_repository(folder, entries):
                self.skipped.append((folder, REPOSITORY))
                continue
            pending += self._look(folder, entries)
        self._follow()
        self._only_text()

    def _is_repository(self, folder: str, entries: list[os.DirEntry[str]]) -> bool:
        if self._nested or folder in self._tracked_folders:
            return False
        return any(entry.name == ".git" for entry in entries)

    def _look(self, folder: str, entries: list[os.DirEntry[str]]) -> list[str]:
        """Take a folder's files, and return the folders in it that are to be walked."""
        files, tracked, ignored, suspect = self.files, self._tracked, self._ignored, excluded.SUSPECT
        dist = "/dist/" in f"/{folder}"
        folders = []
        for entry in entries:
            name = entry.name
            path = folder + name
            if entry.is_file(follow_symlinks=False):
                why = excluded.file(name, dist=dist) if name[name.rfind(".") + 1 :].lower() in suspect else None
                if why is None:
                    if path in tracked or not ignored(path):
                        files.append(path)
                elif why:
                    self.skipped.append((path, why))
            elif entry.is_dir(follow_symlinks=False):
                if self._enters(path + "/", name):
                    folders.append(path + "/")
            elif entry.is_symlink() and (path in tracked or not ignored(path)):
                self._links.append(path)
        return folders

    def _enters(self, folder: str, name: str) -> bool:
        why = excluded.FOLDERS.get(name)
        if why is None and name in excluded.OUTPUT_FOLDERS and folder not in self._tracked_folders:
            why = excluded.OUTPUT
        if why is None:
            return folder in self._tracked_folders or not self._ignored(folder)
        if why:
            self.skipped.append((folder, why))
        return False

    def _follow(self) -> None:
        """Add the links to files inside the root that are not listed under a name of their own."""
        listed = set(self.files) if self._links else set()
        top = os.path.realpath(self._root).rstrip(os.sep) + os.sep
        for link in sorted(self._links):
            real = os.path.realpath(f"{self._root}/{link}")
            if not f"{real}{os.sep}".startswith(top):
                self.skipped.append((link, ELSEWHERE))
                continue
            target = real[len(top) :].replace(os.sep, "/")
            if target not in listed and _is_own(target) and os.path.isfile(real):
                listed.add(target)
                self.files.append(link)

    def _only_text(self) -> None:
        """Leave out the names that no report could print."""
        try:
            "".join(self.files).encode()
        except UnicodeEncodeError:
            unfit = [path for path in self.files if not _is_text(path)]
            self.files = [path for path in self.files if _is_text(path)]
            self.skipped += [(os.fsencode(path).decode("utf-8", "replace"), NO_TEXT) for path in unfit]


def _folders(paths: frozenset[str]) -> frozenset[str]:
    """Return all folders above some paths, each ending with ``/``."""
    folders: set[str] = set()
    for folder in {path[: path.rfind("/") + 1] for path in paths}:
        above = folder
        while above and above not in folders:
            folders.add(above)
            above = above[: above.rfind("/", 0, -1) + 1]
    return frozenset(folders)


def _is_own(path: str) -> bool:
    """Whether no part of a path is left out by its name."""
    *folders, name = path.split("/")
    return excluded.file(name) is None and excluded.FOLDERS.keys().isdisjoint(folders)


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True
