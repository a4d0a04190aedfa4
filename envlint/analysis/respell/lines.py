"""Each chunk of a file by itself: whether the loaders in use read it alike, and the spelling with which they do."""

from __future__ import annotations

from envlint.analysis.respell.alone import Ears
from envlint.analysis.respell.chunks import MARK, WORDS
from envlint.analysis.respell.endings import Endings
from envlint.analysis.respell.left import (
    COMMAND,
    COMMENT_REFUSED,
    DEFAULT_VALUE,
    HOST_VALUE,
    IN_DOUBT,
    MARKED,
    NAME,
    NO_SPELLING,
    NO_UTF8,
    PROSE,
    REFERS,
    TEXT_AFTER,
    Left,
    in_the_way,
)
from envlint.analysis.respell.meaning import Doubt, alike, meant
from envlint.analysis.respell.spellings import literal, referring
from envlint.analysis.respell.whole import Edit
from envlint.core.loader import SHELLS
from envlint.formats.dialects import DEFAULT
from envlint.formats.dotenv.scanner import BLANK, COMMENT
from envlint.formats.portable import ALL, COMMENTED, level

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Final

    from envlint.analysis.respell.alone import Heard
    from envlint.analysis.respell.chunks import Chunk
    from envlint.analysis.respell.meaning import Meant
    from envlint.formats.dialects import Dialect

MOST_REFERRED: Final = 16
"""Chunks that are looked at with the one that refers to them."""
SCRIPTS: Final = SHELLS | {"direnv"}
"""To these a line that is no assignment may be a command that somebody wants."""


class Lines:
    """The chunks of one file and the loaders that read it."""

    def __init__(
        self,
        chunks: Sequence[Chunk],
        dialects: Sequence[Dialect],
        hosts: Sequence[Mapping[str, str]],
        stated: Mapping[str, str],
        *,
        marked: bool = False,
    ) -> None:
        self.chunks = chunks
        self.ears = Ears(dialects, hosts)
        self.names = tuple(dialect.name for dialect in dialects)
        self.texts = [chunk.body for chunk in chunks]
        self._stated = stated
        self._defined: dict[str, list[int]] = {}
        for index, chunk in enumerate(chunks):
            if chunk.name:
                self._defined.setdefault(chunk.name, []).append(index)
        self.known = frozenset(self._defined)
        self._endings = Endings(dialects)
        self._marked = marked and not self._endings.take_mark
        self._plain = COMMENTED if self.ears.all_pass_over("# c\n") else ALL

    def edits(self) -> tuple[list[Edit], list[Left]]:
        """Return the chunks to spell anew, in order, and those that are left though loaders part on them."""
        edits: list[Edit] = []
        left: list[Left] = []
        for index in range(len(self.chunks)):
            found = self._edit(index)
            if isinstance(found, Left):
                left.append(found)
                found = self._touched(index, "", ())
            if found is not None:
                edits.append(found)
        return edits, left

    @property
    def repeated(self) -> Iterator[tuple[str, list[int]]]:
        """The names that several chunks seem to set, with those chunks."""
        return ((name, found) for name, found in self._defined.items() if len(found) > 1)

    def around(self, index: int) -> tuple[str, str] | None:
        """Return the chunks before and behind one that it refers to; None if these are too many."""
        found: set[int] = set()
        waiting = [index]
        while waiting:
            for name in self.chunks[waiting.pop()].references:
                for other in self._defined.get(name, ()):
                    if other != index and other not in found:
                        found.add(other)
                        waiting.append(other)
                    if len(found) > MOST_REFERRED:
                        return None
        texts = {other: f"{self.texts[other]}\n" for other in sorted(found)}
        before = "".join(text for other, text in texts.items() if other < index)
        return before, "".join(text for other, text in texts.items() if other > index)

    def left(self, index: int, doubt: Doubt) -> Left:
        """Return what is said of a chunk that nobody can tell the meaning of."""
        loaders = tuple(self.names[number] for number in doubt.loaders)
        return Left(self.chunks[index].first, doubt.kind, doubt.name, loaders)

    def _edit(self, index: int) -> Edit | Left | None:
        chunk = self.chunks[index]
        if not self._is_touched(index) and level(f"{chunk.body}\n".encode("utf-8", "surrogateescape")) <= self._plain:
            return None
        around = self.around(index)
        if around is None:
            return Left(chunk.first, REFERS, chunk.name)
        heard = self.ears.hear(chunk.body, *around, inside=chunk.is_marked)
        if alike(heard):
            told = heard[0][0].assignments
            values = [each.values.get(told[0].name) for each in heard[0]] if len(told) == 1 else []
            return self._touched(index, told[0].name if values else "", values)
        if chunk.is_marked:
            return Left(chunk.first, MARKED, chunk.name.replace(MARK, ""))
        if chunk.kind != WORDS:
            return self._passed_over(index)
        found = meant(heard, chunk.body, self._stated, self.known)
        if found is None:
            return self._passed_over(index)
        if isinstance(found, Doubt):
            return self.left(index, found)
        return self._spelled(index, found, around, heard)

    def _is_touched(self, index: int) -> bool:
        """Whether a chunk changes whatever it holds: its line end, or the mark before it."""
        chunk = self.chunks[index]
        return (index == 0 and self._marked) or self._endings.of(chunk.ending) != chunk.ending

    def _touched(self, index: int, name: str, values: Sequence[str | None]) -> Edit | None:
        """Return the chunk as it is with the line end that all loaders take."""
        if not self._is_touched(index):
            return None
        known = tuple(value for value in values if value is not None)
        chunk = self.chunks[index]
        told = name if len(known) == len(self.ears.hosts) else ""
        return Edit(index, chunk.body + self._endings.of(chunk.ending), told, known if told else ())

    def _passed_over(self, index: int) -> Edit | Left | None:
        """Return a chunk that sets nothing, so that all loaders pass over it: stripped, or commented out."""
        chunk = self.chunks[index]
        ending = self._endings.of(chunk.ending)
        if chunk.kind == BLANK:
            self.texts[index] = ""
            return Edit(index, ending) if self.ears.all_pass_over("") else Edit(index, "")
        if chunk.kind == COMMENT:
            stripped = chunk.body.strip().rstrip("\\")
            return Edit(index, stripped + ending) if self.ears.all_pass_over(stripped) else self._no_comment(index)
        if chunk.name or chunk.bare:
            return Left(chunk.first, IN_DOUBT, chunk.name)
        if SCRIPTS.intersection(self.names) or chunk.kind != WORDS or "\n" in chunk.body:
            return Left(chunk.first, PROSE)
        commented = f"# {chunk.body.strip()}"
        return Edit(index, commented + ending) if self.ears.all_pass_over(commented) else self._no_comment(index)

    def _no_comment(self, index: int) -> Left:
        return Left(self.chunks[index].first, COMMENT_REFUSED, loaders=self._who_refuse("# c"))

    def _who_refuse(self, body: str) -> tuple[str, ...]:
        heard = self.ears.hear(body)
        return tuple(
            name
            for name, every in zip(self.names, heard, strict=True)
            if any(not each.sound or each.assignments for each in every)
        )

    def _spelled(
        self, index: int, found: Meant, around: tuple[str, str], heard: Sequence[tuple[Heard, ...]]
    ) -> Edit | Left:
        """Return a chunk with the first spelling that all loaders read as what is meant."""
        chunk = self.chunks[index]
        if not chunk.is_text:
            return Left(chunk.first, NO_UTF8, found.name)
        rest = found.rest(chunk.body)
        remark = (rest or "").strip()
        if remark and not remark.startswith("#"):
            return Left(chunk.first, TEXT_AFTER, found.name)
        above = ""
        if remark:
            above = f"{remark}\n"
            if not self.ears.all_pass_over(remark):
                return self._no_comment(index).replace(name=found.name)
        for text, kept in _candidates(chunk, found):
            before, after = around if kept else ("", "")
            if self.ears.all_read(text, found.name, found.values, before, after):
                self.texts[index] = text
                whole = above + text + self._endings.of(chunk.ending)
                overrides = not all(each.sound for each in heard[0])
                return Edit(index, whole, found.name, found.values, overrides, found.name in self._stated)
        return self._unspelled(index, found, heard)

    def _unspelled(self, index: int, found: Meant, heard: Sequence[tuple[Heard, ...]]) -> Left:
        line = self.chunks[index].first
        if not found.fixed:
            stands = any(DEFAULT in each.depends for every in heard for one in every for each in one.assignments)
            return Left(line, DEFAULT_VALUE if stands else HOST_VALUE, found.name, self.names)
        runners = tuple(name for name, every in zip(self.names, heard, strict=True) if any(one.runs for one in every))
        ones = ("1",) * len(self.ears.hosts)
        if not self.ears.all_read(f"{found.name}=1", found.name, ones):
            refusing = [
                name
                for number, name in enumerate(self.names)
                if not self.ears.reads(number, f"{found.name}=1", found.name, ones)
            ]
            return Left(line, NAME, found.name, tuple(refusing))
        if runners:
            return Left(line, COMMAND, found.name, runners)
        return Left(line, NO_SPELLING, found.name, self._apart(found), in_the_way(found.values[0]))

    def _apart(self, found: Meant) -> tuple[str, ...]:
        """Return two loaders that have no spelling in common, all where any two have one."""
        spellings = [f"{found.name}={spelling}" for spelling in literal(found.values[0])]
        takers = [
            {text for text in spellings if self.ears.reads(number, text, found.name, found.values)}
            for number in range(len(self.names))
        ]
        for number, one in enumerate(takers):
            for other in range(number):
                if one.isdisjoint(takers[other]):
                    return self.names[other], self.names[number]
        return self.names


def _candidates(chunk: Chunk, found: Meant) -> Iterator[tuple[str, bool]]:
    """Yield spellings of a whole chunk, and whether they refer to other chunks."""
    written = found.written(chunk.body)
    keeping = referring(written) if "$" in written and written != found.values[0] else ()
    plain = literal(found.values[0]) if found.fixed else ()
    for prefix in ("export ", "") if chunk.exported else ("",):
        yield from ((f"{prefix}{found.name}={spelling}", True) for spelling in keeping)
        yield from ((f"{prefix}{found.name}={spelling}", False) for spelling in plain)
