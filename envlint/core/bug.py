"""How envlint reports its own faults: where, and never with what.

An exception's text and a frame's variables may hold values of the environment, so neither is ever shown.
"""

from __future__ import annotations

import os

from envlint.core.errors import EnvlintError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.core.location import Location

PACKAGE: Final = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Bug(EnvlintError):
    """``envlint bug: TypeError at envlint/x.py:12 in f``: the innermost line of ours that the fault passed.

    ``frames`` are all lines that it passed, ``path:line in function``, outermost first. ``at`` is the file of the
    project that was being read, where only that is lost.
    """

    def __init__(self, fault: BaseException, *, at: Location | None = None) -> None:
        self.frames = tuple(_frames(fault))
        ours = [frame for frame in self.frames if frame.startswith("envlint/")]
        place = f" at {ours[-1]}" if ours else ""
        super().__init__(f"envlint bug: {type(fault).__name__}{place}", at=at)


def _frames(fault: BaseException) -> Iterator[str]:
    trace = fault.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        yield f"{_short(code.co_filename)}:{trace.tb_lineno} in {code.co_name}"
        trace = trace.tb_next


def _short(path: str) -> str:
    if path.startswith(PACKAGE + os.sep):
        return "envlint" + path[len(PACKAGE) :].replace(os.sep, "/")
    return os.path.basename(path)
