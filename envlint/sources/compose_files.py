"""The files of a Compose project: which they are, and which of those that they name are read."""

from __future__ import annotations

import os

from envlint.core.errors import EnvlintError
from envlint.core.location import Location
from envlint.core.source import Source
from envlint.formats.compose.nodes import Page
from envlint.formats.encoding import decode
from envlint.sources import documents, files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Final

    from envlint.core.source import Notice

    Decoded = tuple[str, tuple[Notice, ...]]

# Source: the Compose Specification, section Compose file, and the order in which Docker Compose looks for them.
NAMES: Final = ("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml")
OVERRIDES: Final = (
    "compose.override.yml",
    "compose.override.yaml",
    "docker-compose.override.yml",
    "docker-compose.override.yaml",
)
MOST: Final = 500
"""Files that one project may consist of."""


class Project:
    """Opens what a project consists of, below ``top`` only; paths are reported relative to the root."""

    def __init__(self, ref: str, root: str, cwd: str) -> None:
        self.ref = ref
        self.label = f"compose:{ref}"
        self.root = root
        self.cwd = cwd
        self.top = root
        self.pages: list[Page] = []
        self.noticed: dict[str, tuple[Notice, ...]] = {}
        self.opened = 0

    def main(self, path: str) -> Page:
        """Return a file named on the command line, which may lie anywhere; ``-`` is standard input."""
        data, shown = files.content(self.label, path, self.root, self.cwd)
        return self._parsed(data, shown)

    def page(self, path: str, named: Source, start: int, end: int) -> Page:
        """Return a YAML file that another one names at a place.

        Raises:
            EnvlintError: it leads out of the project, is not there, or is no YAML.
        """
        path = os.path.normpath(path)
        self._inside(path, named, start, end)
        return self._parsed(self._bytes(path, named, start, end), files.reported(path, path, self.root))

    def text(self, path: str, named: Source, start: int, end: int) -> Source | None:
        """Return a file of variables that is named at a place, None where there is none.

        Raises:
            EnvlintError: it leads out of the project, or is no file that can be read.
        """
        path = os.path.normpath(path)
        self._inside(path, named, start, end)
        if not os.path.exists(path):
            return None
        return self._source(self._bytes(path, named, start, end), files.reported(path, path, self.root))

    def dot_env(self, folder: str) -> Source | None:
        """Return the ``.env`` file of a folder, None where there is none."""
        path = os.path.join(folder, ".env")
        if not os.path.isfile(path):
            return None
        return self.text(path, Source("compose", self.ref, path=files.reported(path, path, self.root)), -1, -1)

    def dockerfile(self, path: str) -> Source | None:
        """Return a Dockerfile, None where there is none in the project."""
        try:
            files.inside(path, self.top)
        except EnvlintError:
            return None
        if not os.path.isfile(path):
            return None
        return self._source(files.read_file(path, self.top), files.reported(path, path, self.root))

    def _bytes(self, path: str, named: Source, start: int, end: int) -> bytes:
        try:
            return files.read_file(path, self.top)
        except EnvlintError as error:
            raise EnvlintError(f"the file named here {error.message}", at=named.at(start, end)) from None

    def _inside(self, path: str, named: Source, start: int, end: int) -> None:
        try:
            files.inside(path, self.top)
        except EnvlintError:
            message = "the file named here is not read: it leads out of the project"
            raise EnvlintError(message, at=named.at(start, end)) from None

    def _source(self, data: bytes, shown: str, decode: Callable[[bytes], Decoded] = decode) -> Source:
        self.opened += 1
        if self.opened > MOST:
            raise EnvlintError(f"the project consists of more than {MOST} files", at=Location(self.label))
        text, noticed = decode(data)
        source = Source("compose", self.ref, path=shown, text=text)
        self.noticed[shown] = noticed
        return source

    def _parsed(self, data: bytes, shown: str) -> Page:
        source = self._source(data, shown, documents.decoded)
        found = documents.documents(source)
        page = Page(source, found)
        self.noticed[shown] = (*self.noticed[shown], *documents.notices(found))
        self.pages.append(page)
        return page


def usual(folder: str, root: str, label: str, *, upwards: bool) -> list[str]:
    """Return the file that Compose takes in a folder, and the one that overrides it; upwards as far as the root.

    Raises:
        EnvlintError: there is none.
    """
    folder, top = os.path.abspath(folder), os.path.abspath(root)
    while True:
        found = [os.path.join(folder, name) for name in NAMES if os.path.isfile(os.path.join(folder, name))]
        if found:
            over = [os.path.join(folder, name) for name in OVERRIDES if os.path.isfile(os.path.join(folder, name))]
            return [*found[:1], *over[:1]]
        parent = os.path.dirname(folder)
        if not upwards or folder == top or parent == folder:
            raise EnvlintError("there is no Compose file", at=Location(label), help=f"looked for {', '.join(NAMES)}")
        folder = parent


def chosen(folder: str, around: Mapping[str, str]) -> list[str]:
    """Return the files that ``COMPOSE_FILE`` names, none where it is not set."""
    named = around.get("COMPOSE_FILE", "")
    separator = around.get("COMPOSE_PATH_SEPARATOR") or os.pathsep
    return [os.path.join(folder, path) for path in named.split(separator)] if named else []
