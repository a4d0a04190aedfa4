"""Loaders that composer.json asks for: phpdotenv, by which Laravel reads, and Symfony's Dotenv component.

Sources: Composer's documentation of composer.json and composer.lock, Laravel's and Symfony's of configuration.
Symfony's framework reads only where the component is installed, too. ``php-symfony-5`` was measured in 5.4.53 and
``php-symfony-7`` in 7.0.4: they differ by a mistake that all maintained majors repaired at the same time.
"""

from __future__ import annotations

from posixpath import dirname

from envlint.inventories.configs.jsonc import strings
from envlint.inventories.loaders.manifests import Dependency, areas, joined, meant, numbers, parsed_json, table, told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.core.loader import Loader
    from envlint.inventories.loaders.files import Files
    from envlint.inventories.loaders.manifests import Area

MANIFEST: Final = "composer.json"
LOCK: Final = "composer.lock"
SECTIONS: Final = ("require", "require-dev")
VLUCAS: Final = "vlucas/phpdotenv"
SYMFONY: Final = "symfony/dotenv"
PACKAGES: Final = {
    VLUCAS: VLUCAS,
    "laravel/framework": VLUCAS,
    "laravel/lumen-framework": VLUCAS,
    "laravel-zero/framework": VLUCAS,
    SYMFONY: SYMFONY,
    "symfony/framework-bundle": SYMFONY,
    "symfony/symfony": SYMFONY,
}
"""What a manifest asks for, and the package that reads the files."""
NEWER_VLUCAS: Final = (5, 6)
EMPTY_DEFAULTS: Final = {5: (5, 4, 45), 6: (6, 4, 13), 7: (7, 1, 6)}
"""From which version of a major on Symfony takes ``${NAME:-}`` (symfony/symfony#58393); since 8 it always did."""


def read(files: Files) -> Iterator[Loader]:
    """Yield the loaders that the packages of a project ask for."""
    paths = files.named(MANIFEST)
    whole = areas(dirname(path) for path in paths)
    for path in paths:
        if any(f'"{name}"' in files.text(path).replace("\\/", "/") for name in PACKAGES):
            yield from _of(files, path, whole[dirname(path)])


def _of(files: Files, path: str, area: Area) -> Iterator[Loader]:
    asked = _dependencies(files, path)
    locked = _locked(files, joined(area.folder, LOCK)) if asked else {}
    for name, dependency in asked.items():
        reader = PACKAGES[name]
        if reader in asked and name != reader:
            continue
        version = locked.get(reader, "")
        if name != reader and not version and (locked or reader == SYMFONY):
            continue
        yield area.loader(_dialect(reader, name, dependency.wanted, version), dependency, locked.get(name, ""))


def _dependencies(files: Files, path: str) -> dict[str, Dependency]:
    tables = parsed_json(files, path)
    found: dict[str, Dependency] = {}
    for each in strings(files.text(path)) if tables else ():
        section, name = each.keys if len(each.keys) == 2 else ("", "")
        name = name.replace("\\/", "/")
        wanted = table(tables, section).get(name) if section in SECTIONS else None
        if each.is_key and name not in found and isinstance(wanted, str) and name in PACKAGES:
            found[name] = Dependency(name, wanted, files.at(path, each.start, each.end))
    return found


def _locked(files: Files, path: str) -> dict[str, str]:
    """Return the versions of the packages that a lock file holds."""
    if not files.text(path):
        return {}
    lock = parsed_json(files, path)
    found = {}
    for section in ("packages", "packages-dev"):
        listed = lock.get(section)
        for each in listed if isinstance(listed, list) else ():
            name = each.get("name") if isinstance(each, dict) else None
            if isinstance(name, str) and name in PACKAGES:
                found[name] = told(each.get("version"))
    return found


def _dialect(reader: str, name: str, wanted: str, version: str) -> str:
    known = numbers(version) or (meant("", wanted) if name == reader else meant("", ""))
    if reader == VLUCAS:
        return "php-vlucas-5.6" if known >= NEWER_VLUCAS else "php-vlucas-5.4"
    if known[0] < min(EMPTY_DEFAULTS):
        return "php-symfony-7"
    return "php-symfony-5" if known >= EMPTY_DEFAULTS.get(known[0], ()) else "php-symfony-7"
