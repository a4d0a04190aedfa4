"""Dumps of an environment: what ``/proc/PID/environ``, ``env -0`` and ``env`` write."""

from __future__ import annotations

from envlint.core.source import Binding, Notice, Reading
from envlint.core.value import Value
from envlint.formats import names
from envlint.formats.pem import blocks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.core.source import Source

NO_EQUALS = "this line has no equals sign: it may be the rest of a value of several lines"
NO_NAME = "there is no name before the equals sign"


def read(source: Source, text: str) -> Reading:
    """Read entries that a NUL ends each if there is any NUL in the text, else a line's end.

    Entries of lines have their places if ``source.text`` is the text. A text with NULs has no lines to point at.
    """
    nul = "\0" in text
    separator = "\0" if nul else "\r\n" if "\r\n" in text and text.count("\n") == text.count("\r\n") else "\n"
    placed = not nul and source.text == text
    bindings: list[Binding] = []
    notices: list[Notice] = []
    start = 0
    for entry in text.split(separator):
        name, equals, value = entry.partition("=")
        end = start + len(entry)
        if name and equals:
            spans = ((start, start + len(name)), (start + len(name) + 1, end)) if placed else ((-1, -1), (-1, -1))
            bindings.append(Binding(name, Value(value), source, name_span=spans[0], value_span=spans[1]))
        elif entry:
            place = (start, end) if placed else (-1, -1)
            notices.append(Notice("malformed-line", *place, detail=NO_NAME if equals else NO_EQUALS))
        start = end + len(separator)
    return Reading(
        source,
        tuple(bindings),
        tuple(sorted((*notices, *names.repeated(bindings)), key=lambda notice: notice.start)),
        opaque=_opaque(text, notices) if placed else (),
    )


def _opaque(text: str, notices: list[Notice]) -> tuple[tuple[int, int], ...]:
    """Return the stretches that are pieces of values, as it seems."""
    return tuple(sorted((*blocks(text), *((notice.start, notice.end) for notice in notices))))
