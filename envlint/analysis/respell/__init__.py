"""A ``.env`` file spelled so that all loaders in use read the same in it, found by trying and proven by reading.

Nothing is assumed of a spelling: each is read by every loader, and so is the whole file at the end, before and after.
"""

from __future__ import annotations

from envlint.analysis.respell.chunks import MARK, cut
from envlint.analysis.respell.left import BUDGET_SPENT, ELSEWHERE, NO_TEXT, Left
from envlint.analysis.respell.lines import Lines
from envlint.analysis.respell.repeated import without_repeated
from envlint.analysis.respell.whole import Old
from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Final

    from envlint.analysis.respell.chunks import Chunk
    from envlint.analysis.respell.whole import Edit
    from envlint.formats.dialects import Dialect

__all__ = ["Left", "Respelled", "Respelling", "respelled"]

ROUNDS: Final = 4
"""A line may refer to another that was spelled anew only after it."""
PROBE: Final = "envlint host"
"""What every variable that the file does not set has in an environment that is tried beside the empty one."""


class Respelled(Record):
    """A line, counted from 1 in the file as it was, that was spelled anew; ``name`` is its variable, if it has one."""

    line: int
    name: str = ""


class Respelling(Record):
    """A file as it is to become. ``left`` are the lines that loaders still read differently, and why."""

    data: bytes
    done: tuple[Respelled, ...] = ()
    left: tuple[Left, ...] = ()


def respelled(data: bytes, dialects: Sequence[Dialect], meant: Mapping[str, str] | None = None) -> Respelling:
    """Return a file spelled so that ``dialects`` read it alike, as far as there is such a spelling.

    The first dialect is the one that counts: under it no value changes, and under all the others none but those of the
    variables that are spelled anew. ``meant`` are values that stand above any reading, by name. Bytes that are no UTF-8
    stay as they are.
    """
    if b"\0" in data or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Respelling(data, left=(Left(1, NO_TEXT),))
    text = data.decode("utf-8", "surrogateescape")
    done: dict[int, Respelled] = {}
    left: tuple[Left, ...] = ()
    numbers: list[int] | None = None
    for _ in range(ROUNDS):
        new, edits, left, numbers = _round(text, numbers, dialects, meant or {})
        for line, name in edits:
            done.setdefault(line, Respelled(line, name))
        if new == text:
            break
        text = new
    return Respelling(text.encode("utf-8", "surrogateescape"), tuple(done[line] for line in sorted(done)), left)


def _round(
    text: str, numbers: list[int] | None, dialects: Sequence[Dialect], stated: Mapping[str, str]
) -> tuple[str, list[tuple[int, str]], tuple[Left, ...], list[int]]:
    """Return the text after one pass, the lines that were changed, those that were left, and each line's old number."""
    marked = text.startswith(MARK) and not text.startswith(MARK, len(MARK))
    chunks = cut(text[len(MARK) :] if marked else text)
    numbers = numbers or list(range(1, text.count("\n") + 2))
    pieces = [chunk.text for chunk in chunks]
    if marked and pieces:
        pieces[0] = MARK + pieces[0]
    old = Old(pieces, dialects, _hosts(chunks))
    alike = old.is_read_alike and not stated
    if alike and old.is_harmless:
        return text, [], (), numbers
    lines = Lines(chunks, dialects, old.hosts, stated, marked=marked)
    edits, left = lines.edits()
    more, doubts = without_repeated(lines, edits)
    wanted = [] if alike else _merged(edits, more)
    several = {name for name, _ in lines.repeated}
    safe = [each for edit in wanted if (each := old.as_first(edit, several=edit.name in several))]
    together, all_tried = old.settled(safe)
    kept = {edit.chunk for edit in together}
    refused = [edit for edit in wanted if edit.chunk not in kept]
    reason = ELSEWHERE if all_tried else BUDGET_SPENT
    found = [*left, *doubts, *(Left(chunks[edit.chunk].first, reason, edit.name) for edit in refused)]
    told = {(each.line, each.kind, each.name): each for each in found}
    changed = [(numbers[chunks[edit.chunk].first - 1], edit.name) for edit in together]
    renumbered = _renumbered(chunks, together, numbers)
    ordered = tuple(sorted(each.replace(line=numbers[each.line - 1]) for each in told.values()))
    return old.edited(together), changed, ordered, renumbered


def _merged(edits: Sequence[Edit], more: Sequence[Edit]) -> list[Edit]:
    """Return the edits, the later of a chunk in the place of the earlier."""
    merged = {edit.chunk: edit for edit in (*edits, *more)}
    return [merged[chunk] for chunk in sorted(merged)]


def _renumbered(chunks: Sequence[Chunk], edits: Sequence[Edit], numbers: Sequence[int]) -> list[int]:
    """Return for each line of the new text the number that it, or what it comes from, has in the first one."""
    texts = {edit.chunk: edit.text for edit in edits}
    found: list[int] = []
    for index, chunk in enumerate(chunks):
        if index in texts:
            text = texts[index]
            found += [numbers[chunk.first - 1]] * (text.count("\n") + (not text.endswith("\n") and bool(text)))
        else:
            found += numbers[chunk.first - 1 : chunk.last]
    return [*found, found[-1] if found else 1]


def _hosts(chunks: Sequence[Chunk]) -> tuple[dict[str, str], ...]:
    """Return the environments of a host to try: an empty one, and one with all that the file refers to and not sets."""
    referred = {name for chunk in chunks for name in chunk.references}
    unknown = sorted(referred.difference(chunk.name for chunk in chunks))
    return ({}, dict.fromkeys(unknown, PROBE)) if unknown else ({},)
