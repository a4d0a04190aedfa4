"""Loaders that Cargo.toml asks for: the crates dotenvy and dotenv.

Sources: the Cargo book (manifest and workspaces), the documentation of the crates. Both look for ``.env`` in the
working folder and those above it.
"""

from __future__ import annotations

import re
from posixpath import dirname

from envlint.core.location import Location
from envlint.inventories.loaders.calls import Code, above, head, named
from envlint.inventories.loaders.manifests import Dependency, areas, joined, parsed_toml, table, titled, told, upward
from envlint.rules.locate import Locator

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Final

    from envlint.core.loader import Loader
    from envlint.inventories.loaders.files import Files

MANIFEST: Final = "Cargo.toml"
LOCK: Final = "Cargo.lock"
CRATES: Final = {"dotenvy": "rust-dotenvy", "dotenv": "rust-dotenv"}
MACROS: Final = {"dotenvy_macro": "dotenvy", "dotenv_codegen": "dotenv"}
"""Crates that read while the program is built, and the ones that they read by."""
SECTIONS: Final = ("dependencies", "dev-dependencies", "build-dependencies")
ENDINGS: Final = (".rs",)
CALLS: Final = {
    crate: head(rf"\b(?:{crate}::)?(?P<call>from_(?:filename|path)(?:_override|_iter)?)\(\s*+(?:Path::new\(\s*+)?")
    for crate in CRATES
}
WORDS: Final = {crate: crate.encode() for crate in CRATES}


def read(files: Files) -> Iterator[Loader]:
    """Yield the loaders that the crates of a project ask for."""
    paths = [path for path in files.named(MANIFEST) if "ependencies" in files.text(path)]
    whole = areas(dirname(path) for path in paths)
    code = Code(files, ENDINGS, tuple(WORDS.values()))
    for path in paths:
        if "dotenv" not in files.text(path):
            continue
        area = whole[dirname(path)]
        for crate, dependency in _dependencies(files, path):
            if not code.uses(WORDS[crate], area.folder):
                continue
            version = _version(files, area.folder, dependency.name)
            dialect = CRATES[crate]
            yield area.loader(dialect, dependency, version)
            if higher := above(files, area.folder):
                yield higher.loader(dialect, dependency, version)
            for source in code.having(WORDS[crate], area):
                for each in named(files, source, CALLS[crate], area.folder):
                    yield each.loader(files, dialect, titled(crate, version), version)


def _dependencies(files: Files, path: str) -> Iterator[tuple[str, Dependency]]:
    """Yield what a manifest asks for, each with the crate that reads."""
    tables = parsed_toml(files, path)
    places = Locator(files.text(path))
    bases: list[tuple[str, ...]] = [(), *(("target", target) for target in table(tables, "target"))]
    for base in bases:
        for section in SECTIONS:
            for key, asked in table(tables, *base, section).items():
                name = str(asked.get("package", key)) if isinstance(asked, dict) else key
                crate = MACROS.get(name, name)
                if crate in CRATES:
                    at = Location(path, path, *places.find((*base, section, key), "key"))
                    yield crate, Dependency(name, _wanted(asked), at)


def _wanted(asked: Any) -> str:
    version = asked.get("version") if isinstance(asked, dict) else asked
    return version if isinstance(version, str) else ""


def _version(files: Files, folder: str, name: str) -> str:
    """Return the version in the lock beside the manifest, or in the workspace's above."""
    for each in upward(folder):
        if found := re.search(rf'(?m)^name = "{name}"\r?\nversion = "([^"\n]+)"', files.text(joined(each, LOCK))):
            return told(found[1])
    return ""
