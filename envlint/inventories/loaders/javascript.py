"""Loaders that package.json asks for, with their versions from the lock, and the files that code names to them."""

from __future__ import annotations

from itertools import chain
from posixpath import dirname

from envlint.core.loader import ENV_FILE, untemplated
from envlint.core.record import Record
from envlint.inventories.configs.jsonc import strings
from envlint.inventories.loaders.calls import CLOSED, NO_MORE, Code, head, named
from envlint.inventories.loaders.manifests import Dependency, areas, meant, parsed_json, table, titled
from envlint.inventories.loaders.node_locks import Locks
from envlint.inventories.loaders.node_packages import BY_VITE, COVERED, PACKAGES, vite
from envlint.inventories.loaders.node_use import WORDS, is_used

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterator
    from typing import Final

    from envlint.core.loader import Loader
    from envlint.inventories.loaders.calls import Named
    from envlint.inventories.loaders.files import Files
    from envlint.inventories.loaders.manifests import Area

MANIFEST: Final = "package.json"
SECTIONS: Final = ("dependencies", "devDependencies", "optionalDependencies")
ENDINGS: Final = (".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".jsx", ".tsx")

_OF: Final = r"(?:path\s*+\.\s*+)?(?:resolve|join)\(\s*+"
_HERE: Final = rf"(?P<here>(?P<joined>{_OF}(?:__dirname|import\.meta\.dirname)\s*+,\s*+))"
_CWD: Final = rf"(?P<joined>{_OF}process\.cwd\(\)\s*+,\s*+)"


class Calls(Record):
    """How code names files to a package, in files where ``word`` stands; with ``folders``, it names their folder."""

    word: bytes
    patterns: tuple[re.Pattern[str], ...]
    folders: bool = False


def _heads(words: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of paths as literals, relative to the source file, and relative to the working folder."""
    return tuple(head(words + base, after) for base, after in (("", NO_MORE), (_HERE, CLOSED), (_CWD, CLOSED)))


_CONFIG: Final = _heads(r"\b(?P<call>config)\(\s*+\{[^{}]{0,200}?\bpath\s*+:\s*+")
CALLS: Final = {
    "dotenv": Calls(b"dotenv", _CONFIG),
    "dotenv-expand": Calls(b"dotenv", _CONFIG),
    "@dotenvx/dotenvx": Calls(b"@dotenvx/dotenvx", _CONFIG),
    "@nestjs/config": Calls(b"envFilePath", _heads(r"\b(?P<call>envFilePath)\s*+:\s*+")),
    "vite": Calls(b"envDir", _heads(r"\b(?P<call>envDir)\s*+:\s*+"), folders=True),
}


def read(files: Files) -> Iterator[Loader]:
    """Yield the loaders that the packages of a project ask for."""
    paths = [path for path in files.named(MANIFEST) if _is_package(files.text(path))]
    whole = areas(dirname(path) for path in paths)
    locks = Locks(files)
    code = Code(files, ENDINGS, tuple({*(each.word for each in CALLS.values()), *chain(*WORDS.values())}))
    for path in paths:
        area = whole[dirname(path)]
        asked = _dependencies(files, path)
        for name, dependency in asked.items():
            if any(other in asked for other in COVERED.get(name, ())) or not is_used(files, code, path, name):
                continue
            dialect, version = _dialect(locks, area, dependency)
            if dialect:
                yield area.loader(dialect, dependency, version)
                for each in _named(files, code, area, name):
                    yield each.loader(files, dialect, titled(name, version), version)


def _is_package(text: str) -> bool:
    """Whether a package.json says more than how the files beside it are to be read."""
    return any(f'"{word}"' in text for word in (*SECTIONS, "scripts", "workspaces"))


def _dependencies(files: Files, path: str) -> dict[str, Dependency]:
    text = files.text(path)
    if not any(f'"{name}"' in text for name in (*PACKAGES, *BY_VITE)):
        return {}
    tables = parsed_json(files, path)
    found: dict[str, Dependency] = {}
    for each in strings(text) if tables else ():
        section, name = each.keys if len(each.keys) == 2 else ("", "")
        wanted = table(tables, section).get(name) if section in SECTIONS else None
        if each.is_key and name not in found and isinstance(wanted, str) and (name in PACKAGES or name in BY_VITE):
            found[name] = Dependency(name, wanted, files.at(path, each.start, each.end))
    return found


def _dialect(locks: Locks, area: Area, dependency: Dependency) -> tuple[str, str]:
    """Return the dialect and the version of a package."""
    name = dependency.name
    version = locks.version(area.folder, name, dependency.wanted)
    numbers = meant(version, dependency.wanted)
    if name not in BY_VITE:
        return PACKAGES[name](numbers), version
    if inner := locks.version(area.folder, "vite"):
        return vite(meant(inner, "")), version
    return ("vite" if numbers[0] >= BY_VITE[name] else vite((0,))), version


def _named(files: Files, code: Code, area: Area, name: str) -> Iterator[Named]:
    """Yield the files that code names to a package."""
    calls = CALLS.get(name)
    for source in code.having(calls.word, area) if calls else ():
        text = files.text(source)
        if calls and (calls.word != b"dotenv" or '"dotenv' in text or "'dotenv" in text):
            for pattern in calls.patterns:
                for each in named(files, source, pattern, area.folder, ENV_FILE if calls.folders else ""):
                    yield from _all_beside(files, each) if calls.folders else (each,)


def _all_beside(files: Files, found: Named) -> Iterator[Named]:
    """Yield a folder's ``.env`` and the others that it has, or has templates of."""
    folder = dirname(found.path)
    others = {
        untemplated(path) for path in files.tree.paths if dirname(path) == folder and f"/{ENV_FILE}." in f"/{path}"
    }
    for path in sorted({found.path, *others}):
        yield found.replace(path=path)
