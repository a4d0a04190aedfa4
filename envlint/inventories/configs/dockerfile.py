"""Dockerfiles: ``ARG`` asks whoever builds, ``ENV`` sets, and what runs in the container reads.

What ``ENV`` sets may be meant for a program of the image below, so that nobody can tell that it is not read.
"""

from __future__ import annotations

import re

from envlint.inventories.configs.references import NAME, UPPER, references, upper
from envlint.inventories.configs.scripts import assigned, quoted, unquoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.inventories.configs.page import Item, Page

INSTRUCTION: Final = re.compile(r"^[ \t]*(?:ONBUILD[ \t]+)?([A-Za-z]+)[ \t]+", re.MULTILINE)
COMMENT: Final = re.compile(r"^[ \t]*#.*$", re.MULTILINE)
SETTING: Final = re.compile(rf"({NAME})(?:=(\"(?:[^\"\\]|\\.)*\"|'[^']*'|(?:[^\s\\]|\\.)*))?", re.DOTALL)
HEREDOC: Final = re.compile(r"<<-?[ \t]*[\"']?(\w+)")
RUNTIME: Final = frozenset(("CMD", "ENTRYPOINT", "HEALTHCHECK"))
OF_AWK: Final = frozenset(("NF", "NR", "FNR"))
# BuildKit gives these to every build (Dockerfile reference, "Automatic platform ARGs").
PLATFORM: Final = re.compile(r"(?:TARGET|BUILD)(?:PLATFORM|OS|ARCH|VARIANT)")


class Step:
    """An instruction in upper case, and where its arguments stand: continued lines and heredocs are part of them."""

    def __init__(self, word: str, start: int, end: int) -> None:
        self.word = word
        self.start = start
        self.end = end


def read(page: Page) -> Iterator[Item]:
    """Yield what a Dockerfile asks for, sets and reads."""
    text = COMMENT.sub(lambda match: " " * len(match[0]), page.text)
    steps = list(instructions(text))
    given = {name for step in steps if step.word in ("ARG", "ENV") for name, *_ in settings(text, step)}
    for step in steps:
        if step.word == "ARG":
            yield from _asked(page, text, step)
        elif step.word == "ENV":
            yield from (page.write(name, at, ours=False) for name, at, _ in settings(text, step))
            yield from (page.reference(one) for one in upper(text, step.start, step.end) if one.name not in given)
        elif step.word in RUNTIME:
            yield from (page.reference(one) for one in upper(text, step.start, step.end))
        elif step.word == "RUN":
            yield from _shell(page, text, step, given)
        else:
            yield from (page.mention(one.name, one.start) for one in upper(text, step.start, step.end))


def instructions(text: str) -> Iterator[Step]:
    """Yield the instructions. An unclosed heredoc ends with its line, and then no other one is looked for."""
    at, heredocs = 0, True
    while match := INSTRUCTION.search(text, at):
        at = end = _line_end(text, match.end())
        for mark in HEREDOC.findall(text, match.end(), end) if heredocs else ():
            closing = re.compile(rf"^\t*{mark}$", re.MULTILINE).search(text, at)
            heredocs = closing is not None
            at = closing.end() if closing else at
        yield Step(match[1].upper(), match.end(), at)


def _line_end(text: str, at: int) -> int:
    """Return where a logical line ends: blank lines among continued ones do not end it."""
    while (end := text.find("\n", at)) >= 0:
        line = text[at:end].rstrip()
        if line and not line.endswith("\\"):
            return end
        at = end + 1
    return len(text)


def settings(text: str, step: Step) -> Iterator[tuple[str, int, str | None]]:
    """Yield the name, its offset and the value of each ``NAME=value``, and of the old form ``ENV NAME value``."""
    for match in SETTING.finditer(text, step.start, step.end):
        if match[2] is None and step.word == "ENV" and match.start() > step.start:
            return  # a word behind a value with a quote too many; no build gets past it
        yield match[1], match.start(), match[2]
        if match[2] is None and step.word == "ENV":
            return


def _asked(page: Page, text: str, step: Step) -> Iterator[Item]:
    for name, at, value in settings(text, step):
        if UPPER.fullmatch(name) and not PLATFORM.fullmatch(name):
            yield page.read(name, at, default=value, chained=bool(references(value or "")))


def _shell(page: Page, text: str, step: Step, given: set[str]) -> Iterator[Item]:
    """Yield what the shell of ``RUN`` reads.

    What it finds unset was set by the image below or nowhere: no user can set it. So only defaults count, and quoted
    text, which becomes a script that runs later.
    """
    script = text[step.start : step.end]
    known = assigned(script)
    for one in upper(unquoted(script)):
        at = step.start + one.start
        if one.name in given:
            yield page.mention(one.name, at)
        elif one.default is not None and one.name not in known:
            yield page.reference(one.replace(start=at))
    for start, end in quoted(script):
        for one in upper(script, start, end):
            if one.name not in known and one.name not in OF_AWK:
                yield page.reference(one.replace(start=step.start + one.start))
