"""What is set: every kind of source by its name, read into bindings with their places."""

from __future__ import annotations

from envlint.core.errors import EnvlintError
from envlint.core.reference import Ref, parse

__all__ = ("MODULES", "Ref", "parse", "read", "read_layer", "read_template")

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from envlint.core.source import Reading

# The module that reads a kind: only the one that is asked for is imported.
MODULES: Final = {
    "dotenv": "dotenv",
    "process": "process",
    "pid": "procfs",
    "environ": "environ",
    "json": "jsonfile",
    "compose": "compose",
    "k8s": "kubernetes",
    "docker": "docker",
    "systemd": "systemd",
    "workflow": "workflow",
    "ecs": "ecs",
    "procfile": "procfile",
}


def read(ref: Ref, root: str, cwd: str) -> tuple[Reading, ...]:
    """Read a source named on the command line; a relative path is relative to ``cwd``, and may lead anywhere.

    Several readings are the layers of the source, weakest first. What the source itself names (an ``env_file``, another
    compose file) must lie below the root, or below the source's own folder where that is elsewhere.

    Raises:
        EnvlintError: it is not there, cannot be read, or is not what its kind says.
    """
    readings: tuple[Reading, ...] = _module(ref.kind).read(ref.ref, root, cwd)
    return readings


def read_layer(text: str, root: str) -> tuple[Reading, ...]:
    """Read a source that the settings name, its path relative to the root.

    Raises:
        EnvlintError: it is not there, cannot be read, or lies outside of the root.
    """
    from envlint.sources.files import inside

    ref = parse(text)
    for path in ref.paths:
        inside(path, root)
    return read(ref, root, root)


def read_template(path: str, root: str) -> Reading:
    """Read a template in the form of a ``.env`` file; a relative path is relative to the root.

    Raises:
        EnvlintError: it is not there, cannot be read, or lies outside of the root.
    """
    (reading,) = read_layer(f"dotenv:{path}", root)
    return reading


def _module(kind: str) -> Any:
    if kind not in MODULES:
        raise EnvlintError(f"no kind of source is called '{kind}'")
    return __import__(f"envlint.sources.{MODULES[kind]}", fromlist=("read",))
