"""Reading the code of a project, language by language."""

from __future__ import annotations

from contextlib import closing, suppress
from functools import partial

from envlint.core.bug import Bug
from envlint.core.declaration import Inventory
from envlint.formats.encoding import decode
from envlint.inventories.code.declared import OptionTable, declared
from envlint.inventories.code.engine import Engine
from envlint.inventories.code.go_packages import unreached
from envlint.inventories.code.languages import installed, languages
from envlint.inventories.code.rounds import search, shares
from envlint.inventories.code.sorting import by_language
from envlint.inventories.code.texts import KEPT, Texts
from envlint.inventories.code.uncovered import not_covered
from envlint.inventories.code.unit import Unit
from envlint.inventories.code.workers import Lost, Worker, possible
from envlint.inventories.paths import is_test

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from envlint.core.declaration import Dynamic, Read
    from envlint.core.location import Location
    from envlint.inventories.code.facts import Facts
    from envlint.inventories.code.language import Language, Reader
    from envlint.inventories.tree import Tree


def read(tree: Tree, helpers: tuple[str, ...] = ()) -> Inventory:
    """Return what the code of a project says of variables. ``helpers`` are readers that the settings declare.

    What breaks on one file, or on one language, is kept among the faults, and everything else is read all the same.

    Raises:
        EnvlintError: a helper cannot be understood.
    """
    given = [declared(helper) for helper in helpers]
    files = by_language(tree, languages())
    missing = list(not_covered(tree))
    families: dict[str, list[str]] = {}
    for path, language in files.items():
        families.setdefault(language.family or language.name, []).append(path)
    declarations: list[Read] = []
    dynamic: list[Dynamic] = []
    unparsed: list[Location] = []
    faults: list[Bug] = []
    scanned: list[str] = []
    text = _texts(tree)
    for paths in families.values():
        first = files[paths[0]]
        if not installed(first):
            missing.append(f"{first.name}: its grammar is not installed")
            continue
        scanned += paths
        readers = [each for each in given if not isinstance(each, OptionTable)]
        tables = [each for each in given if isinstance(each, OptionTable)]
        engines = partial(_engines, first, paths, _opener(text, files), text, readers, tables)
        facts = _searched(engines, tree, faults)
        declarations += _with_dead(facts.reads.values(), first, paths, tree)
        dynamic += facts.dynamic.values()
        unparsed += facts.unparsed.values()
        faults += facts.faults.values()
    declarations.sort(key=lambda each: (each.at, each.name, each.evidence))
    dynamic.sort(key=lambda each: (each.at, each.pattern))
    places = tuple(sorted(unparsed))
    return Inventory(
        "code", tuple(declarations), tuple(dynamic), tuple(sorted(scanned)), tuple(missing), places, tuple(faults)
    )


def _engines(
    language: Language,
    paths: list[str],
    opener: Callable[[str], Unit | None],
    text: Callable[[str], bytes | None],
    readers: list[Reader],
    tables: list[OptionTable],
) -> list[Engine]:
    """Return an engine for each share of the files of a family of languages."""
    parts = shares(paths)
    room = KEPT // len(parts)
    return [Engine(language, paths, Texts(paths, opener, text, room), readers, tables, own) for own in parts]


def _searched(engines: Callable[[], list[Engine]], tree: Tree, faults: list[Bug]) -> Facts:
    """Return what engines find, the second of two in a process of its own if that is possible."""
    here = engines()
    try:
        if len(here) > 1 and possible():
            with suppress(Lost), closing(Worker(here[1], tree)) as worker:
                return search([here[0], worker])
            here = engines()
        return search(here)
    except Exception as fault:  # noqa: BLE001  one language must not silence the others
        faults.append(Bug(fault))
        return here[0].facts


def _with_dead(reads: Iterable[Read], language: Language, paths: list[str], tree: Tree) -> Iterable[Read]:
    """Mark reads in code that no entry point reaches, where that can be known."""
    if language.name != "go":
        return reads
    modules = [path for path in tree.paths if path.rpartition("/")[2] == "go.mod"]
    dead = unreached(paths, lambda path: tree.read(path) or b"", modules)
    return [each.replace(dead=True) if each.at.path.rpartition("/")[0] in dead else each for each in reads]


def _opener(text: Callable[[str], bytes | None], files: dict[str, Language]) -> Callable[[str], Unit | None]:
    def opened(path: str) -> Unit | None:
        data = text(path)
        return None if data is None else Unit(path, data, files[path], test=is_test(path))

    return opened


def _texts(tree: Tree) -> Callable[[str], bytes | None]:
    """Return what reads a file of code, UTF-16 as UTF-8. A NUL is a blank there: what follows may run."""

    def text(path: str) -> bytes | None:
        data = tree.read(path)
        return (
            data if data is None or b"\0" not in data else decode(data)[0].replace("\0", " ").encode("utf-8", "replace")
        )

    return text
