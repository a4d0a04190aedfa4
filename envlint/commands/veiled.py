"""The lines of a ``.env`` file as a diff may show them: no secret's value, and of a file that is in use none at all."""

from __future__ import annotations

import re
from difflib import unified_diff

from envlint.analysis.respell.chunks import cut
from envlint.checks.subjects import may_be_named
from envlint.core.escape import inert, printable
from envlint.core.source import Source
from envlint.core.value import MASK
from envlint.formats import dotenv
from envlint.formats.dotenv.scanner import BLANK, COMMENT
from envlint.formats.secrets import looks_secret, showable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

    from envlint.analysis.respell.chunks import Chunk

PARTS: Final = re.compile(r"([\s\"'`|,;()<>\[\]]+|(?<=[A-Z0-9_])=)")
NAME: Final = re.compile(r"[A-Z][A-Z0-9_]+")
SIGN: Final = re.compile(r"[^=:]*[=:][ \t]*")
MARK: Final = "\ufeff"
BETWEEN: Final = "\0"
"""Stands between a line as it may be shown and as it is; no such file holds it."""
QUOTES: Final = ("'", '"', "`")


class Names:
    """Tells which names of a file may be said: a broken value may look like one."""

    def __init__(self, path: str, text: str) -> None:
        text = text.removeprefix(MARK)
        self._reading = dotenv.read(Source("dotenv", path, path=path, text=text))
        self._starts = [0, *(at + 1 for at, character in enumerate(text) if character == "\n")]

    def of(self, name: str, line: int) -> str:
        """Return the name of a variable in a line, counted from 1, empty if it may not be said."""
        start = self._starts[min(line, len(self._starts)) - 1]
        return name if may_be_named(name, start, self._reading) else ""


class Veil:
    """Shows the lines of one file, before and after. ``live``: its values are in use, none is shown."""

    def __init__(self, path: str, old: str, new: str, *, live: bool) -> None:
        self._path = path
        self._live = live
        self._old = old
        self._new = new
        self._hidden = {chunk.name for text in (old, new) for chunk in _chunks(text) if _is_secret(chunk)}

    def diff(self) -> Iterator[str]:
        """Yield a unified diff without the lines around a change."""
        old, new = self._lines(self._old), self._lines(self._new)
        for line in unified_diff(old, new, f"a/{self._path}", f"b/{self._path}", lineterm="", n=0):
            yield inert(printable(line.partition(BETWEEN)[0]))

    def _lines(self, text: str) -> list[str]:
        names = Names(self._path, text)
        lines = text.removeprefix(MARK).split("\n")
        shown = [each for chunk in _chunks(text) for each in self._shown(chunk, names)]
        return [f"{each}{BETWEEN}{line}" for each, line in zip(shown, lines, strict=False)]

    def _shown(self, chunk: Chunk, names: Names) -> Iterator[str]:
        """Yield the lines of a chunk."""
        first, *more = chunk.body.split("\n")
        if chunk.kind == BLANK:
            yield first
        elif chunk.kind == COMMENT:
            yield self._comment(first)
        elif not names.of(chunk.name, chunk.first):
            yield MASK
        elif self._live or chunk.name in self._hidden:
            yield _covered(first, chunk.body)
        else:
            yield _without_secrets(first)
            yield from map(_without_secrets, more)
            return
        yield from (MASK for _ in more)

    def _comment(self, line: str) -> str:
        words = line.lstrip("# \t")
        if self._live and words:
            return f"# {MASK}"
        name = next((each for each in NAME.finditer(line) if showable(each[0], "text") == MASK), None)
        return f"{line[: name.end()]} {MASK}" if name is not None else _without_secrets(line)


def said(names: Names, changed: Iterable[tuple[str, int]]) -> str:
    """Return what was changed in words: the variables that may be named, and how many other lines."""
    every = list(changed)
    told = list(dict.fromkeys(found for name, line in every if (found := names.of(name, line))))
    others = sum(not names.of(name, line) for name, line in every)
    shown = [*told[:5], *([f"{len(told) - 5} more"] if len(told) > 5 else [])]
    if others:
        shown.append(f"{others} other line{'s' * (others > 1)}" if told else f"{others} line{'s' * (others > 1)}")
    return " and ".join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))


def _chunks(text: str) -> list[Chunk]:
    return cut(text.removeprefix(MARK))


def _is_secret(chunk: Chunk) -> bool:
    value = chunk.body[len(_head(chunk.body)) :].strip("\"'` \t")
    return bool(chunk.name) and bool(value) and (showable(chunk.name, value) == MASK or looks_secret(value))


def _head(line: str) -> str:
    found = SIGN.match(line)
    return found[0] if found else ""


def _covered(line: str, body: str) -> str:
    """Return the first line of an assignment with its quotes and without its value."""
    head = _head(line)
    value = body[len(head) :].rstrip()
    quote = value[:1] if value[:1] in QUOTES else ""
    closed = quote if quote and "\n" not in body and value.endswith(quote) and len(value) > 1 else ""
    return f"{head}{quote}{MASK}{closed}" if value else head


def _without_secrets(line: str) -> str:
    return "".join(MASK if looks_secret(part) else part for part in PARTS.split(line))
