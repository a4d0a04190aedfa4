"""Files that code names to a loader: literal paths in calls of functions that are known."""

from __future__ import annotations

import re
from posixpath import dirname, normpath

from envlint.core.loader import ENV_FILE, Loader
from envlint.core.record import Record
from envlint.inventories.loaders.manifests import Area, below, joined, upward
from envlint.inventories.paths import is_test

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.inventories.loaders.files import Files

LITERAL: Final = r"""(?:"[^"\\\n${]*+"|'[^'\\\n{]*+'|`[^`\\\n$]*+`)"""
LITERALS: Final = rf"{LITERAL}(?:\s*+,\s*+{LITERAL})*+"
CLOSED: Final = r"(?=\s*+\))"
NO_MORE: Final = r"(?!\s*+(?:[+%/.?\[]|\|\||if\b|or\b|and\b))"
ONE: Final = re.compile(LITERAL)
UNFIT: Final = re.compile(r"[<>$*?|\x00-\x1f]|://|^~|/$|^$|^/|^[A-Za-z]:")


def head(words: str, after: str = NO_MORE) -> re.Pattern[str]:
    """Return the pattern of a call, or of a setting, up to and with the literal paths that it is given.

    ``words`` is a pattern with a group ``call``: what to call it. A list's bracket may stand before the paths. With a
    group ``joined`` they are the parts of one path, with a group ``here`` it is relative to the source file. ``after``
    is what has to follow.
    """
    return re.compile(rf"{words}[\[(]?\s*+(?P<paths>{LITERALS}){after}")


class Named(Record):
    """A file that code names: what ``call`` names it, between which offsets of which file."""

    path: str
    call: str
    source: str
    start: int
    end: int

    def loader(self, files: Files, dialect: str, package: str, version: str = "") -> Loader:
        """Return the loader that reads the file, ``package`` being what to call it."""
        at = files.at(self.source, self.start, self.end)
        return Loader(dialect, f"{self.call} of {package} names it", at, version=version, path=self.path)


class Code:
    """The files of some endings, and in which of them any of some words stands. Read when that is asked for."""

    def __init__(self, files: Files, endings: tuple[str, ...], words: tuple[bytes, ...]) -> None:
        self._files = files
        self._endings = endings
        self._words = words
        self._paths: list[str] = []
        self._found: dict[bytes, list[str]] = {}

    def having(self, word: bytes, area: Area) -> list[str]:
        """Return the paths of the program's files in an area with a word, one of those that were announced."""
        return [path for path in self._with(word) if area.holds(path) and not is_test(path)]

    def uses(self, word: bytes, folder: str) -> bool:
        """Whether a file below a folder has a word, tests included; also where there is none to tell by."""
        return any(below(path, folder) for path in self._with(word)) or not any(
            below(path, folder) for path in self._paths
        )

    def has_any(self, area: Area) -> bool:
        """Whether the program has files in an area."""
        return any(area.holds(path) and not is_test(path) for path in self._files.ending(*self._endings))

    def _with(self, word: bytes) -> list[str]:
        if not self._found:
            self._found = {word: [] for word in self._words}
            self._paths = self._files.ending(*self._endings)
            for path in self._paths:
                for each in self._files.holding(path, self._words):
                    self._found[each].append(path)
        return self._found[word]


def named(files: Files, source: str, pattern: re.Pattern[str], folder: str, within: str = "") -> Iterator[Named]:
    """Yield the files that a source file names, relative to a manifest's folder, to its own, or to the root.

    ``within``: what it names is the folder of a file of this name.
    """
    text = files.text(source)
    own = dirname(source)
    for match in pattern.finditer(text):
        here = match.groupdict().get("here")
        bases = (own,) if here else (folder, own, "")
        parts = [(each[0][1:-1], *each.span()) for each in ONE.finditer(match["paths"])]
        if match.groupdict().get("joined"):
            parts = [("/".join(part for part, _start, _end in parts), parts[0][1], parts[-1][2])]
        for spelled, start, end in parts:
            if path := resolved(files, f"{spelled}/{within}" if within else spelled, bases):
                begin = match.start("paths")
                yield Named(path, match["call"], source, begin + start, begin + end)


def resolved(files: Files, spelled: str, bases: tuple[str, ...]) -> str:
    """Return the path of a file as code spells it: where there is one, else in the first folder that is in the root."""
    if UNFIT.search(spelled):
        return ""
    paths = [normpath(joined(base, spelled)) for base in bases]
    inside = [path for path in paths if not path.startswith("..")]
    there = [path for path in inside if files.has(path)]
    if there:
        return there[0]
    return inside[0] if inside and "env" in inside[0].rpartition("/")[2] else ""


def above(files: Files, folder: str) -> Area | None:
    """Return the nearest folder above with a ``.env``, itself only, for loaders that look there.

    None where there is none, or where the folder has its own.
    """
    for each in upward(folder):
        if files.has(joined(each, ENV_FILE)):
            return Area(each, files.folders_in(each)) if each != folder else None
    return None
