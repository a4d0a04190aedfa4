"""Which loader reads a file of variables in a project, and what says so."""

from __future__ import annotations

from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.core.location import Location

TEMPLATE_ENDINGS: Final = (".example", ".sample", ".template", ".dist", ".tmpl", ".tpl", ".default", ".defaults")
"""How the names of files end that people copy to the file that a loader reads."""
ENV_FILE: Final = ".env"
SHELLS: Final = frozenset(("bash", "dash", "zsh", "busybox-ash", "mksh", "ksh93"))
"""Dialects of shells, which take a file for a script."""
WITHOUT_QUOTES: Final = frozenset(("docker-run", "compose-raw", "podman-4", "podman-5", "kubectl", "kustomize"))
"""Dialects of programs that start containers, to which a quote is a character like any other."""
EXPANDED_LATER: Final = ("python-dotenv", "python-dotenv-values")
"""Dialects whose references see what all weaker layers set: they are expanded when the layers are put together."""


class Loader(Record):
    """One loader in use. ``dialect`` is a name that ``formats.dialects`` knows.

    ``why`` says in a few words what shows it (``env_file of the service web``), ``at`` where that stands; ``version``
    is the loader's as far as the project says it. It reads the one file ``path``, relative to the root; without a path
    the ``.env`` files (``.env``, ``.env.local``, ``.env.production``) in ``folder`` and below (empty = the root), but
    not in the folders of ``without``, which say for themselves what they use.
    """

    dialect: str
    why: str
    at: Location
    version: str = ""
    path: str = ""
    folder: str = ""
    without: tuple[str, ...] = ()

    def reads(self, path: str) -> bool:
        """Whether it reads a file, or the file that a template such as ``.env.example`` is copied to."""
        copied = untemplated(path)
        if self.path:
            return self.path in (path, copied)
        folder, _, name = copied.rpartition("/")
        if name != ENV_FILE and not name.startswith(f"{ENV_FILE}."):
            return False
        return _is_below(folder, self.folder) and not any(_is_below(folder, other) for other in self.without)


class Loaders(Record):
    """What a repository shows of its loaders, in the order of the places.

    ``not_covered`` are files that could not be understood. ``evidence`` are all files that were looked into, and
    ``folders`` those that were looked through: as long as they stay the same, so does this.
    """

    loaders: tuple[Loader, ...] = ()
    not_covered: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()


def untemplated(path: str) -> str:
    """Return the path without the ending that makes it a template's."""
    for ending in TEMPLATE_ENDINGS:
        if path.endswith(ending):
            return path.removesuffix(ending)
    return path


def _is_below(folder: str, top: str) -> bool:
    return not top or folder == top or folder.startswith(f"{top}/")
