"""Where calls of readers that were found may stand: which files, and at which words of them."""

from __future__ import annotations

import re
from functools import lru_cache

from envlint.inventories.code.exports import module_word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

    from envlint.inventories.code.language import EnvObject, Reader
    from envlint.inventories.code.texts import Texts

WORD: Final = re.compile(rb"[\w$]+")
NEVER: Final = rb"(?!)"


class Sought:
    """Readers that calls are looked for of, by the words that a file must hold to call them.

    ``packages`` tells that a folder can pass on what its files define.
    """

    def __init__(self, readers: Iterable[Reader | EnvObject], *, packages: bool) -> None:
        self.readers = list(readers)
        self._packages = packages
        self._by_path: dict[str, list[int]] = {}
        self._by_folder: dict[str, list[int]] = {}
        self._by_word: dict[bytes, list[tuple[int, tuple[bytes, ...]]]] = {}
        self._odd: set[bytes] = set()
        for number, reader in enumerate(self.readers):
            self._put(number, reader)

    def _put(self, number: int, reader: Reader | EnvObject) -> None:
        scope = reader.scope
        if scope is None:
            return
        if scope.kind in ("file", "import"):
            self._by_path.setdefault(scope.path, []).append(number)
        if scope.kind == "folder":
            self._by_folder.setdefault(scope.path.rpartition("/")[0], []).append(number)
        if scope.kind in ("file", "folder"):
            return
        for first, *others in {_signs(reader), _package_signs(reader) if self._packages else _signs(reader)}:
            self._by_word.setdefault(first, []).append((number, tuple(others)))
            if not WORD.fullmatch(first):
                self._odd.add(first)

    def paths(self, texts: Texts, own: Iterable[str]) -> list[str]:
        """Return those of some files that may call any of the readers, in order."""
        own = list(own)
        found = set(texts.with_any(self._by_word, own)) if self._by_word else set()
        listed = frozenset(own)
        found.update(path for path in self._by_path if path in listed)
        for folder in self._by_folder:
            found.update(path for path in texts.in_folder(folder) if path in listed)
        return sorted(found)

    def spoken_of(self, path: str, data: bytes) -> list[Reader | EnvObject]:
        """Return the readers whose words a file holds, in order."""
        numbers = set(self._by_path.get(path, ()))
        for number in self._by_folder.get(path.rpartition("/")[0], ()):
            if all(word in data for word in _signs(self.readers[number])):
                numbers.add(number)
        words = self._by_word.keys() & set(WORD.findall(data)) | {word for word in self._odd if word in data}
        for word in words:
            numbers.update(number for number, others in self._by_word[word] if all(each in data for each in others))
        return [self.readers[number] for number in sorted(numbers)]


def spelled_by(patterns: Iterable[bytes], readers: Iterable[Reader | EnvObject]) -> re.Pattern[bytes]:
    """Return the expression that finds those of some words that can be a part of what some readers are called.

    The others tell that a file is worth looking at; no reader is found by climbing from one.
    """
    callees = "\0".join({each.callee for each in readers})
    return re.compile(b"|".join(pattern for pattern in patterns if _plain(pattern) in callees) or NEVER)


def _plain(pattern: bytes) -> str:
    word = pattern.replace(rb"\b", b"").replace(b"\\", b"").strip(b"!([{ :.\"'")
    return word.replace(b"::", b".").replace(b"->", b".").replace(b"?", b"").decode("utf-8", "replace")


def or_names(needle: re.Pattern[bytes], names: Iterable[str]) -> re.Pattern[bytes]:
    """Return the expression that finds the last word of a name as well."""
    words = [re.escape(name.rpartition(".")[2].encode()) for name in names]
    return re.compile(b"|".join(words if needle.pattern == NEVER else [needle.pattern, *words]))


def needle_of(readers: Iterable[Reader | EnvObject]) -> re.Pattern[bytes]:
    """Return the expression that finds the names of readers where they stand as words."""
    names = {each.callee.rpartition(".")[2] for each in readers if each.scope is not None} - {"default"}
    names |= {module_word(each.scope.path) for each in readers if each.scope is not None and each.scope.default}
    return _of_names(tuple(sorted(names)))


@lru_cache(maxsize=512)
def _of_names(names: tuple[str, ...]) -> re.Pattern[bytes]:
    choices = b"|".join(re.escape(name.encode()) for name in names)
    return re.compile(rb"(?<![\w$])(?:" + choices + rb")(?![\w$])" if names else NEVER)


def _signs(reader: Reader | EnvObject) -> tuple[bytes, ...]:
    """Return the words that a file must hold to call a reader: its name, and where it is imported its module's."""
    scope = reader.scope
    name = reader.callee.rpartition(".")[2].encode()
    if scope is not None and scope.kind == "class" and scope.owner:
        return (name, scope.owner.encode())
    if scope is None or scope.kind != "import":
        return (name,)
    module = module_word(scope.path).encode()
    if name != b"default" and not scope.path.rpartition("/")[2].encode().startswith(module):
        # An index: "." and "./index" mean it too.
        return (name,)
    return (module,) if scope.default or name == b"default" else (name, module)


def _package_signs(reader: Reader | EnvObject) -> tuple[bytes, ...]:
    """Return the words that a file must hold to call a reader that a package passes on: its name and the package's."""
    folder = reader.scope.path.rpartition("/")[0].rpartition("/")[2] if reader.scope is not None else ""
    name = reader.callee.rpartition(".")[2].encode()
    return (name, folder.encode()) if folder else (name,)
