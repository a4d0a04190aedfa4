"""Files of variables that a development container is started with: ``--env-file`` among its ``runArgs``.

Source: the Development Container Specification, "runArgs". ``docker run`` is started in the workspace's folder.
"""

from __future__ import annotations

from envlint.inventories.configs.jsonc import strings
from envlint.inventories.loaders.shell_values import ROOT
from envlint.inventories.loaders.whereabouts import absolute, loaders

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.core.loader import Loader
    from envlint.inventories.loaders.files import Files

OPTION: Final = "--env-file"
WORKSPACE: Final = "${localWorkspaceFolder}"


def read(files: Files) -> Iterator[Loader]:
    """Yield what ``docker run`` reads for development containers."""
    for path in files.named("devcontainer.json", ".devcontainer.json"):
        if not files.holding(path, (OPTION.encode(),)):
            continue
        before = ""
        for one in strings(files.text(path)):
            if one.keys[:1] != ("runArgs",):
                continue
            joined = one.text.startswith(f"{OPTION}=")
            if joined or before == OPTION:
                written = one.text.removeprefix(f"{OPTION}=")
                at = files.at(path, one.end - len(written), one.end)
                where = _of_workspace(written, path)
                yield from loaders(files, where, "docker-run", f"runArgs of {path}", at)
            before = one.text


def _of_workspace(written: str, path: str) -> str:
    """Return the absolute path: the workspace is the folder around ``.devcontainer``."""
    folder = path.rpartition("/")[0]
    parts = folder.split("/") if folder else []
    workspace = "/".join(parts[: parts.index(".devcontainer")] if ".devcontainer" in parts else parts)
    if written.startswith(WORKSPACE):
        written = written[len(WORKSPACE) :].lstrip("/")
    return absolute(written, workspace) if "$" not in written else ROOT
