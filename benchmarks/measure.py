"""Two ways to say what a command costs: user instructions, which repeat, and wall clock, taken in turns.

Instructions are counted by callgrind (valgrind's ``Collected`` line) with a fixed hash seed; they differ by less than
1 % between runs. Wall clock is only ever compared within one interleaved run (A B C A B C ...), so that whatever else
the machine does falls on all commands alike.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

UNWANTED = ("PYTHONDONTWRITEBYTECODE", "PYTHONSTARTUP", "VIRTUAL_ENV")
"""Variables that change how an interpreter starts: without compiled modules everything costs several times as much."""


@dataclass(frozen=True)
class Command:
    """A command line, where it runs and what it has in its environment beyond this process's own."""

    argv: Sequence[str]
    folder: Path
    environ: Mapping[str, str] = field(default_factory=dict)
    expected: tuple[int, ...] = (0,)

    def run(self, *before: str) -> subprocess.CompletedProcess[str]:
        """Run the command, behind the words of ``before``.

        Raises:
            RuntimeError: its exit code is not one of ``expected``: what fails must not be timed.
        """
        inherited = {name: value for name, value in os.environ.items() if name not in UNWANTED}
        done = subprocess.run(
            [*before, *self.argv],
            cwd=self.folder,
            env={**inherited, "PYTHONHASHSEED": "0", "NO_COLOR": "1", **self.environ},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode not in self.expected:
            raise RuntimeError(f"{' '.join(self.argv)} exited {done.returncode}:\n{done.stdout}{done.stderr}"[:4000])
        return done


def instructions(command: Command) -> int:
    """Return how many user instructions a command takes, after one run that fills its caches."""
    command.run()
    done = command.run("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null")
    return int(re.findall(r"Collected\s*:\s*(\d+)", done.stderr)[-1])


def can_count() -> bool:
    """Whether instructions can be counted here."""
    return shutil.which("valgrind") is not None


def interleaved(commands: Mapping[str, Command], rounds: int) -> dict[str, float]:
    """Return the median seconds of each command: one of each in turn, after a round that is not counted."""
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            start = time.perf_counter()
            command.run()
            if number:
                taken[name].append(time.perf_counter() - start)
    return {name: statistics.median(times) for name, times in taken.items()}


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
