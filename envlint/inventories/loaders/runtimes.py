"""Bun, Deno and Node, which read files of variables for the programs that they run.

Bun always does, unless bunfig.toml says ``env = false``; Deno does with ``--env-file``, or by its library's module;
Node does where code calls ``loadEnvFile``.
Sources: the documentation of Bun ("Environment variables", bunfig.toml), of Deno ("Environment variables",
``@std/dotenv``) and of Node (``process.loadEnvFile``).
"""

from __future__ import annotations

import re
from itertools import islice
from posixpath import dirname

from envlint.core.loader import ENV_FILE, Loader
from envlint.inventories.configs.jsonc import strings
from envlint.inventories.loaders.calls import Named, head, named, resolved
from envlint.inventories.loaders.manifests import Area, areas, joined, parsed_toml, upward
from envlint.inventories.loaders.node_locks import BUN_NAMES, NAMES
from envlint.inventories.loaders.node_version import node_version
from envlint.inventories.paths import is_test

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.core.location import Location
    from envlint.inventories.loaders.files import Files

PACKAGE: Final = "package.json"
BUNFIG: Final = "bunfig.toml"
DENO: Final = ("deno.json", "deno.jsonc")
RUNS_BUN: Final = re.compile(
    r"(?:^|&&|\|\||[;|&(]|\s)bun(?:\s++--[\w=:./-]++)*+\s++(?!(?:install|i|ci|add|remove|rm|update|link|pm|build|create)\b)[\w./-]"
)
RUNS_DENO: Final = re.compile(r"\bdeno\s[^&|;]{0,1000}?--env(?:-file)?(?:=(?P<path>[^\s&|;\"\\]++))?(?=[\s&|;\"\\]|$)")
ENDINGS: Final = (".js", ".mjs", ".cjs", ".ts", ".mts", ".cts")
NEAR: Final = 3
"""Folders from a source file upward in which its manifest may stand."""
LOAD: Final = b"loadEnvFile"
OF_NODE: Final = re.compile(r"process\.loadEnvFile|loadEnvFile[^;\n]{0,200}[\"'](?:node:)?process[\"']")
LOADS: Final = re.compile(r"\b(?P<call>loadEnvFile)\(\s*+\)")
LOADS_NAMED: Final = head(r"\b(?P<call>loadEnvFile)\(\s*+")
STANDARD: Final = re.compile(r"(?:^|/)(?:jsr:)?@?std(?:@[^/]*)?/dotenv\b")


def read(files: Files) -> Iterator[Loader]:
    """Yield the loaders that Bun and Deno are."""
    yield from _bun(files)
    yield from _deno(files)
    yield from _node(files)


def _bun(files: Files) -> Iterator[Loader]:
    """Yield Bun where its lock or its settings stand, or a script runs it."""
    packages = files.named(PACKAGE)
    folders = sorted({dirname(path) for path in (*packages, *files.named(BUNFIG))})
    locked = {folder: lock for folder in folders if (lock := _lock(files, folder))}
    apart = [folder for folder in folders if folder not in locked and _other_lock(files, folder)]
    whole = areas([*locked, *apart])
    for folder, lock in locked.items():
        if not _is_off(files, folder):
            yield _loader("bun", f"{lock} stands beside {PACKAGE}", files.at(joined(folder, lock)), whole[folder])
    scripted = areas(dirname(path) for path in packages)
    for path in packages:
        folder = dirname(path)
        if not any(area.holds(folder) for area in (whole[each] for each in locked)) and not _is_off(files, folder):
            for at in _scripts(files, path):
                yield _loader("bun", "a script runs bun", at, scripted[folder])
                break


def _loader(dialect: str, why: str, at: Location, area: Area) -> Loader:
    return Loader(dialect, why, at, folder=area.folder, without=area.without)


def _lock(files: Files, folder: str) -> str:
    """Return the name of Bun's lock, or of its settings."""
    return next((name for name in (*BUN_NAMES, BUNFIG) if files.has(joined(folder, name))), "")


def _other_lock(files: Files, folder: str) -> bool:
    return any(files.has(joined(folder, name)) for name in NAMES if name not in BUN_NAMES)


def _is_off(files: Files, folder: str) -> bool:
    path = joined(folder, BUNFIG)
    if "env" not in files.text(path):
        return False
    env = parsed_toml(files, path).get("env")
    return env is False or (isinstance(env, dict) and env.get("file") is False)


def _scripts(files: Files, path: str) -> Iterator[Location]:
    """Yield the places of the scripts that have Bun run something."""
    text = files.text(path)
    for each in strings(text) if "bun" in text else ():
        if len(each.keys) == 2 and each.keys[0] == "scripts" and not each.is_key and RUNS_BUN.search(each.text):
            yield files.at(path, each.start, each.end)


def _deno(files: Files) -> Iterator[Loader]:
    """Yield Deno where a task has it read a file, or its library's module for that is imported."""
    paths = files.named(*DENO)
    whole = areas(dirname(path) for path in paths)
    for path in paths:
        area = whole[dirname(path)]
        for each in strings(files.text(path)):
            at = files.at(path, each.start, each.end)
            if each.keys[:1] == ("tasks",) and not each.is_key:
                for match in RUNS_DENO.finditer(each.text):
                    if read := resolved(files, match["path"] or ENV_FILE, (area.folder,)):
                        yield Loader("deno", "--env-file of a task", at, path=read)
            elif each.keys[:1] == ("imports",) and not each.is_key and STANDARD.search(each.text):
                yield _loader("deno", "@std/dotenv is imported", at, area)


def _node(files: Files) -> Iterator[Loader]:
    """Yield Node where code has it read a file: ``.env`` where the package stands, if it names none.

    Programs do that first: only files near the manifest are looked into.
    """
    folders = {dirname(path) for path in files.named(PACKAGE)}
    for source in files.ending(*ENDINGS):
        near = [each for each in islice(upward(dirname(source)), NEAR) if each in folders]
        if near and not is_test(source) and files.holding(source, (LOAD,)) and OF_NODE.search(files.text(source)):
            folder = near[0]
            found = list(named(files, source, LOADS_NAMED, folder))
            usual = joined(folder, ENV_FILE)
            found += [Named(usual, each["call"], source, *each.span()) for each in LOADS.finditer(files.text(source))]
            dialect, version = node_version(files, source)
            for each in found:
                yield each.loader(files, dialect, "Node", version)
