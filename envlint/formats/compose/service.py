"""What of a service sets its variables, and how one definition of a service is laid over another.

Source: the Compose Specification, sections Merge and Extend; where they are silent, what Docker Compose 2.40 does. Both
``environment`` and ``env_file`` become lists that are put behind each other, of which the last item of a name counts.
"""

from __future__ import annotations

from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

    from envlint.core.errors import EnvlintError
    from envlint.core.source import Source
    from envlint.formats.compose.interpolation import Lookup

ENVIRONMENT: Final = "environment"
SHELL: Final = "shell"
DOT_ENV: Final = "the .env file"


class Entry(Record):
    """One item of ``environment``. ``value`` is None for a name alone, ``written`` the text before expansion.

    ``origin`` is the layer that the value comes from; ``place`` tells the collection that the item stands in.
    """

    name: str
    value: str | None
    written: str
    source: Source
    place: int
    name_span: tuple[int, int]
    value_span: tuple[int, int]
    quote: str = ""
    undefined: tuple[str, ...] = ()
    origin: str = ENVIRONMENT
    altered: str = ""
    bare: bool = False


class Variables(Record):
    """A service's ``environment``: ``listed`` once it is a list, as it is written or because it was merged."""

    entries: tuple[Entry, ...]
    listed: bool

    def under(self, above: Variables) -> Variables:
        """Return these variables with others laid over them."""
        return Variables((*self._as_list(), *above._as_list()), listed=True)

    def without(self, name: str) -> Variables:
        """Return them without what ``!reset`` takes out; of a list nothing can be taken."""
        if self.listed:
            return self
        return Variables(tuple(entry for entry in self.entries if entry.name != name), listed=False)

    def filled(self, lookup: Lookup) -> Variables:
        """Return them with the names alone filled from the environment of an included file, where they are a list."""
        return Variables(tuple(fill(self.entries, lookup, DOT_ENV)), listed=True) if self.listed else self

    def _as_list(self) -> Iterable[Entry]:
        if self.listed or not any("=" in entry.name for entry in self.entries):
            return self.entries
        return map(_cut, self.entries)


def fill(entries: Iterable[Entry], lookup: Lookup, origin: str) -> Iterable[Entry]:
    """Yield the entries, names alone with the value that ``lookup`` gives for them."""
    for entry in entries:
        value = lookup(entry.name) if entry.value is None else None
        yield entry if value is None else entry.replace(value=value, origin=origin)


def _cut(entry: Entry) -> Entry:
    """A key that holds ``=`` ends there, once it is an item of a list."""
    name, equals, rest = entry.name.partition("=")
    return entry.replace(name=name, value=f"{rest}={entry.value or ''}") if equals else entry


class EnvFile(Record):
    """One item of ``env_file``. ``path`` is relative to ``folder``; ``written`` is its text before expansion."""

    path: str
    written: str
    folder: str
    source: Source
    start: int
    end: int
    required: bool = True
    format: str = ""
    key: str = ""
    undefined: tuple[str, ...] = ()


class Extends(Record):
    """The service that another one extends; ``file`` is empty for one of the same file."""

    service: str
    file: str
    start: int
    end: int


class Build(Record):
    """What an image is built from; None where nothing is said."""

    folder: str
    context: str | None = None
    dockerfile: str | None = None
    inline: bool = False
    target: str | None = None
    args: tuple[tuple[str, str | None], ...] = ()


class Service(Record):
    """The parts of a service that set its variables.

    ``empty`` are keys without a value, with the error that they are unless another definition has one.
    """

    name: str
    start: int
    end: int
    environment: Variables | None = None
    env_files: tuple[EnvFile, ...] | None = None
    extends: Extends | None = None
    build: Build | None = None
    empty: tuple[tuple[str, EnvlintError], ...] = ()


def overlaid(base: Service, above: Service) -> Service:
    """Return a service with another definition laid over it."""
    return above.replace(
        environment=_variables(base.environment, above.environment),
        env_files=_files(base.env_files, above.env_files),
        build=_build(base.build, above.build),
        extends=None,
        empty=(*_still_empty(base, above), *_still_empty(above, base)),
    )


def _still_empty(one: Service, other: Service) -> list[tuple[str, EnvlintError]]:
    values = {"environment": other.environment, "env_file": other.env_files}
    return [each for each in one.empty if values[each[0]] is None]


def _variables(base: Variables | None, above: Variables | None) -> Variables | None:
    return base.under(above) if base is not None and above is not None else above or base


def _files(base: tuple[EnvFile, ...] | None, above: tuple[EnvFile, ...] | None) -> tuple[EnvFile, ...] | None:
    if base is None or above is None:
        return base if above is None else above
    return unique((*base, *above))


def unique(files: Iterable[EnvFile]) -> tuple[EnvFile, ...]:
    """Return env files without those that are named again: the later one takes the place of the first."""
    return tuple({file.key: file for file in files}.values())


def _build(base: Build | None, above: Build | None) -> Build | None:
    if base is None or above is None:
        return base if above is None else above
    return Build(
        above.folder if above.context is not None else base.folder,
        base.context if above.context is None else above.context,
        base.dockerfile if above.dockerfile is None else above.dockerfile,
        base.inline or above.inline,
        base.target if above.target is None else above.target,
        (*base.args, *above.args),
    )
