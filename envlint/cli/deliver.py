"""Bring an answer to where it was asked for: stdout, stderr and report files."""

from __future__ import annotations

import sys

from envlint import reporters
from envlint.cli import terminal
from envlint.core.errors import EnvlintError
from envlint.reporters import Style

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Final, TextIO

    from envlint.core.report import Report
    from envlint.core.request import Outcome, Request

TEXT: Final = "text"
OWN_STREAMS: Final = ("-", "/dev/stdout", "/dev/stderr")


def deliver(request: Request, outcome: Outcome) -> bool:
    """Write notes and errors to stderr and each report to its target. Return whether all of them got there."""
    if not request.quiet:
        for note in outcome.notes:
            terminal.say(note)
    for error in (*outcome.errors, *(outcome.report.errors if outcome.report else ())):
        terminal.complain(error, frames=bool(request.verbose))
    complete = True
    for name, target in _wanted(request, outcome):
        complete &= _done(request, _bring, name, target, request, outcome)
    for path, text in outcome.files:
        complete &= _done(request, _write_own, path, text)
    return complete


def _done(request: Request, work: Callable[..., None], *given: object) -> bool:
    """Do one piece of work; say on stderr what keeps it from being done, so that the others are done all the same."""
    try:
        work(*given)
    except EnvlintError as failure:
        terminal.complain(failure)
    except Exception as fault:  # noqa: BLE001  a format that breaks must not keep the others from being written
        from envlint.core.bug import Bug

        terminal.complain(Bug(fault), frames=bool(request.verbose))
    else:
        return True
    return False


def _wanted(request: Request, outcome: Outcome) -> Iterator[tuple[str, str]]:
    """Yield the format and the target of each text; the format of finished lines is empty."""
    own = request.output or ("/dev/stderr" if outcome.argv else "-")
    if outcome.lines:
        yield "", own
    if outcome.report is None:
        return
    for wanted in request.formats or (TEXT,):
        name, _, file = wanted.partition(":")
        target = file or own
        if name in reporters.FORMATS and not _nothing_to_say(name, target, outcome.report, starts=bool(outcome.argv)):
            yield name, target


def _bring(name: str, target: str, request: Request, outcome: Outcome) -> None:
    """Write one text to its target; nothing is written before it is rendered to the end."""
    text = _rendered(name, target, request, outcome.report) if name and outcome.report else _joined(outcome.lines)
    _write(target, text, private=request.reveal or outcome.private)


def _nothing_to_say(name: str, target: str, report: Report, *, starts: bool) -> bool:
    """Tell whether a text for people would only repeat what stderr says, or stand in the way of a program's output."""
    if name != TEXT or target not in OWN_STREAMS:
        return False
    return not report.findings and (starts or (bool(report.errors) and report.matrix is None))


def _rendered(name: str, target: str, request: Request, report: Report) -> str:
    stream = _stream(target)
    style = Style(
        color=terminal.coloured(request.color, stream),
        width=terminal.width(stream),
        quiet=request.quiet,
        verbose=request.verbose,
    )
    return _joined(tuple(reporters.load(name)(report, style)))


def _joined(lines: tuple[str, ...]) -> str:
    return "\n".join((*lines, "")) if lines else ""


def _stream(target: str) -> TextIO | None:
    if target not in OWN_STREAMS:
        return None
    return sys.stderr if target == "/dev/stderr" else sys.stdout


def _write(target: str, text: str, *, private: bool) -> None:
    if target in OWN_STREAMS:
        terminal.write(_stream(target), text)
    else:
        from envlint.cli import files

        files.write(target, text, private=private)


def _write_own(path: str, text: str) -> None:
    from envlint.cli import files

    files.write_own(path, text)
