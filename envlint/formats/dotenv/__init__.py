"""``.env`` files: the bindings that python-dotenv reads, and notices of all it never tells."""

from __future__ import annotations

from envlint.core.source import Binding, Reading
from envlint.core.value import Value
from envlint.formats import names
from envlint.formats.dotenv.scanner import ASSIGNMENT, BARE_NAME, DROPPED, Scanner

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

    from envlint.core.source import Notice, Source
    from envlint.formats.dotenv.scanner import Statement

PRINTABLE: Final = bytes((*range(0x20, 0x7F), 0x09, 0x0A))


def read(source: Source, noticed: Iterable[Notice] = ()) -> Reading:
    """Read ``source.text``, which has no byte order mark any more; ``noticed`` is what decoding it gave.

    Names and values are those of python-dotenv 1.2 (``dotenv_values(path, interpolate=False)``), a name without ``=``
    left out.
    """
    text = source.text
    bindings, clean = _bindings(source)
    notices = sorted((*noticed, *names.notices(bindings)), key=lambda notice: notice.start)
    reading = Reading(source, tuple(bindings), tuple(notices))
    if not clean or "envlint:" in text or _unusual(text):
        # Imported only where there is something to tell: the usual text does not pay for it.
        from envlint.formats.dotenv import oddities

        return oddities.told(reading)
    return reading


def _bindings(source: Source) -> tuple[list[Binding], bool]:
    """Return what is bound, and whether every line is an assignment, a comment or blank."""
    scanner = Scanner(source.text)
    bindings: list[Binding] = []
    clean = True
    start = resume = 0
    for line in scanner.flat.split("\n"):
        end = start + len(line)
        # A line that begins before `resume` is inside a quoted value.
        if line and line[0] != "#" and start >= resume:
            binding = _usual(source, line, start)
            if binding is None:
                statement = scanner.at(start, end)
                resume = statement.end
                clean = clean and statement.kind not in (BARE_NAME, DROPPED)
                binding = _closer(source, statement) if statement.kind == ASSIGNMENT else None
            if binding is not None:
                bindings.append(binding)
        start = end + 1
    return bindings, clean


def _usual(source: Source, line: str, start: int) -> Binding | None:
    """Take ``NAME=value`` and ``NAME="value"`` at their face; None for a line that needs a closer look."""
    name, equals, value = line.partition("=")
    if not equals or not name.isidentifier():
        return None
    equals_at = start + len(name)
    first = equals_at + 1
    quote = value[:1]
    if quote == '"' or quote == "'":
        if value[-1] != quote or value.count(quote) != 2 or "\\" in value:
            return None
        value = value[1:-1]
        first += 1
    else:
        quote = ""
        if "#" in value:
            value = value.partition(" #")[0].rstrip()
        if "#" in value or value != value.strip():
            return None
    value_span = (first, first + len(value))
    return Binding(name, Value(value), source, name_span=(start, equals_at), value_span=value_span, quote=quote)


def _closer(source: Source, statement: Statement) -> Binding:
    """Take the parts of an assignment as the closer look found them."""
    from envlint.formats.dotenv.escapes import unescape, universal

    text, quote = source.text, statement.quote
    name_span = statement.name_start, statement.name_end
    value_span = statement.value_start, statement.value_end
    raw = text[value_span[0] : value_span[1]]
    return Binding(
        universal(text[name_span[0] : name_span[1]]),
        Value(unescape(raw, quote) if quote else raw),
        source,
        name_span=name_span,
        value_span=value_span,
        quote=quote,
    )


def _unusual(text: str) -> bool:
    """Whether a text holds anything that ``oddities`` looks for besides lines that are no assignments."""
    if "$(" in text or "`" in text or "-----BEGIN" in text or "<<<<<<<" in text or ">>>>>>>" in text:
        return True
    if text.isascii():
        return bool(text.encode().translate(None, PRINTABLE))
    return not text.replace("\n", "").replace("\t", "").isprintable()
