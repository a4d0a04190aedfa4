"""Programs that start the processes of a Procfile and read the ``.env`` beside it, where a manifest asks for one.

Sources: honcho's documentation, "Environment files"; foreman's manual, "Environment"; node-foreman's README. Heroku
itself, which reads Procfiles too, reads no such file.
"""

from __future__ import annotations

import re

from envlint.inventories.loaders.whereabouts import absolute, loaders

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.core.loader import Loader
    from envlint.inventories.loaders.files import Files

# In which manifest which program is asked for: the first group of the pattern is its name.
MANIFESTS: Final = (
    ("Gemfile", "ruby-foreman", re.compile(r"^[ \t]*gem[ \t(]+[\"'](foreman)[\"']", re.MULTILINE)),
    ("package.json", "foreman-js", re.compile(r"\"(foreman)\"[ \t]*:[ \t]*\"[\^~\d]")),
    ("requirements.txt", "honcho", re.compile(r"^(honcho)\b", re.MULTILINE)),
    ("requirements-dev.txt", "honcho", re.compile(r"^(honcho)\b", re.MULTILINE)),
    ("dev-requirements.txt", "honcho", re.compile(r"^(honcho)\b", re.MULTILINE)),
    ("pyproject.toml", "honcho", re.compile(r"^[ \t]*[\"']?(honcho)\b", re.MULTILINE)),
    ("Pipfile", "honcho", re.compile(r"^[ \t]*[\"']?(honcho)\b", re.MULTILINE)),
)


def read(files: Files) -> Iterator[Loader]:
    """Yield what the programs read that start a Procfile's processes."""
    folders = {path.rpartition("/")[0] for path in files.tree.paths if _is_procfile(path)}
    for folder in sorted(folders):
        for name, dialect, pattern in MANIFESTS:
            path = f"{folder}/{name}" if folder else name
            found = pattern.search(files.text(path)) if path in files.tree else None
            if found:
                at = files.at(path, *found.span(1))
                yield from loaders(files, absolute(".env", folder), dialect, f"{found[1]} starts the Procfile", at)


def _is_procfile(path: str) -> bool:
    name = path.rpartition("/")[2]
    return name == "Procfile" or name.startswith("Procfile.")
