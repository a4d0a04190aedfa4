"""What the command line asked for, and what a command answers."""

from __future__ import annotations

from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from envlint.core.errors import EnvlintError
    from envlint.core.report import Report


class Request(Record):
    """One command with its options, as given; empty or None = not given. Relative paths are relative to ``cwd``.

    ``formats`` are ``FORMAT`` or ``FORMAT:FILE``. ``quiet`` and ``verbose`` count their repetitions. ``topic`` is the
    CODE or NAME of ``explain``; ``path`` what ``drift``, ``dialects`` and their like look at; ``argv`` the program of
    ``run``; ``services`` those of a workspace that are asked for. With ``check`` or ``diff`` nothing is written: it is
    said what would be.
    ``against`` is the tier that ``diff`` compares the one of ``env`` with, ``key`` the file with its key.
    ``live`` are the sources that name the server for ``migrations``, with ``trial`` for a scratch database alone.
    ``every`` asks ``dialects`` for all of them, ``host`` are the ``NAME=VALUE`` of the environment that they see.
    ``progress`` is told by commands that may take long what is done, of how much, and what it is.
    """

    command: str
    cwd: str = "."
    sources: tuple[str, ...] = ()
    pid_of: tuple[str, ...] = ()
    env: str = ""
    against: str = ""
    key: str = ""
    services: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    output: str = ""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str = ""
    config: str = ""
    no_baseline: bool = False
    color: str = "auto"
    quiet: int = 0
    verbose: int = 0
    reveal: bool = False
    names: bool = False
    every: bool = False
    live: tuple[str, ...] = ()
    trial: bool = False
    host: tuple[str, ...] = ()
    topic: str = ""
    path: str = ""
    check: bool = False
    diff: bool = False
    unsafe_fixes: bool = False
    argv: tuple[str, ...] = ()
    progress: Callable[[int, int, str], None] | None = None


class Outcome(Record):
    """A command's answer: a report for the reporters, or finished ``lines`` for stdout; ``notes`` go to stderr.

    ``errors`` are what kept the lines from being all there is to say. ``files`` pairs absolute paths
    with the text that the command line writes there; a command writes nothing itself.
    ``argv`` and ``environ`` are set by ``run`` alone: what is to be executed, and with which environment.
    A file that ``private`` lines are written to is its owner's alone.
    """

    report: Report | None = None
    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    errors: tuple[EnvlintError, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    exit_code: int = 0
    argv: tuple[str, ...] = ()
    environ: dict[str, str] | None = None
    private: bool = False
