"""Start the program of ``run`` in place of envlint."""

from __future__ import annotations

import os
import sys

from envlint.cli import terminal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Final

NOT_EXECUTABLE: Final = 126
NOT_FOUND: Final = 127


def replace_this_process(argv: Sequence[str], environ: Mapping[str, str]) -> int:
    """Execute ``argv`` with ``environ``, in place of this process where the system can.

    Returns only on Windows, with the program's exit code, or when it cannot be started: 127 not found, 126 found but
    not executable (the codes of POSIX ``env`` and of shells).
    """
    try:
        if os.name == "nt":
            return _wait_for(argv, environ)
        _restore_signals()
        os.execvpe(argv[0], list(argv), dict(environ))  # noqa: S606  that is what was asked for
    except (FileNotFoundError, NotADirectoryError):
        terminal.say(f"envlint: {argv[0]}: not found")
        return NOT_FOUND
    except OSError as failure:
        terminal.say(f"envlint: {argv[0]}: cannot be run: {failure.strerror}")
        return NOT_EXECUTABLE


def _restore_signals() -> None:
    """Give back the signals that Python ignores: an ignored one stays ignored in the new program."""
    import signal

    for name in ("SIGPIPE", "SIGXFSZ"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)


def _wait_for(argv: Sequence[str], environ: Mapping[str, str]) -> int:
    import subprocess

    sys.stdout.flush()
    return subprocess.run(list(argv), env=dict(environ), check=False).returncode  # noqa: S603  the user's own command
