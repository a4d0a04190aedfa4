"""Files that units of systemd and of Podman's Quadlet name by ``EnvironmentFile=``.

Sources: systemd.exec(5); podman-systemd.unit(5), "Container units". A unit names files of the machine that it runs on:
one that has the name of a file of the project is taken for that.
"""

from __future__ import annotations

import re

from envlint.core.loader import untemplated
from envlint.formats.systemd import unit
from envlint.formats.unparsed import Unparsed
from envlint.inventories.ignored import Ignored
from envlint.inventories.loaders.runs import is_env_file
from envlint.inventories.loaders.whereabouts import absolute, loaders

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.core.loader import Loader
    from envlint.inventories.loaders.files import Files

CONTAINER: Final = ".container"
UNIT: Final = re.compile(r"\.(?:service|container)(?:\.in|\.d/[^/]+\.conf)?$")
"""A unit, a template of one, or a drop-in."""
KEY: Final = "EnvironmentFile"


def read(files: Files) -> Iterator[Loader]:
    """Yield what units read, as far as the project has it."""
    ignored = Ignored(files.tree.root)
    for path in files.tree.paths:
        name = untemplated(path)
        if not UNIT.search(name) or not files.holding(path, (KEY.encode(),)):
            continue
        try:
            settings = unit.read(files.text(path)).settings
        except Unparsed:
            if name == path:
                files.broken.add(path)
            continue
        for setting in settings:
            if setting.key != KEY or not setting.value:
                continue
            written = setting.value.removeprefix("-")
            at = files.at(path, *setting.span(len(setting.value) - len(written), len(setting.value)))
            dialect = "podman-5" if CONTAINER in name and setting.section == "Container" else "systemd"
            where = _of_project(files, ignored, path, written)
            if where:
                yield from loaders(files, absolute(where, ""), dialect, f"{KEY}= of {path.rpartition('/')[2]}", at)


def _of_project(files: Files, ignored: Ignored, path: str, written: str) -> str:
    """Return the file of the project that a unit means, empty if there is none."""
    folder, name = path.rpartition("/")[0], written.rpartition("/")[2]
    for above in dict.fromkeys((folder, "")):
        candidate = f"{above}/{name}" if above else name
        if not name or "%" in name or "*" in name:
            continue
        if files.has(candidate) and (is_env_file(name) or above == folder):
            return candidate
        if is_env_file(name) and ignored(candidate):
            return candidate
    return ""
