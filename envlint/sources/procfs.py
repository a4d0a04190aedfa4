"""``pid:N``: the environment that a running process was started with (Linux, proc(5)), and processes by their names.

What a process changes in its own environment later is not seen; some that rewrite their title write over it.
"""

from __future__ import annotations

import os

from envlint.core.errors import EnvlintError
from envlint.core.files import slurp
from envlint.core.location import Location
from envlint.core.source import Source
from envlint.formats import environ

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

    from envlint.core.source import Reading

PROC = "/proc"
ZOMBIE: Final = "Z"
KERNEL: Final = 0x00200000
"""The flag PF_KTHREAD in the ninth field of ``/proc/N/stat``."""
INTERPRETERS: Final = frozenset(
    (
        "ash",
        "bash",
        "bun",
        "dash",
        "deno",
        "ksh",
        "node",
        "nodejs",
        "perl",
        "php",
        "pypy",
        "python",
        "ruby",
        "sh",
        "zsh",
    )
)
CODE: Final = frozenset(("-c", "-e", "--eval", "-p", "--print", "-r"))
"""Options of interpreters behind which stands a piece of code and no file."""
LISTED: Final = 20


def read(ref: str, root: str, cwd: str) -> tuple[Reading, ...]:  # noqa: ARG001  every kind is read by the same call
    """Read ``/proc/N/environ``.

    Raises:
        EnvlintError: there is no such process (any more), it is another user's, it never had or no longer has an
            environment, or the system has no ``/proc``.
    """
    source = Source("pid", ref, written_here=False)
    try:
        pid = int(ref)
        data = slurp(os.path.join(PROC, str(pid), "environ"))
    except (OSError, ValueError) as error:
        raise EnvlintError(_why(error, ref), at=Location(source.label)) from None
    if not data and (reason := _without(pid)):
        raise EnvlintError(reason, at=Location(source.label))
    return (environ.read(source, data.decode("utf-8", "surrogateescape")),)


def find(name: str) -> list[int]:
    """Return the processes with a name, in order; never envlint's own, and none that has ended.

    A process has the name that the kernel gives it, that of its program, and that of the script which an interpreter
    runs: ``python3 -u /srv/web.py`` is called ``python3`` and ``web.py``.
    """
    try:
        entries = os.listdir(PROC)
    except OSError:
        return []
    pids = sorted(int(entry) for entry in entries if entry.isascii() and entry.isdigit())
    return [pid for pid in pids if pid != os.getpid() and name in _names(pid) and _stat(pid)[:1] != [ZOMBIE]]


def pid_of(name: str) -> int:
    """Return the one process with a name; of a parent and all that descends from it, the parent.

    Raises:
        EnvlintError: there is none, or there are several that do not descend from one of them.
    """
    found = find(name)
    if not found:
        raise EnvlintError(f"no process called '{name[:64]}' is running", help=_hint())
    first = [pid for pid in found if not _descends(pid, found)]
    if len(first) == 1:
        return first[0]
    more = f" and {len(first) - LISTED} more" if len(first) > LISTED else ""
    listed = ", ".join(str(pid) for pid in first[:LISTED])
    raise EnvlintError(
        f"{len(first)} processes are called '{name[:64]}': {listed}{more}", help=f"name one, such as pid:{first[0]}"
    )


def _hint() -> str:
    shows = os.path.isdir(os.path.join(PROC, "self"))
    return "those of other users may be hidden" if shows else "this system shows no processes: it has no /proc"


def _names(pid: int) -> set[str]:
    kernel = _text(pid, "comm").removesuffix("\n")
    words = _text(pid, "cmdline").split("\0")
    program = os.path.basename(words[0])
    names = {kernel, program}
    if program.rstrip("0123456789.").removesuffix("-") in INTERPRETERS:
        options = 1
        while options < len(words) and words[options].startswith("-"):
            options += 1
        if CODE.isdisjoint(words[1:options]):
            names.add(os.path.basename("".join(words[options : options + 1])))
    return names - {""}


def _descends(pid: int, others: Iterable[int]) -> bool:
    """Whether any process above another is one of those; a chain that changes while it is read ends somewhere."""
    seen = {pid}
    parent = _parent(pid)
    while parent and parent not in seen:
        if parent in others:
            return True
        seen.add(parent)
        parent = _parent(parent)
    return False


def _parent(pid: int) -> int:
    fields = _stat(pid)
    return int(fields[1]) if len(fields) > 1 and fields[1].isdigit() else 0


def _stat(pid: int) -> list[str]:
    """Return the fields of ``/proc/N/stat`` from the third on: the second is a name, in which anything may stand."""
    return _text(pid, "stat").rpartition(")")[2].split()


def _text(pid: int, entry: str) -> str:
    try:
        return slurp(os.path.join(PROC, str(pid), entry)).decode("utf-8", "surrogateescape")
    except (OSError, ValueError):
        return ""


def _without(pid: int) -> str:
    """Say why a process has no environment at all; empty where it may just as well have been given none."""
    fields = _stat(pid)
    if not fields:
        return "the process ended while it was looked at"
    if fields[0] == ZOMBIE:
        return "the process has ended and waits for its parent: it has no environment any more"
    if len(fields) > 6 and fields[6].isdigit() and int(fields[6]) & KERNEL:
        return "it is a thread of the kernel, which has no environment"
    return ""


def _why(error: Exception, ref: str) -> str:
    if not os.path.isdir(os.path.join(PROC, "self")):
        return "this system does not show the environment of a process: it has no /proc"
    if not isinstance(error, ValueError) and _stat(int(ref)) and (reason := _without(int(ref))):
        return reason
    if isinstance(error, PermissionError):
        return "the process belongs to another user: its environment may not be read"
    if isinstance(error, (FileNotFoundError, ProcessLookupError)):
        return "no such process is running"
    return "its environment cannot be read"
