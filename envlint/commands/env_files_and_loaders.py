"""The files of variables that a project has, with their loaders: those of settings, those that lie about, templates."""

from __future__ import annotations

import os

from envlint.core.loader import ENV_FILE
from envlint.core.reference import parse
from envlint.inventories.template import OTHER_FORMATS, is_template
from envlint.inventories.tree import listing
from envlint.reporters.readings.tables import EnvFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from envlint.commands.contract import Contract
    from envlint.commands.readers import Readers
    from envlint.inventories.tree import Tree


def env_files(contract: Contract, readers: Readers) -> tuple[EnvFile, ...]:
    """Return the files with the loaders in use that read them, by path. A loader may be given one that is not there."""
    tree = listing(contract.root, contract.found.base)
    paths = {*_named(contract), *_beside(tree), *filter(is_template, tree.paths)}
    paths |= {loader.path for loader in readers.found.loaders if loader.path}
    found = [(path, os.path.lexists(os.path.join(contract.root, path))) for path in sorted(paths)]
    return tuple([EnvFile(path, there, readers.of(path)) for path, there in found])


def _named(contract: Contract) -> Iterator[str]:
    """Yield the ``.env`` files that the settings name for tiers, and the templates that are there."""
    settings = contract.settings
    layers = [tier.files for tier in settings.tiers]
    layers += [files for service in settings.services for files in service.files.values()]
    for name in {name for files in layers for name in files}:
        ref = parse(name)
        if ref.kind == "dotenv":
            yield from ref.paths
    templates = [settings.template, *(service.template for service in settings.services)]
    for name in {name for named in templates for name in named}:
        if os.path.isfile(os.path.join(contract.root, name)):
            yield name


def _beside(tree: Tree) -> Iterator[str]:
    """Yield every ``.env`` file beside the files of the project: git ignores most of them."""
    for folder in sorted(_folders(tree.paths)):
        try:
            with os.scandir(os.path.join(tree.root, folder)) as entries:
                names = [each.name for each in entries if _is_env_file(each.name) and each.is_file()]
        except OSError:
            continue
        yield from (f"{folder}/{name}" if folder else name for name in names)


def _folders(paths: Iterable[str]) -> set[str]:
    found = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def _is_env_file(name: str) -> bool:
    if name == ENV_FILE:
        return True
    return name.startswith(f"{ENV_FILE}.") and name.rpartition(".")[2] not in OTHER_FORMATS
