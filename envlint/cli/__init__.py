"""Options in, lines out, exit code."""

from __future__ import annotations

import gc
import os
import sys

from envlint.cli import deliver, fast, terminal
from envlint.cli.hot import HOT
from envlint.core.errors import EnvlintError, LoadErrors, UsageError
from envlint.core.report import Report
from envlint.core.request import Outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final, NoReturn

    from envlint.core.request import Request

CANNOT_JUDGE: Final = 2
INTERRUPTED: Final = 130


def program() -> NoReturn:
    """Be the installed program: ``main`` without what only a long life needs.

    A check is a short job without cycles, and all that it wrote is flushed: collecting garbage and taking the
    interpreter apart at the end would cost a third of a start more.
    """
    gc.disable()
    code = main()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, OSError, ValueError):
            code = code or CANNOT_JUDGE
    os._exit(code)


def main(words: Sequence[str] | None = None) -> int:
    """Do what the command line asks and return the exit code.

    0 clean, 1 findings, 2 envlint could not judge, 130 interrupted. ``run`` does not return when its program starts.
    """
    words = sys.argv[1:] if words is None else words
    terminal.prepare()
    try:
        return _answer(words)
    except KeyboardInterrupt:
        return INTERRUPTED
    except UsageError as error:
        terminal.complain(error)
        terminal.say(f"envlint: see '{_help_for(words)}'")
    except Exception as fault:  # noqa: BLE001  the last guard: a traceback would show values
        terminal.complain(_as_error(fault), frames=bool({"-v", "--verbose"} & set(words)))
    return CANNOT_JUDGE


def _answer(words: Sequence[str]) -> int:
    request = _understand(words)
    if isinstance(request, int):
        return request
    try:
        outcome = _run(request)
    except UsageError:
        raise
    except Exception as fault:  # noqa: BLE001  what kept envlint from judging must reach every format
        errors = fault.errors if isinstance(fault, LoadErrors) else (_as_error(fault),)
        outcome = Outcome(Report(request.command, errors=errors), exit_code=CANNOT_JUDGE)
    if not deliver.deliver(request, outcome):
        return CANNOT_JUDGE
    if outcome.argv:
        return _start(outcome)
    return outcome.exit_code or (outcome.report.exit_code if outcome.report else 0)


def _understand(words: Sequence[str]) -> Request | int:
    """Return the request, or the exit code where all is said already (``--help``)."""
    if request := fast.parse(words):
        return request
    from envlint.cli import app

    return app.parse(words)


def _run(request: Request) -> Outcome:
    command = __import__(f"envlint.commands.{request.command}", fromlist=["run"])
    outcome: Outcome
    if any(hot.name == request.command for hot in HOT):
        outcome = command.run(request)
        return outcome
    from envlint.cli import progress

    with progress.bar(quiet=bool(request.quiet)) as bar:
        outcome = command.run(request.replace(progress=bar))
    return outcome


def _start(outcome: Outcome) -> int:
    from envlint.cli import execute

    return execute.replace_this_process(outcome.argv, outcome.environ or {})


def _as_error(fault: Exception) -> EnvlintError:
    if isinstance(fault, EnvlintError):
        return fault
    from envlint.core.bug import Bug

    return Bug(fault)


def _help_for(words: Sequence[str]) -> str:
    from envlint.cli.commands import COMMANDS

    return f"envlint {words[0]} --help" if words and words[0] in COMMANDS else "envlint --help"
