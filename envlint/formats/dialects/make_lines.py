"""The lines of a makefile: those that a backslash continues joined, comments taken off, each character with its place.

Source: the GNU make manual, sections Splitting Long Lines and What Makefiles Contain; what GNU make 4.3 does.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

BLANKS: Final = " \t"
MARK: Final = "\ufeff"
PARENS: Final = {"(": re.compile(r"[()]"), "{": re.compile(r"[{}]")}
STOPS: Final = {"#": re.compile(r"[#$]"), ";": re.compile(r"[;$]"), ":": re.compile(r"[:$]")}


class Placed(Record):
    """A text, and where its characters stand: from index ``pieces[n][0]`` on at offset ``pieces[n][1]`` on."""

    text: str
    pieces: tuple[tuple[int, int], ...]

    def offset(self, index: int) -> int:
        """Return where a character stands; the end of the text stands behind its last character."""
        first, place = self.pieces[bisect_right(self.pieces, index, key=lambda piece: piece[0]) - 1]
        return place + index - first

    def end(self, index: int) -> int:
        """Return the offset behind the character before an index."""
        return self.offset(index - 1) + 1 if index else self.offset(0)


def placed(parts: list[tuple[str, int]]) -> Placed:
    """Return texts with their offsets as one."""
    pieces, index = [], 0
    for text, offset in parts:
        pieces.append((index, offset))
        index += len(text)
    return Placed("".join([text for text, _ in parts]), tuple(pieces))


def lines(text: str) -> Iterator[tuple[Placed, bool]]:
    """Yield the lines without their comments, and whether each begins with a tab."""
    held: list[tuple[str, int]] = []
    start = len(MARK) if text.startswith(MARK) else 0
    physical = text[start:].split("\n")
    for number, line in enumerate(physical):
        at, start = start, start + len(line) + 1
        last = number + 1 == len(physical)
        if last and not line:
            break
        nul = line.find("\0")
        if nul > 0:
            # Of such a line, make takes what comes before, and joins the next one to it.
            held.append((line[:nul], at))
            continue
        kept = "" if not nul else line if last else line.removesuffix("\r")
        slashes = len(kept) - len(kept.rstrip("\\"))
        if slashes % 2 and not last:
            _continue(held, kept, slashes, at)
            continue
        held.append((kept, at))
        yield _line(held)
        held = []
    if held:
        yield _line(held)


def _continue(held: list[tuple[str, int]], line: str, slashes: int, at: int) -> None:
    """Hold a line that goes on: half of its backslashes stay, and one blank stands for all around the line's end."""
    held.append((line[: len(line) - slashes + slashes // 2], at))
    while held:
        text, offset = held.pop()
        if text := text.rstrip(BLANKS):
            held.append((text, offset))
            break
    held.append((" ", at + len(line)))


def _line(held: list[tuple[str, int]]) -> tuple[Placed, bool]:
    tabbed = held[0][0].startswith("\t")
    parts = held[:1]
    for (text, offset), (before, _) in zip(held[1:], held, strict=False):
        kept = text.lstrip(BLANKS) if before == " " else text
        parts.append((kept, offset + len(text) - len(kept)) if kept else (text[:1] if text == " " else "", offset))
    return uncommented(placed(parts)), tabbed


def uncommented(line: Placed) -> Placed:
    r"""Return a line up to its first number sign outside of references; ``\#`` becomes one that does not count."""
    text = line.text
    if "#" not in text:
        return line
    parts: list[tuple[str, int]] = []
    kept = at = 0
    while (found := find(text, "#", at)) >= 0:
        slashes = found - len(text[kept:found].rstrip("\\")) - kept
        parts.append((text[kept : found - slashes + slashes // 2], kept))
        kept = found
        at = found + 1
        if not slashes % 2:
            kept = len(text)
            break
    parts.append((text[kept:], kept))
    return placed([(part, line.offset(index)) for whole, first in parts for part, index in _split(line, whole, first)])


def _split(line: Placed, whole: str, first: int) -> Iterator[tuple[str, int]]:
    """Yield the stretches of a part of a line that stand in one piece."""
    bounds = [index for index, _ in line.pieces if first < index < first + len(whole)]
    for start, end in zip((first, *bounds), (*bounds, first + len(whole)), strict=True):
        yield whole[start - first : end - first], start


def find(text: str, mark: str, at: int = 0) -> int:
    r"""Return where a mark stands outside of references, else -1. A colon is none behind a backslash."""
    while (found := STOPS[mark].search(text, at)) is not None:
        if found[0] == mark:
            before = text[at : found.start()]
            if mark != ":" or (len(before) - len(before.rstrip("\\"))) % 2 == 0:
                return found.start()
            at = found.end()
            continue
        at = behind(text, found.end())
    return -1


def behind(text: str, at: int) -> int:
    """Return where the text goes on behind a reference, of which a dollar sign stands before an offset."""
    parens = PARENS.get(text[at : at + 1])
    if parens is None:
        return at + 1
    opened, level = text[at], 0
    for paren in parens.finditer(text, at):
        level += 1 if paren[0] == opened else -1
        if not level:
            return paren.end()
    return len(text)
