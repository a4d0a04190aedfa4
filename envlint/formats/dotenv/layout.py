"""What stands between the assignments and makes loaders disagree: line ends, conflict markers, invisible characters."""

from __future__ import annotations

from envlint.core.source import Notice
from envlint.formats.characters import first_invisible, named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

    from envlint.core.source import Binding
    from envlint.formats.dotenv.scanner import Statement

# Git's gitattributes(5), conflict-marker-size: seven characters unless a file asks for more.
OPENS: Final = "<<<<<<<"
INSIDE: Final = ("|||||||", "=======")
CLOSES: Final = ">>>>>>>"


def line_endings(text: str) -> Iterator[Notice]:
    """Yield one notice where any line ends in a carriage return, which shells and containers keep in the value."""
    returns, pairs = text.count("\r"), text.count("\r\n")
    if not returns:
        return
    if returns > pairs:
        detail = "a lone carriage return ends a line"
    elif text.count("\n") > pairs:
        detail = "some lines end in CRLF, others in LF"
    else:
        detail = "lines end in CRLF: shells keep the carriage return in the value"
    first = text.index("\r")
    yield Notice("line-endings", first, first + 1, detail=detail)


def conflicts(text: str) -> list[Notice]:
    """Return one notice for each merge conflict, at its first marker; the others are related to it."""
    if OPENS not in text and CLOSES not in text:
        return []
    groups: list[list[tuple[int, int]]] = []
    open_group = False
    offset = 0
    for line in text.replace("\r", "\n").split("\n"):
        marker = line[:7] if line[7:8] in ("", " ") else ""
        span = (offset, offset + len(line))
        if marker == OPENS or (marker == CLOSES and not open_group):
            groups.append([span])
        elif open_group and (marker in INSIDE or marker == CLOSES):
            groups[-1].append(span)
        if marker in (OPENS, CLOSES):
            open_group = marker == OPENS
        offset += len(line) + 1
    return [_conflict(group) for group in groups]


def _conflict(group: list[tuple[int, int]]) -> Notice:
    related = tuple(("a marker of the same conflict", start, end) for start, end in group[1:])
    return Notice("conflict-marker", *group[0], related=related)


def between_tokens(text: str, assigned: Iterable[tuple[Statement, Binding]]) -> Iterator[Notice]:
    """Yield invisible characters in and round names, round ``=`` and behind a value; inside it they are its own."""
    for statement, binding in assigned:
        end = statement.end if statement.comment < 0 else statement.comment
        for start, stop in ((statement.start, statement.value_start), (statement.value_end, end)):
            stretch = text[start:stop].rstrip("\r\n")
            offset = first_invisible(stretch)
            if offset >= 0:
                detail = f"a {named(stretch[offset])} stands in or beside the name, the equals sign or the value"
                yield Notice("invisible-characters", start + offset, start + offset + 1, binding.name, detail)
                break
