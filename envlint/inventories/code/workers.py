"""An engine in a process of its own. It is a copy of this one: what was read before is there already.

Threads would not help: the parser keeps the interpreter's lock. Where a copy cannot be made or breaks, the caller has
to do the work itself.
"""

from __future__ import annotations

import os
import pickle
import sys
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, BinaryIO

    from envlint.inventories.code.engine import Engine
    from envlint.inventories.code.facts import Facts
    from envlint.inventories.code.rounds import Found
    from envlint.inventories.tree import Tree


class Lost(Exception):
    """The other process is gone, or what it found cannot be told."""


def possible() -> bool:
    """Whether a second process is of use, and a copy of this one can be made safely: nothing else runs in it."""
    if not hasattr(os, "fork") or sys.platform == "darwin":  # whose own libraries do not bear it
        return False
    threading = sys.modules.get("threading")
    return (threading is None or threading.active_count() == 1) and len(os.sched_getaffinity(0)) > 1


class Worker:
    """An engine in another process, asked like one here. ``tree`` hears what files it found to be unreadable."""

    def __init__(self, engine: Engine, tree: Tree) -> None:
        """Make the process.

        Raises:
            Lost: the system does not allow it.
        """
        self._tree = tree
        try:
            commands, self._commands = _pipe()
            self._answers, answers = _pipe()
            self._process = os.fork()
        except OSError as refusal:
            raise Lost from refusal
        if not self._process:
            self._commands.close()
            self._answers.close()
            _work(engine, tree, commands, answers)
        commands.close()
        answers.close()

    def start(self, step: str, fresh: Found) -> Callable[[], Found]:
        """Have the other process take a step; what is returned waits for its answer.

        Raises:
            Lost: it is gone.
        """
        self._tell((step, fresh))
        return self._answer

    def told(self) -> Facts:
        """Return all that the other process found.

        Raises:
            Lost: it is gone, or met a fault of its own.
        """
        self._tell(("", []))
        facts, large, beyond, denied = self._answer()
        self._tree.learn(large, beyond, denied)
        return facts  # type: ignore[no-any-return]

    def close(self) -> None:
        """End the other process, if it has not ended."""
        for stream in (self._commands, self._answers):
            with suppress(OSError):  # it did not wait for what was still to be told
                stream.close()
        os.waitpid(self._process, 0)

    def _tell(self, command: tuple[str, Found]) -> None:
        try:
            pickle.dump(command, self._commands, pickle.HIGHEST_PROTOCOL)
            self._commands.flush()
        except OSError as gone:
            raise Lost from gone

    def _answer(self) -> Any:
        try:
            return pickle.load(self._answers)  # noqa: S301  it comes from a copy of this process
        except (OSError, EOFError, pickle.UnpicklingError) as gone:
            raise Lost from gone


def _pipe() -> tuple[BinaryIO, BinaryIO]:
    reading, writing = os.pipe()
    return os.fdopen(reading, "rb"), os.fdopen(writing, "wb")


def _work(engine: Engine, tree: Tree, commands: BinaryIO, answers: BinaryIO) -> None:
    """Answer until the other side is gone; nothing of what this process is a copy of may be ended or written twice."""
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        step = "first"
        while step:
            step, fresh = pickle.load(commands)  # noqa: S301  it comes from the process that this is a copy of
            said = engine.start(step, fresh)() if step else (engine.told(), *tree.learnt)
            if engine.facts.faults:
                break  # a fault cannot be told: whoever does the work once more will meet it
            pickle.dump(said, answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()
    finally:
        os._exit(0)
