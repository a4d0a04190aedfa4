"""The dotenv crates of Rust: ``dotenv``, ``dotenvy``, and what uv and just make of a file through ``dotenvy``.

One grammar with small differences: ``dotenv`` 0.15 reads one physical line at a time, ``dotenvy`` 0.15 joins lines
while a quote or a backslash is open. The host's variables are kept, the first assignment of a name wins (in just the
last), a line that is no assignment ends the reading: the crates and just refuse the file, uv warns and goes on
without the rest.

Source: the documentation of the crates and their behaviour in the versions named in ``DIALECTS``.
"""

from __future__ import annotations

import re

from envlint.core.record import Record
from envlint.formats.dialects import Assignment, Dialect, Problem, Reading
from envlint.formats.dialects.rust.lines import BLANK, BadLineError, joined_lines, single_lines
from envlint.formats.dialects.rust.values import value
from envlint.formats.dialects.settled import Settled, TooLargeError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

KEY: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")
BLANKS: Final = re.compile(f"[{BLANK}]*")
IDENTIFIER: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
BOM: Final = "\ufeff"
NOTHING: Final[frozenset[str]] = frozenset()


class Loader(Record):
    """How a loader differs from the others of its family.

    ``joins``: a line goes on while a quote is open. ``skips_bom``: a byte order mark is no part of the first line.
    ``refuses``: a bad line is an error of the whole file, not only its end. ``keeps``: what came before it is set.
    ``last_wins``: of two assignments of a name. ``identifiers``: other names do not reach the program.
    """

    joins: bool = True
    skips_bom: bool = False
    refuses: bool = True
    keeps: bool = True
    last_wins: bool = False
    identifiers: bool = False

    def read(self, data: bytes, host: Mapping[str, str]) -> Reading:
        """Read the bytes of a file as the loader does, given the host's environment."""
        text = data.decode("utf-8", "surrogateescape")
        settled = Settled(host)
        chosen: dict[str, Assignment] = {}
        problems: tuple[Problem, ...] = ()
        try:
            self._read_lines(text, settled, chosen)
        except BadLineError as bad:
            fatal = self.refuses or bad.unreadable
            problems = (Problem(bad.kind, bad.start, bad.end, fatal=fatal, drops_rest=True),)
        except TooLargeError:
            problems = (Problem("expansion-too-large", fatal=True, drops_rest=True),)
        if any(problem.fatal for problem in problems) and not self.keeps:
            chosen = {}
        return Reading(tuple(chosen.values()), problems)

    def _read_lines(self, text: str, settled: Settled, chosen: dict[str, Assignment]) -> None:
        begin = 1 if self.skips_bom and text.startswith(BOM) else 0
        for start, end in joined_lines(text, begin) if self.joins else single_lines(text, begin):
            assignment = _assignment(text, start, end, settled)
            if assignment is None:
                continue
            # What is set first is in the environment by then, where references look first.
            if self.last_wins or assignment.name not in settled.own:
                settled.settle(assignment)
            if "\0" in (assignment.value or ""):
                raise BadLineError("nul-in-value", assignment.start, assignment.end, unreadable=True)
            if assignment.name in settled.host or (self.identifiers and not IDENTIFIER.match(assignment.name)):
                continue
            if self.identifiers and assignment.name == "IFS":
                assignment = assignment.replace(value=" \t\n", depends=NOTHING)
            if self.last_wins:
                chosen.pop(assignment.name, None)
            chosen.setdefault(assignment.name, assignment)


def _assignment(text: str, start: int, end: int, settled: Settled) -> Assignment | None:
    """Read one line; None where it is blank or a comment.

    Raises:
        BadLineError: the line is no assignment.
    """
    end = start + len(text[start:end].rstrip(BLANK))
    first = place = _skip(text, start, end)
    if place == end or text[place] == "#":
        return None
    name, place = _key(text, place, end, first)
    if name == "export" and not text.startswith("=", place, end):
        name, place = _key(text, place, end, first)
    if not text.startswith("=", place, end):
        raise BadLineError("no-assignment", first, end)
    place = _skip(text, place + 1, end)
    if place == end or text[place] == "#":
        return Assignment(name, "", first, place, place, place)
    settled.begin()
    found = value(text, place, end, settled)
    inner = 1 if found.quote else 0
    return Assignment(
        name, found.text, first, found.end, place + inner, found.end - inner, found.quote, frozenset(settled.depends)
    )


def _key(text: str, place: int, end: int, first: int) -> tuple[str, int]:
    """Return the name that begins at a place, and where what follows the blanks behind it begins."""
    match = KEY.match(text, place, end)
    if match is None:
        raise BadLineError("invalid-name", first, end)
    return match[0], _skip(text, match.end(), end)


def _skip(text: str, place: int, end: int) -> int:
    """Return the place behind any blanks."""
    match = BLANKS.match(text, place, end)
    return match.end() if match else place


DIALECTS: Final = (
    Dialect("rust-dotenv", Loader(joins=False).read, "the Rust crate dotenv", "0.15.0"),
    Dialect("rust-dotenvy", Loader(skips_bom=True).read, "the Rust crate dotenvy", "0.15.7"),
    Dialect("uv", Loader(refuses=False).read, "uv run --env-file", "0.13.9"),
    Dialect("just", Loader(keeps=False, last_wins=True, identifiers=True).read, "just --dotenv-path", "1.59.0"),
)
"""``just`` runs a recipe in sh, to which only names that are identifiers come through, and which sets IFS itself."""
