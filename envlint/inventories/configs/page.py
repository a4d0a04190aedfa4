"""A file that is being read, and what its readers say of the places in it."""

from __future__ import annotations

from bisect import bisect_right
from typing import TypeAlias

from envlint.core.declaration import MENTIONED, READ, WRITTEN, Declaration, Read
from envlint.core.location import Location, line_starts
from envlint.core.record import Record
from envlint.formats.literals import canonical

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from envlint.inventories.configs.references import Reference


class Runs(Record):
    """Something here starts the project's own program."""

    at: Location


class Wanted(Record):
    """Variables come from elsewhere: ``kind`` is ``file``, ``configmap`` or ``secret``, and ``name`` tells which."""

    kind: str
    name: str
    at: Location


class Offered(Record):
    """Variables that are set for whoever wants them by ``kind`` and ``name``."""

    kind: str
    name: str
    declarations: tuple[Declaration, ...]


Item: TypeAlias = Declaration | Runs | Wanted | Offered


class Page:
    """The text of a file, and the declarations that are made of places in it.

    ``kind`` is the kind of file (``compose``), ``images`` are the last parts of the names of images that the project
    builds itself.
    """

    def __init__(self, path: str, text: str, kind: str, *, test: bool = False, images: frozenset[str] = frozenset()):
        self.path = path
        self.text = text
        self.kind = kind
        self.test = test
        self.images = images
        self._starts = line_starts(text)

    def at(self, start: int, length: int = 0) -> Location:
        """Return the place of some characters that stand on one line."""
        line = bisect_right(self._starts, start)
        column = start - self._starts[line - 1] + 1
        return Location(self.path, self.path, line, column, line, column + length)

    def read(self, name: str, start: int, *, default: str | None = None, **more: Any) -> Read:
        """Say that the variable whose name begins at an offset is read; ``more`` are fields of ``Read``."""
        fields = {"how": "ops", "evidence": READ, "language": self.kind, "test": self.test, **more}
        if default is not None:
            fields |= {"default": canonical(default), "written": default}
            fields.setdefault("required", False)
        return Read(name, "code", self.at(start, len(name)), **fields)

    def mention(self, name: str, start: int, **more: Any) -> Read:
        """Say that a variable is named here by something that may read it."""
        return self.read(name, start, evidence=MENTIONED, **more)

    def reference(self, found: Reference, **more: Any) -> Read:
        """Say that the variable is read that a reference names."""
        return self.read(
            found.name,
            found.start,
            default=found.default,
            **({"required": True} if found.required else {}),
            chained=found.chained,
            alternatives=found.alternatives,
            **more,
        )

    def write(self, name: str, start: int, *, ours: bool = True, value: str | None = None) -> Declaration:
        """Say that a variable is set here: for the project's own program, or perhaps for another one."""
        evidence = WRITTEN if ours else MENTIONED
        return Declaration(name, "manifests", self.at(start, len(name)), evidence=evidence, written=value)
