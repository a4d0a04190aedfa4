"""Dependencies of Python projects: pyproject.toml, setup.cfg, Pipfile and files of requirements, with their locks.

Sources: the specifications of dependency specifiers, pyproject.toml and dependency groups (packaging.python.org), the
documentation of Poetry, PDM, uv, Hatch, Pipenv, setuptools and pip-tools.
"""

from __future__ import annotations

import re
from configparser import ConfigParser
from configparser import Error as BadConfig
from posixpath import basename, dirname

from envlint.core.location import Location
from envlint.inventories.loaders.manifests import (
    Dependency,
    joined,
    parsed_json,
    parsed_toml,
    table,
    texts,
    told,
    upward,
)
from envlint.rules.locate import Locator

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Final

    from envlint.inventories.loaders.files import Files

    Found = Iterator[tuple[str, str, tuple[str | int, ...]]]

SPECIFIER: Final = re.compile(r"\s*+(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*+)\s*+(?:\[[^\]\n]*\])?\s*+(?P<wanted>[^;#\n]*)")
SEPARATORS: Final = re.compile(r"[-_.]+")
REQUIREMENTS: Final = re.compile(r"(?:^|[-_.])requirements(?:[-_.][^/]*)?\.(?:txt|in|pip)$|^requires?\.txt$")
FOLDER: Final = re.compile(r"^(?:requirements?|reqs?|deps)$")
VIA: Final = re.compile(r"#\s*via\b(?P<same>.*)(?P<more>(?:\n\s++#.*)*+)")
DIRECTLY: Final = re.compile(r"-[rc] |\(|pyproject\.toml|setup\.(?:py|cfg)")
"""In what pip-compile and uv note after ``via``: a file, or a package's name with the project's own in brackets."""
NAMED: Final = ("pyproject.toml", "setup.cfg", "Pipfile")
LOCKS: Final = ("poetry.lock", "uv.lock", "pdm.lock", "pylock.toml")
PIPENV: Final = "Pipfile.lock"


def manifests(files: Files) -> dict[str, list[str]]:
    """Return the manifests by the folder of the project that they belong to, the most telling first."""
    found: dict[str, list[str]] = {}
    for name in NAMED:
        for path in files.named(name):
            if "dependenc" in (text := files.text(path)) or "install_requires" in text or name == "Pipfile":
                found.setdefault(dirname(path), []).append(path)
    for path in files.ending(".txt", ".in", ".pip"):
        folder, within = dirname(path), FOLDER.match(basename(dirname(path)))
        if within or REQUIREMENTS.search(basename(path)):
            found.setdefault(dirname(folder) if within else folder, []).append(path)
    return found


def normalised(name: str) -> str:
    """Return the name of a package as the index compares names."""
    return SEPARATORS.sub("-", name).lower()


def dependencies(files: Files, path: str, wanted: frozenset[str]) -> Iterator[Dependency]:
    """Yield those of some packages that a manifest asks for, each once; names are as the index compares them."""
    seen: set[str] = set()
    for dependency in _all(files, path, wanted):
        if dependency.name not in seen:
            seen.add(dependency.name)
            yield dependency


def _all(files: Files, path: str, wanted: frozenset[str]) -> Iterator[Dependency]:
    text = normalised(files.text(path))
    if not any(name in text for name in wanted):
        return
    if path.endswith((".txt", ".in", ".pip")):
        yield from _requirements(files, path, wanted)
    elif path.endswith(".cfg"):
        yield from _setup_cfg(files, path, wanted)
    else:
        tables = parsed_toml(files, path)
        places = None
        for name, asked, keys in _pipfile(tables) if path.endswith("Pipfile") else _pyproject(tables):
            if normalised(name) in wanted:
                places = places or Locator(files.text(path))
                yield Dependency(normalised(name), asked, Location(path, path, *places.find(keys)))


def _pyproject(tables: dict[str, Any]) -> Found:
    for keys in _lists(tables):
        for index, text in texts(table(tables, *keys[:-1]).get(keys[-1])):
            if match := SPECIFIER.match(text):
                yield match["name"], match["wanted"], (*keys, index)
    yield from _named(tables, ("tool", "poetry", "dependencies"))
    yield from _named(tables, ("tool", "poetry", "dev-dependencies"))
    for group in table(tables, "tool", "poetry", "group"):
        yield from _named(tables, ("tool", "poetry", "group", group, "dependencies"))


def _lists(tables: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """Yield the keys of what may be a list of dependencies."""
    yield ("project", "dependencies")
    yield ("tool", "uv", "dev-dependencies")
    for group in table(tables, "project", "optional-dependencies"):
        yield ("project", "optional-dependencies", group)
    for group in table(tables, "dependency-groups"):
        yield ("dependency-groups", group)
    for group in table(tables, "tool", "pdm", "dev-dependencies"):
        yield ("tool", "pdm", "dev-dependencies", group)
    for env in table(tables, "tool", "hatch", "envs"):
        yield ("tool", "hatch", "envs", env, "dependencies")
        yield ("tool", "hatch", "envs", env, "extra-dependencies")


def _pipfile(tables: dict[str, Any]) -> Found:
    for keys in (("packages",), ("dev-packages",)):
        yield from _named(tables, keys)


def _named(tables: dict[str, Any], keys: tuple[str, ...]) -> Found:
    """Yield the packages of a table whose keys are their names."""
    for name, asked in table(tables, *keys).items():
        version = asked.get("version") if isinstance(asked, dict) else asked
        yield name, version if isinstance(version, str) else "", (*keys, name)


def _setup_cfg(files: Files, path: str, wanted: frozenset[str]) -> Iterator[Dependency]:
    text = files.text(path)
    config = ConfigParser(interpolation=None, strict=False)
    try:
        config.read_string(text)
    except BadConfig:
        files.broken.add(path)
        return
    told = [config.get("options", "install_requires", fallback="")]
    if config.has_section("options.extras_require"):
        told += [value for _key, value in config.items("options.extras_require", raw=True)]
    for line in dict.fromkeys("\n".join(told).splitlines()):
        match = SPECIFIER.match(line)
        if match and normalised(match["name"]) in wanted:
            start = max(text.find(line.strip()), 0)
            at = files.at(path, start, start + len(match["name"]))
            yield Dependency(normalised(match["name"]), match["wanted"].strip(), at)


def _requirements(files: Files, path: str, wanted: frozenset[str]) -> Iterator[Dependency]:
    text = files.text(path)
    start = 0
    for line in text.splitlines(keepends=True):
        match = SPECIFIER.match(line)
        if match and normalised(match["name"]) in wanted and _is_direct(text, start + match.end("name")):
            at = files.at(path, start + match.start("name"), start + match.end("name"))
            yield Dependency(normalised(match["name"]), match["wanted"].strip(" \\\t\r"), at)
        start += len(line)


def _is_direct(text: str, start: int) -> bool:
    """Whether a requirement is the project's own: a compiled file says ``via`` which other package it came."""
    end = start
    while (after := text.find("\n", end) + 1) and text[after : after + 1] in (" ", "\t"):
        end = after
    end = text.find("\n", end)
    via = VIA.search(text[start : end if end >= 0 else len(text)])
    return via is None or DIRECTLY.search(via["same"] + via["more"]) is not None


def version(files: Files, folder: str, dependency: Dependency) -> str:
    """Return the version of a package: as pinned, or from the nearest lock file; empty if none says it."""
    pinned = re.match(r"={2,3}\s*+([0-9][\w.!+-]*)\s*+$", dependency.wanted)
    if pinned:
        return pinned[1]
    spelled = dependency.name.replace("-", "[-_.]+")
    for above in upward(folder):
        for lock in LOCKS:
            text = files.text(joined(above, lock))
            if found := re.search(rf'(?mi)^name = "{spelled}"\n(?:version = "([^"\n]+)")', text):
                return told(found[1])
        path = joined(above, PIPENV)
        if f'"{dependency.name}"' in files.text(path):
            tables = parsed_json(files, path)
            entry = table(tables, "default", dependency.name) or table(tables, "develop", dependency.name)
            return told(entry.get("version"))
    return ""
