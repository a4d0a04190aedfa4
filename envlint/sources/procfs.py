"""``pid:N``: the environment that a running process was started with (Linux, proc(5))."""

from __future__ import annotations

import os

from envlint.core.errors import EnvlintError
from envlint.core.files import slurp
from envlint.core.location import Location
from envlint.core.source import Source
from envlint.formats import environ

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.core.source import Reading

PROC = "/proc"


def read(ref: str, root: str, cwd: str) -> tuple[Reading, ...]:  # noqa: ARG001  every kind is read by the same call
    """Read ``/proc/N/environ``.

    Raises:
        EnvlintError: there is no such process (any more), it is another user's, or the system has no ``/proc``.
    """
    source = Source("pid", ref, written_here=False)
    try:
        data = slurp(os.path.join(PROC, str(int(ref)), "environ"))
    except (OSError, ValueError) as error:
        raise EnvlintError(_why(error), at=Location(source.label)) from None
    return (environ.read(source, data.decode("utf-8", "surrogateescape")),)


def _why(error: Exception) -> str:
    if not os.path.isdir(os.path.join(PROC, "self")):
        return "this system does not show the environment of a process: it has no /proc"
    if isinstance(error, PermissionError):
        return "the process belongs to another user: its environment may not be read"
    if isinstance(error, (FileNotFoundError, ProcessLookupError)):
        return "no such process is running"
    return "its environment cannot be read"
