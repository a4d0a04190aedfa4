"""Which ``.env`` files a project has: templates, which hold nothing that counts, and those whose values are in use."""

from __future__ import annotations

import os
import re

from envlint.commands.contract import below
from envlint.core.loader import ENV_FILE
from envlint.core.reference import parse
from envlint.inventories.chosen import chosen
from envlint.inventories.template import OTHER_FORMATS, is_template
from envlint.inventories.tree import listing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from typing import Final

    from envlint.commands.contract import Contract

WORDS: Final = re.compile(r"[._-]+")
NOT_FOR_LOADERS: Final = OTHER_FORMATS | {"vault", "keys", "old", "tmp", "save"}
"""How files end whose names begin with ``.env``, and that hold something else or are nobody's any more."""


def templates(contract: Contract) -> tuple[str, ...]:
    """Return the templates of a whole project, services and all, sorted: those that settings name, else by shape."""
    tree = listing(contract.root, contract.found.base)
    settings = contract.settings
    named = (*settings.template, *(path for service in settings.services for path in service.template))
    by_settings = chosen(tree, named, is_template)[0] if named else []
    roots = [service.root for service in settings.services if service.template]
    by_shape = filter(is_template, tree.paths) if not settings.template else ()
    found = {*by_settings, *(path for path in by_shape if not any(_is_below(path, root) for root in roots))}
    return tuple(sorted(found))


def in_use(contract: Contract, shown: Collection[str]) -> tuple[str, ...]:
    """Return the ``.env`` files that are there: those of tiers, and all beside the settings, but the templates."""
    settings = contract.settings
    entries = [entry for tier in settings.tiers for entry in tier.files]
    entries += [entry for service in settings.services for files in service.files.values() for entry in files]
    found = {path for entry in entries if (ref := parse(entry)).kind == "dotenv" for path in ref.paths}
    for folder in (contract.found.base, *(service.root for service in settings.services)):
        found.update(below(folder, name) for name in _beside(os.path.join(contract.root, folder)))
    return tuple(sorted(path for path in found if path not in shown and _is_there(contract, path)))


def _beside(folder: str) -> Iterator[str]:
    try:
        names = os.listdir(folder)
    except OSError:
        return
    for name in names:
        last = WORDS.split(name.lower())[-1]
        begins = name == ENV_FILE or name.startswith(f"{ENV_FILE}.")
        if begins and last not in NOT_FOR_LOADERS and not is_template(name):
            yield name


def _is_there(contract: Contract, path: str) -> bool:
    full = os.path.join(contract.root, path)
    return os.path.lexists(full) and not os.path.isdir(full)


def _is_below(path: str, folder: str) -> bool:
    return not folder or path.startswith(f"{folder}/")
