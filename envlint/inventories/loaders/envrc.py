"""Files of variables that direnv loads for an ``.envrc``: ``dotenv`` by its own parser, ``source_env`` by bash.

Source: direnv-stdlib(1). Without an operand ``dotenv`` reads ``.env``.
"""

from __future__ import annotations

from envlint.inventories.loaders.runs import SOURCED, Run
from envlint.inventories.loaders.shell_values import ROOT, Surroundings, joined, values
from envlint.inventories.loaders.shell_words import commands
from envlint.inventories.loaders.whereabouts import absolute, loaders

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.core.loader import Loader
    from envlint.inventories.loaders.files import Files

NAME: Final = ".envrc"
LOADS: Final = {
    "dotenv": "direnv",
    "dotenv_if_exists": "direnv",
    "source_env": "bash",
    "source_env_if_exists": "bash",
}


def read(files: Files) -> Iterator[Loader]:
    """Yield what direnv loads."""
    for path in files.ending(NAME, f"{NAME}.example", f"{NAME}.sample", f"{NAME}.template"):
        if not path.rpartition("/")[2].startswith(NAME) or not files.holding(path, (b"env",)):
            continue
        folder = absolute("", path.rpartition("/")[0])
        text = files.text(path)
        run = Run(Surroundings(folder, f"{ROOT}/{path}"), "bash")
        for found in run.follow(text, 0):
            if found.use.label == SOURCED:
                for value in found.use.values:
                    at = files.at(path, found.use.start, found.use.end)
                    full = joined(found.folder, value)
                    yield from loaders(files, full, "bash", f"{SOURCED} in {NAME}", at)
        yield from _loaded(files, path, text, Surroundings(folder, f"{ROOT}/{path}", run.around.variables))


def _loaded(files: Files, path: str, text: str, around: Surroundings) -> Iterator[Loader]:
    for command in commands(text):
        words = list(command.words)
        while words and words[0].text in ("then", "else", "do", "if", "!"):
            words.pop(0)
        dialect = LOADS.get(words[0].text, "") if words else ""
        if not dialect or (dialect == "bash" and len(words) < 2):
            continue
        named = words[1] if len(words) > 1 else words[0]
        at = files.at(path, named.start, named.end)
        for value in values(named, around) if len(words) > 1 else [".env"]:
            full = joined(around.folder, value)
            if value == around.folder or full.rpartition("/")[2] == NAME or value.endswith("/"):
                continue
            yield from loaders(files, full, dialect, f"{words[0].text} in {NAME}", at)
