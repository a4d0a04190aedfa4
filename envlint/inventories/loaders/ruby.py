"""Loaders that a Gemfile asks for: the gems dotenv, dotenv-rails and foreman.

Sources: Bundler's documentation of Gemfile and Gemfile.lock, the READMEs of bkeepers/dotenv and ddollar/foreman.
"""

from __future__ import annotations

import re
from posixpath import dirname

from envlint.inventories.loaders.calls import Code, head, named
from envlint.inventories.loaders.manifests import Dependency, areas, joined, meant, titled, told, upward

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.core.loader import Loader
    from envlint.inventories.loaders.files import Files

MANIFESTS: Final = ("Gemfile", "gems.rb")
LOCKS: Final = ("Gemfile.lock", "gems.locked")
ENDINGS: Final = (".rb", ".ru", ".rake", "Rakefile")
GEM: Final = re.compile(
    r"""(?m)^[ \t]*+(?:gem|\w+\.add_(?:runtime_|development_)?dependency)[ (]\s*+"""
    r"""["'](?P<name>dotenv(?:-rails)?|foreman)["']"""
    r"""(?:\s*+,\s*+["'](?P<wanted>[^"'\n]*+)["'])?"""
)
CALL: Final = head(r"\bDotenv\.(?P<call>(?:load|overload|parse)!?)\s*+\(?\s*+")
WORD: Final = b"Dotenv"
NEWER: Final = 3


def read(files: Files) -> Iterator[Loader]:
    """Yield the loaders that the gems of a project are, and those of the files that code names to dotenv."""
    paths = [*files.named(*MANIFESTS), *(path for path in files.ending(".gemspec"))]
    whole = areas(dirname(path) for path in paths)
    code = Code(files, ENDINGS, (WORD,))
    seen: set[tuple[str, str]] = set()
    for path in paths:
        area = whole[dirname(path)]
        for match in GEM.finditer(files.text(path)):
            name = match["name"]
            if (area.folder, name) in seen:
                continue
            seen.add((area.folder, name))
            at = files.at(path, match.start("name"), match.end("name"))
            dependency = Dependency(name, match["wanted"] or "", at)
            version = _version(files, area.folder, name)
            dialect = _dialect(dependency, version)
            yield area.loader(dialect, dependency, version)
            for source in code.having(WORD, area) if name != "foreman" else ():
                for each in named(files, source, CALL, area.folder):
                    yield each.loader(files, dialect, titled(name, version), version)


def _dialect(dependency: Dependency, version: str) -> str:
    if dependency.name == "foreman":
        return "ruby-foreman"
    return "ruby-dotenv-3" if meant(version, dependency.wanted)[0] >= NEWER else "ruby-dotenv-2"


def _version(files: Files, folder: str, name: str) -> str:
    """Return the version in the lock beside the manifest, or in a folder above."""
    for above in upward(folder):
        for lock in LOCKS:
            if found := re.search(rf"(?m)^    {name} \(([0-9][^)\s]*)\)", files.text(joined(above, lock))):
                return told(found[1])
    return ""
