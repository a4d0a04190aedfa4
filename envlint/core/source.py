"""What was read: a source, the variables bound in it, and what its reader noticed on the way."""

from __future__ import annotations

from envlint.core.location import Location, line_starts
from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.core.loader import Loader
    from envlint.core.value import Value


CALL = "envlint:"
"""With this word a comment speaks to envlint."""


class Source:
    """One place that sets variables, named as the user names it: ``dotenv:.env.production``, ``process:``.

    ``path`` is relative to the root and empty where there is no file; ``text`` is its decoded content, kept so that
    places can be computed when something is reported and not before. ``written_here`` tells files written for this
    project from environments that hold everything else too (a process). ``data`` are the bytes of the file, kept where
    loaders differ in how they read them.
    """

    __slots__ = ("_starts", "data", "kind", "path", "ref", "text", "written_here")

    def __init__(
        self,
        kind: str,
        ref: str = "",
        *,
        path: str = "",
        text: str = "",
        written_here: bool = True,
        data: bytes = b"",
    ) -> None:
        self.kind = kind
        self.ref = ref
        self.path = path
        self.text = text
        self.written_here = written_here
        self.data = data
        self._starts: list[int] | None = None

    @property
    def label(self) -> str:
        """The source as the user would name it on the command line."""
        return f"{self.kind}:{self.ref}"

    def __repr__(self) -> str:
        return f"Source({self.label})"

    def at(self, start: int, end: int) -> Location:
        """Return the location of ``text[start:end]``; of the whole source when ``start`` is negative."""
        if start < 0:
            return Location(self.label, self.path)
        from bisect import bisect_right

        if self._starts is None:
            self._starts = line_starts(self.text)
        first, last = bisect_right(self._starts, start), bisect_right(self._starts, end)
        return Location(
            self.label,
            self.path,
            first,
            start - self._starts[first - 1] + 1,
            last,
            end - self._starts[last - 1] + 1,
        )


class Span(Record):
    """A stretch of a source's text: offsets in code points, end exclusive; negative = no place."""

    start: int = -1
    end: int = -1


class Binding:
    """One variable set in one place. ``quote`` is ``'``, ``"`` or empty; ``written`` is the value before expansion.

    ``layer`` says which part of its source sets it, where a source has several (``environment``, ``env_file a.env``).
    ``unseen`` says why the value cannot be seen, where the source only refers to it (``the Secret api is not in the
    stream``); ``value`` is empty then and means nothing.
    """

    __slots__ = (
        "layer",
        "name",
        "name_end",
        "name_start",
        "quote",
        "source",
        "unseen",
        "value",
        "value_end",
        "value_start",
        "written",
    )

    def __init__(
        self,
        name: str,
        value: Value,
        source: Source,
        *,
        name_span: tuple[int, int] = (-1, -1),
        value_span: tuple[int, int] = (-1, -1),
        quote: str = "",
        written: Value | None = None,
        layer: str = "",
        unseen: str = "",
    ) -> None:
        self.name = name
        self.value = value
        self.source = source
        self.name_start, self.name_end = name_span
        self.value_start, self.value_end = value_span
        self.quote = quote
        self.written = value if written is None else written
        self.layer = layer
        self.unseen = unseen

    def __repr__(self) -> str:
        return f"Binding({self.name}, {self.source.label})"

    @property
    def at(self) -> Location:
        """Where the value stands, without its quotes; the name where the value is empty."""
        if self.value_end > self.value_start:
            return self.source.at(self.value_start, self.value_end)
        return self.name_at

    @property
    def name_at(self) -> Location:
        """Where the name stands."""
        return self.source.at(self.name_start, self.name_end)


class Take(Record):
    """What some loaders make of one variable. ``loaders`` are the names of their dialects, sorted.

    ``how`` is ``value``, ``unset``, ``bare`` (the name, without a value), ``refused`` (it takes nothing of the file),
    ``stops`` (it takes nothing from that line on), ``prints`` (it stops and prints all that the environment holds),
    ``swallows`` (it takes lines below into the value), ``command`` (it runs a program to get the value), ``host`` (it
    gives what the host has under that name) or ``first`` (it takes the value of the first of several lines).
    """

    loaders: tuple[str, ...]
    value: Value | None = None
    how: str = "value"


class Notice(Record):
    """Something a reader noticed in a text: ``kind`` is the name of the check that explains it (``malformed-line``).

    ``name`` is the variable concerned, empty where the text is no assignment. ``detail`` never holds a value: a
    character's class, a count, the name of an encoding. ``related`` are further spans with a label. ``takes`` is what
    the loaders in use make of the variable, where that is what it is about; the first is the one that was judged.
    """

    kind: str
    start: int = -1
    end: int = -1
    name: str = ""
    detail: str = ""
    related: tuple[tuple[str, int, int], ...] = ()
    takes: tuple[Take, ...] = ()
    cause: str = ""


class Remark(Record):
    """A comment that speaks to envlint. ``alone``: it has its line to itself and so speaks for the line below."""

    start: int
    end: int
    text: str
    alone: bool


class Unseen(Record):
    """A part of a source that cannot be seen into, and from which variables may come: ``env_file``, ``envFrom``.

    ``reason`` says what is missing (``the Secret api is not in the stream``). It may set the one variable ``name``;
    without it, all whose names begin with ``prefix``.
    """

    reason: str
    prefix: str = ""
    start: int = -1
    end: int = -1
    name: str = ""

    def may_set(self, name: str) -> bool:
        """Whether a variable may come from it."""
        return name == self.name if self.name else name.startswith(self.prefix)


class Reading(Record):
    """What one file or layer of a source gave. ``bindings`` are in order and hold losers too; the last of a name wins.

    ``opaque`` are half-open offset ranges in which nothing may be printed, not even what looks like a name: a PEM
    block, everything after an unterminated quote. ``unset`` are names that it takes away, whatever weaker layers set.
    ``loaders`` are those in use that read the file, as far as it was asked; it is what the first of them makes of it.
    """

    source: Source
    bindings: tuple[Binding, ...] = ()
    notices: tuple[Notice, ...] = ()
    remarks: tuple[Remark, ...] = ()
    opaque: tuple[tuple[int, int], ...] = ()
    unseen: tuple[Unseen, ...] = ()
    unset: frozenset[str] = frozenset()
    loaders: tuple[Loader, ...] = ()
