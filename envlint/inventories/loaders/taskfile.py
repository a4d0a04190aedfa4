"""Files of variables that Task loads: ``dotenv`` of a Taskfile and of its tasks.

Source: Task's documentation, ".env files". Paths count from the Taskfile's folder.
"""

from __future__ import annotations

from envlint.formats.unparsed import Unparsed
from envlint.formats.yaml import load
from envlint.formats.yaml_nodes import Mapping, Scalar, Sequence
from envlint.inventories.loaders.shell_values import UNKNOWN, Surroundings, expand
from envlint.inventories.loaders.whereabouts import absolute, loaders

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.core.loader import Loader
    from envlint.formats.yaml_nodes import Node
    from envlint.inventories.loaders.files import Files

STEMS: Final = ("Taskfile", "taskfile", "Taskfile.dist", "taskfile.dist")
NAMES: Final = tuple(f"{stem}.{ending}" for stem in STEMS for ending in ("yml", "yaml"))


def read(files: Files) -> Iterator[Loader]:
    """Yield what Task loads."""
    for path in files.named(*NAMES):
        if not files.holding(path, (b"dotenv",)):
            continue
        try:
            roots = load(files.text(path)).roots
        except Unparsed:
            files.broken.add(path)
            continue
        for root in roots:
            if isinstance(root, Mapping):
                yield from _loaded(files, path, root.get("dotenv"), "dotenv of the Taskfile")
                tasks = root.get("tasks")
                for _, task in tasks.entries() if isinstance(tasks, Mapping) else ():
                    if isinstance(task, Mapping):
                        yield from _loaded(files, path, task.get("dotenv"), "dotenv of a task")


def _loaded(files: Files, path: str, node: Node | None, why: str) -> Iterator[Loader]:
    folder = path.rpartition("/")[0]
    for item in node.items if isinstance(node, Sequence) else ():
        if isinstance(item, Scalar) and item.value:
            quote = bool(item.style)
            at = files.at(path, item.start + quote, item.end - quote)
            for value in expand(item.value, Surroundings(absolute("", folder)), quoted=True):
                if value != UNKNOWN:
                    yield from loaders(files, absolute(value, folder), "go-task", why, at)
