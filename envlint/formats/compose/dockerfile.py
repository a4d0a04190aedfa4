"""What a Dockerfile's ``ENV`` sets in the image of its last stage, or of a named one.

Source: the Dockerfile reference, sections Parser directives, ENV, ARG, FROM, Environment replacement and
Here-documents. What the base image itself sets is not known here, and a value that refers to it cannot be seen.
"""

from __future__ import annotations

import re

from envlint.core.record import Record
from envlint.core.source import Binding
from envlint.core.value import Value
from envlint.formats.compose.dockerfile_words import Unknown, replaced, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Final

    from envlint.core.source import Source

LAYER: Final = "image"
LARGEST: Final = 16 << 20
"""Code points of all values together."""
ESCAPE: Final = re.compile(r"#[ \t]*escape[ \t]*=[ \t]*(?P<mark>[\\`])[ \t\r]*$", re.IGNORECASE)
DIRECTIVE: Final = re.compile(r"#[ \t]*\w+[ \t]*=")
INSTRUCTION: Final = re.compile(r"[ \t]*(?P<keyword>[A-Za-z]+)(?P<blank>[ \t]+|$)")
HEREDOC: Final = re.compile(r"<<-?[\"']?(?P<name>\w+)[\"']?")
EMPTY_BASE: Final = "scratch"


class Instruction(Record):
    """One instruction: ``offsets`` holds the place in the file of every character of ``rest``."""

    keyword: str
    rest: str
    offsets: tuple[int, ...]
    escape: str


class Stage:
    """One stage: what ``ENV`` sets, what may be referred to, and whether the base may set more."""

    def __init__(self, name: str, base: Stage | None, *, empty: bool) -> None:
        self.name = name
        self.bindings: dict[str, Binding] = dict(base.bindings) if base else {}
        self.known: dict[str, str | None] = dict(base.known) if base else {}
        self.room: int = base.room if base else LARGEST
        self.knows_all: bool = base.knows_all if base else empty


def environment(source: Source, target: str, args: Mapping[str, str | None]) -> tuple[Binding, ...]:
    """Return the bindings of a stage: the one of that name or number, the last one if it is empty or not there.

    ``args`` are the build's arguments; a value is None where it is not known.
    """
    stages: list[Stage] = []
    before: dict[str, str | None] = {}
    for one in instructions(source.text):
        if one.keyword == "FROM":
            stages.append(_stage(one, stages, before))
        elif one.keyword == "ARG":
            known = stages[-1].known if stages else before
            for name, value in _arguments(one, known, args, before if stages else {}):
                if not stages or name not in stages[-1].bindings:
                    known[name] = value
        elif one.keyword == "ENV" and stages:
            _set(one, stages[-1], source)
    if not stages:
        return ()
    named = [stage for index, stage in enumerate(stages) if target in (stage.name, str(index))] if target else []
    return tuple((named or stages)[-1].bindings.values())


def instructions(text: str) -> Iterator[Instruction]:
    """Yield the instructions of a Dockerfile, lines that continue each other joined, comments left out."""
    escape, directives = "\\", True
    closing = ""
    joined: list[str] = []
    offsets: list[int] = []
    start = 0
    for line in text.split("\n"):
        at, start = start, start + len(line) + 1
        bare = line.rstrip(" \t\r")
        if closing:
            closing = "" if bare.strip("\t") == closing else closing
            continue
        if directives:
            if found := ESCAPE.match(line):
                escape = found["mark"]
            directives = DIRECTIVE.match(line) is not None
        if bare.lstrip().startswith("#") or (not bare and joined):
            continue
        continues = bare.endswith(escape)
        kept = bare[:-1] if continues else bare
        joined.append(kept)
        offsets += range(at, at + len(kept))
        if continues:
            continue
        if (one := _instruction("".join(joined), tuple(offsets), escape)) is not None:
            yield one
            heredoc = HEREDOC.search(one.rest) if one.keyword in ("RUN", "COPY", "ADD") else None
            closing = heredoc["name"] if heredoc else ""
        joined, offsets = [], []
    if joined and (last := _instruction("".join(joined), tuple(offsets), escape)) is not None:
        yield last


def _instruction(line: str, offsets: tuple[int, ...], escape: str) -> Instruction | None:
    found = INSTRUCTION.match(line)
    if found is None:
        return None
    return Instruction(found["keyword"].upper(), line[found.end() :], offsets[found.end() :], escape)


def _stage(one: Instruction, stages: list[Stage], before: Mapping[str, str | None]) -> Stage:
    named = [word for word in one.rest.split() if not word.startswith("--")]
    name = named[2].lower() if len(named) > 2 and named[1].lower() == "as" else ""
    try:
        image = replaced(named[0], before, one.escape, knows_all=True) if named else ""
    except Unknown:
        image = ""
    base = next((stage for stage in reversed(stages) if stage.name and stage.name == image.lower()), None)
    return Stage(name, base, empty=image == EMPTY_BASE)


def _arguments(
    one: Instruction, known: Mapping[str, str | None], args: Mapping[str, str | None], before: Mapping[str, str | None]
) -> Iterator[tuple[str, str | None]]:
    for start, end in words(one.rest, one.escape):
        name, equals, written = one.rest[start:end].partition("=")
        value: str | None = ""
        if equals:
            try:
                value = replaced(written, known, one.escape, knows_all=True)
            except Unknown:
                value = None
        elif name in before:
            value = before[name]
        yield name, args.get(name, value)


def _set(one: Instruction, stage: Stage, source: Source) -> None:
    """Add what an ``ENV`` sets; all its words see what was set before the whole instruction."""
    seen = dict(stage.known) if "$" in one.rest else {}
    for name, (start, end) in _pairs(one):
        written = one.rest[start:end]
        value, unseen = "", "the values of this Dockerfile are too long together" if stage.room < 0 else ""
        stage.bindings.pop(name, None)
        try:
            value = "" if unseen else replaced(written, seen, one.escape, knows_all=stage.knows_all)
        except Unknown as unknown:
            unseen = str(unknown)
        stage.room -= len(value)
        stage.known[name] = None if unseen else value
        stage.bindings[name] = _binding(one, source, name, (start, end), value, unseen)


def _pairs(one: Instruction) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield each name with where its value stands in the instruction: ``A=1 B=2``, or the old ``A value``."""
    found = list(words(one.rest, one.escape))
    if found and "=" not in one.rest[found[0][0] : found[0][1]]:
        start = found[1][0] if len(found) > 1 else len(one.rest)
        yield one.rest[found[0][0] : found[0][1]], (start, len(one.rest))
        return
    for start, end in found:
        name, equals, _ = one.rest[start:end].partition("=")
        if equals:
            yield name, (start + len(name) + 1, end)


def _binding(one: Instruction, source: Source, name: str, span: tuple[int, int], value: str, unseen: str) -> Binding:
    start, end = span
    written = one.rest[start:end]
    at = (one.offsets[start], one.offsets[end - 1] + 1) if end > start else (-1, -1)
    first = one.rest.rfind(name, 0, start)
    name_at = (one.offsets[first], one.offsets[first + len(name) - 1] + 1) if name and first >= 0 else (-1, -1)
    return Binding(
        name,
        Value(value),
        source,
        name_span=name_at,
        value_span=at,
        written=Value(written),
        layer=LAYER,
        unseen=unseen,
    )
