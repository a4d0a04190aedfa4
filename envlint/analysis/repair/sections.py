"""Generated sections: what stands between ``<!-- envlint:begin NAME -->`` and ``<!-- envlint:end -->``.

In a template the markers are comments of its own kind, ``# envlint:begin NAME`` and ``# envlint:end``.
"""

from __future__ import annotations

from envlint.analysis.repair.lines import ending, split
from envlint.core.errors import EnvlintError
from envlint.core.location import Location
from envlint.core.record import Record
from envlint.core.source import CALL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Final

COMMENTS: Final = (("<!--", "-->"), ("#", ""))
FENCES: Final = ("```", "~~~")
BEGIN: Final = "begin"
END: Final = "end"


class Section(Record):
    """One generated section. ``first`` and ``last`` are line numbers of its markers, from 0; ``at`` is the first."""

    name: str
    at: Location
    first: int
    last: int


def sections(path: str, text: str) -> tuple[Section, ...]:
    """Return the sections of a file, in order. Markers in a fenced block are an example and none.

    Raises:
        EnvlintError: a section is not closed, or begins within another.
    """
    found: list[Section] = []
    opened: Section | None = None
    for number, (words, column) in _markers(text):
        if words[0] == END:
            found += [opened.replace(last=number)] if opened else []
            opened = None
            continue
        at = Location(path, path, number + 1, column + 1)
        if opened is not None:
            raise _unclosed(opened)
        opened = Section(words[1] if len(words) > 1 else "", at, number, number)
    if opened is not None:
        raise _unclosed(opened)
    return tuple(found)


def rewritten(path: str, text: str, bodies: Mapping[str, Sequence[str]]) -> str:
    """Return the text with new lines in every section that ``bodies`` names; all else is kept, byte for byte.

    Raises:
        EnvlintError: as for ``sections``.
    """
    lines = split(text)
    for section in reversed(sections(path, text)):
        if section.name in bodies:
            sign = ending(lines[section.first :])
            lines[section.first + 1 : section.last] = [f"{line}{sign}" for line in bodies[section.name]]
    return "".join(lines)


def stale(path: str, text: str, bodies: Mapping[str, Sequence[str]]) -> tuple[Location, ...]:
    """Return the places of the sections whose lines are not those of ``bodies``.

    Raises:
        EnvlintError: as for ``sections``.
    """
    lines = [line.rstrip("\r\n") for line in split(text)]
    return tuple(
        section.at
        for section in sections(path, text)
        if section.name in bodies and lines[section.first + 1 : section.last] != list(bodies[section.name])
    )


def _markers(text: str) -> Iterator[tuple[int, tuple[list[str], int]]]:
    fence = ""
    for number, line in enumerate(split(text)):
        stripped = line.strip("\ufeff \t\r\n")
        if fence or stripped.startswith(FENCES):
            fence = _fence(stripped, fence)
        elif words := _marker(stripped):
            yield number, (words, line.index(stripped))


def _fence(line: str, fence: str) -> str:
    """Return the fence that is open behind a line that opens, closes or stands in one."""
    if not fence:
        sign = line[0]
        return sign * (len(line) - len(line.lstrip(sign)))
    return "" if line.startswith(fence) and not line.strip(fence[0]) else fence


def _marker(line: str) -> list[str]:
    """Return the words of a line that is a marker and nothing else, behind ``envlint:``."""
    for opening, closing in COMMENTS:
        if line.startswith(opening) and line.endswith(closing):
            said = line[len(opening) : len(line) - len(closing)].strip()
            words = said.removeprefix(CALL).split() if said.startswith(CALL) else []
            if words and words[0] in (BEGIN, END):
                return words
    return []


def _unclosed(section: Section) -> EnvlintError:
    return EnvlintError("this generated section is not closed", at=section.at, help=f"end it with {CALL}{END}")
