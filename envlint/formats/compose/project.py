"""The services of a Compose project: files laid over each other, services that extend others, files included.

Nothing is opened here: whoever asks hands in an ``Opener``, which also says what may be read.
"""

from __future__ import annotations

import os
import posixpath

from envlint.core.errors import EnvlintError
from envlint.core.record import Record
from envlint.formats.compose import document, env_file, raw_env_file
from envlint.formats.compose.service import DOT_ENV, SHELL, overlaid

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Final, Protocol

    from envlint.core.source import Source
    from envlint.formats.compose.document import File, Include
    from envlint.formats.compose.env_file import Assignment
    from envlint.formats.compose.interpolation import Lookup
    from envlint.formats.compose.nodes import Page
    from envlint.formats.compose.service import Extends, Service

    class Opener(Protocol):
        """What opens the files that a project names. Paths are absolute."""

        def page(self, path: str, named: Source, start: int, end: int) -> Page:
            """Return a YAML file that is named at a place."""

        def text(self, path: str, named: Source, start: int, end: int) -> Source | None:
            """Return a text file that is named at a place, None where there is none."""


REMOTE: Final = ("oci://", "git://", "ssh://", "http://", "https://", "git@", "github.com/")
PROJECT_NAME: Final = "COMPOSE_PROJECT_NAME"
FORMATS: Final = ("", "raw")
DEEPEST: Final = 50
"""How many files and services may include and extend each other in a row."""


class Surroundings(Record):
    """What references take their values from: the shell, and then ``.env`` files."""

    shell: Mapping[str, str]
    files: Mapping[str, str]

    def get(self, name: str) -> str | None:
        """Return a variable's value, None where nothing sets it."""
        value = self.shell.get(name)
        return self.files.get(name) if value is None else value

    def origin(self, name: str) -> str:
        """Return which of the two sets a variable."""
        return SHELL if name in self.shell else DOT_ENV

    def beside(self, *sources: Source) -> Surroundings:
        """Return these with what ``.env`` files add to them; of a name in several, the last of them counts.

        Raises:
            EnvlintError: Compose refuses a file.
        """
        added: dict[str, str] = {}
        for source in sources:
            parsed(source, self.get, added)
        return Surroundings(self.shell, {**added, **self.files})


def parsed(source: Source, lookup: Lookup, known: dict[str, str], format: str = "") -> list[Assignment]:
    """Return the assignments of an env file, and put them into ``known``.

    Raises:
        EnvlintError: Compose refuses the file.
    """
    if format not in FORMATS:
        raise EnvlintError("the env_file has a format that Compose does not know", at=source.at(-1, -1))
    try:
        if format == "raw":
            found = raw_env_file.read(source.text, lookup)
            known.update((one.name, one.value) for one in found)
            return found
        return env_file.read(source.text, lookup, known)
    except env_file.Unreadable as fault:
        at = source.at(fault.offset, fault.offset)
        raise EnvlintError(f"Compose refuses this file: {fault}", at=at) from None


def services(pages: Iterable[Page], folder: str, around: Surroundings, opener: Opener) -> dict[str, Service]:
    """Return every service of files that override each other, all of whose relative paths lead from one folder.

    Raises:
        EnvlintError: Compose refuses a file, or one that it names cannot be read.
    """
    return _Loader(opener, folder).load(pages, folder, around, ())


class _Loader:
    def __init__(self, opener: Opener, folder: str) -> None:
        self.opener = opener
        self.folder = folder
        self.others: dict[tuple[str, int], tuple[File, Surroundings]] = {}

    def load(
        self, pages: Iterable[Page], folder: str, around: Surroundings, trail: tuple[str, ...]
    ) -> dict[str, Service]:
        merged: dict[str, Service] = {}
        prefix = None if folder == self.folder else _relative(folder, self.folder)
        for page in pages:
            for file in document.read(page, around.get, folder, prefix):
                for name in file.services:
                    self._extended(name, file, around, ())
                merged = _kept(merged, file.drops)
                for include in file.includes:
                    self._include(include, file, around, trail)
                for name, service in file.services.items():
                    merged[name] = overlaid(merged[name], service) if name in merged else service
            for service in merged.values():
                for _, error in service.empty:
                    raise error
        return merged

    def _extended(self, name: str, file: File, around: Surroundings, trail: tuple[tuple[str, str], ...]) -> Service:
        service = file.services[name]
        extends = service.extends
        if extends is None:
            return service
        here = (file.page.source.path, name)
        if here in trail:
            raise _refused(file, extends, "services extend each other in a circle")
        if len(trail) >= DEEPEST:
            raise _refused(file, extends, f"more than {DEEPEST} services extend each other in a row")
        other = self._other(file, service, around) if extends.file else file
        if extends.service not in other.services:
            raise _refused(file, extends, "the service that this one extends is not there")
        base = self._extended(extends.service, other, around, (*trail, here))
        result = overlaid(_stripped(base, name, file.drops), service)
        file.services[name] = result
        return result

    def _other(self, file: File, service: Service, around: Surroundings) -> File:
        """Return the file that a service of the file extends, with its documents made one."""
        extends = service.extends
        assert extends is not None  # noqa: S101  asked only of those that extend
        if extends.file.startswith(REMOTE):
            raise _refused(file, extends, "the file that this service extends is elsewhere, and nothing is fetched")
        path = os.path.join(file.folder, extends.file)
        key = (os.path.normpath(path), id(around))
        if key not in self.others:
            folder = os.path.dirname(os.path.normpath(path))
            page = self.opener.page(path, file.page.source, extends.start, extends.end)
            prefix = _relative(folder, self.folder)
            whole, *rest = document.read(page, around.get, folder, prefix) or [document.File(page, folder)]
            for each in rest:
                for name, one in each.services.items():
                    whole.services[name] = overlaid(whole.services[name], one) if name in whole.services else one
                whole.drops |= each.drops
            self.others[key] = whole, around  # which must live as long as its id stands for it
        return self.others[key][0]

    def _include(self, include: Include, file: File, around: Surroundings, trail: tuple[str, ...]) -> None:
        source = file.page.source
        span = (include.start, include.end)
        if any(path.startswith(REMOTE) for path in include.paths):
            raise _refused(file, include, "the included file is elsewhere, and nothing is fetched")
        paths = [os.path.normpath(os.path.join(file.folder, path)) for path in include.paths]
        if paths[0] in trail:
            raise _refused(file, include, "files include each other in a circle")
        if len(trail) >= DEEPEST:
            raise _refused(file, include, f"more than {DEEPEST} files include each other in a row")
        folder = os.path.dirname(paths[0])
        if include.folder:
            folder = os.path.normpath(os.path.join(file.folder, include.folder))
        texts: list[Source] = []
        for path in include.env_files or (os.path.join(folder, ".env"),):
            text = self.opener.text(os.path.join(file.folder, path), source, *span)
            if text is not None:
                texts.append(text)
            elif include.env_files:
                raise _refused(file, include, "an env_file of this include is not there")
        inner = around.beside(*texts) if texts else around
        pages = [self.opener.page(path, source, *span) for path in paths]
        imported = self.load(pages, folder, inner, (*trail, paths[0]))
        for name, service in imported.items():
            if service.environment is not None:
                service = service.replace(environment=service.environment.filled(inner.get))
            known = file.services.get(name)
            if known is not None and not _same(known, service):
                raise _refused(file, include, "a service of the included file is defined here too")
            file.services[name] = service


def _relative(folder: str, base: str) -> str:
    return os.path.relpath(folder, base).replace(os.sep, "/")


def _refused(file: File, named: Include | Extends, message: str) -> EnvlintError:

    return EnvlintError(message, at=file.page.source.at(named.start, named.end))


def _kept(merged: dict[str, Service], drops: set[tuple[str, ...]]) -> dict[str, Service]:
    """Return services without what a file that overrides them resets."""
    if not drops:
        return merged
    if () in drops:
        return {}
    return {name: _stripped(one, name, drops) for name, one in merged.items() if (name,) not in drops}


def _stripped(service: Service, name: str, drops: set[tuple[str, ...]]) -> Service:
    """Return a service without the keys that are reset below a name."""
    for path in drops:
        if len(path) > 1 and path[0] == name:
            service = _without(service, path[1:])
    return service


def _without(service: Service, path: tuple[str, ...]) -> Service:
    if len(path) > 1:
        variables = service.environment
        return service if variables is None else service.replace(environment=variables.without(path[1]))
    fields = {"environment": "environment", "env_file": "env_files", "extends": "extends", "build": "build"}
    return service.replace(**{fields[path[0]]: None}) if path[0] in fields else service


def _same(one: Service, other: Service) -> bool:
    """Whether two definitions set the same: as far as they are looked at here, they are then one."""
    return _content(one) == _content(other)


def _content(service: Service) -> tuple[object, ...]:
    entries = service.environment.entries if service.environment else ()
    files = tuple((posixpath.normpath(file.path), file.folder) for file in service.env_files or ())
    return {entry.name: entry.value for entry in entries}, files
