"""What ``envlint scan`` costs on a tree, against a text search of the same tree and beside other tools.

In turns, so that whatever else the machine does falls on all alike:

* ``rg -c`` for the calls that read a variable directly, on one and on two threads: what reading every file once costs;
* ``envlint scan`` with an empty cache (cold) and with that of the run before (warm);
* every other tool whose program is given.

Reported are medians of wall clock and of user time (with that of child processes), the largest memory of any process,
and how many names each finds. Nothing in the tree is written.

    python benchmarks/scanning.py TREE --python PYTHON [--dotenv-diff PROGRAM] [--dotenvdrift PROGRAM] ...
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from measure import UNWANTED, table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

DIRECT = (
    *("process.env", "import.meta.env", "os.environ", "os.getenv", "os.Getenv", "os.LookupEnv", "System.getenv"),
    *("env::var", "GetEnvironmentVariable", "ENV[", "ENV.fetch", " getenv(", " env(", "System.get_env"),
)
"""Calls that read a variable directly, in the languages that envlint reads."""
LONGEST = 60
"""Seconds of the processor after which a tool is stopped."""
SEARCH = "rg -c, 1 thread"
COLD = "envlint scan, cold"
WARM = "envlint scan, warm"
PEERS: Mapping[str, tuple[str, ...]] = {
    "dotenv-diff": ("--ci", "--scan-usage", "--json", "--show-stats"),
    "dotenvdrift": ("--json", "."),
    "envsleuth": ("scan", "-p", ".", "--json", "--no-update-check", "--no-config"),
    "conflint": ("check", "--json", "."),
}
"""How each tool is asked for what code reads."""


@dataclass
class Tool:
    """A command, what it has in its environment, and how its output tells the names it found."""

    argv: Sequence[str]
    names: Callable[[str], int | None] = lambda _output: None
    environ: Mapping[str, str] = field(default_factory=dict)
    empty: Path | None = None
    """A folder that is removed before every run."""
    wall: list[float] = field(default_factory=list)
    user: list[float] = field(default_factory=list)
    memory: int = 0
    found: int | None = None
    stopped: bool = False
    """Whether it used up the processor's time that it was given; it is not run again then."""

    def run(self, folder: Path, *, counted: bool) -> None:
        """Run the command once in a folder."""
        if self.stopped:
            return
        if self.empty is not None:
            shutil.rmtree(self.empty, ignore_errors=True)
        inherited = {name: value for name, value in os.environ.items() if name not in UNWANTED}
        with tempfile.TemporaryFile() as output:
            start = time.perf_counter()
            process = subprocess.Popen(
                self.argv,
                cwd=folder,
                env={**inherited, "NO_COLOR": "1", **self.environ},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.DEVNULL,
                preexec_fn=_limited,
            )
            _, status, usage = os.wait4(process.pid, 0)
            taken = time.perf_counter() - start
            process.returncode = 0
            self.stopped = os.WIFSIGNALED(status)
            if not counted or self.stopped:
                return
            output.seek(0)
            self.found = self.names(output.read().decode("utf-8", "replace"))
        self.wall.append(taken)
        self.user.append(usage.ru_utime)
        self.memory = max(self.memory, usage.ru_maxrss // 1024)


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))


def names_in(output: str) -> int | None:
    """Return how many names a report in JSON speaks of, by the shape of its tool; None if it is no such report."""
    try:
        report: Any = json.loads(output)
    except ValueError:
        return None
    if "stats" in report:
        return int(report["stats"]["uniqueVariables"])
    if "summary" in report and "total" in report["summary"]:
        return int(report["summary"]["total"])
    return len(set(re.findall(r'"(?:name|key|symbol|variable)": "([A-Za-z_][A-Za-z0-9_]*)"', output)))


def tools(options: argparse.Namespace, place: Path) -> dict[str, Tool]:
    """Return what is to be run, in order."""
    cold, warm = {"XDG_CACHE_HOME": str(place / "cold")}, {"XDG_CACHE_HOME": str(place / "warm")}
    search = ["rg", "-c", "-F", *(f"-e{word}" for word in DIRECT)]
    scan = [options.python, "-m", "envlint", "scan", "--format", "json"]
    found = {
        "python -c pass": Tool([options.python, "-c", "pass"]),
        SEARCH: Tool([*search, "-j1", "."]),
        "rg -c, 2 threads": Tool([*search, "-j2", "."]),
        COLD: Tool(scan, names_in, cold, place / "cold"),
        WARM: Tool(scan, names_in, warm),
    }
    for name, words in PEERS.items():
        program = getattr(options, name.replace("-", "_"))
        if program:
            found[name] = Tool([str(Path(program).absolute()), *words], names_in)
    return found


def report(found: Mapping[str, Tool]) -> str:
    """Return the table of results."""
    base = {"wall": found["rg -c, 2 threads"].wall, "user": found[SEARCH].user}
    wall_of, user_of = statistics.median(base["wall"]), statistics.median(base["user"])
    rows = []
    for name, tool in found.items():
        if tool.stopped:
            rows.append([name, f"stopped after {LONGEST} s of processor time", "", "", "", "", ""])
            continue
        wall, user = statistics.median(tool.wall), statistics.median(tool.user)
        names = "" if tool.found is None else str(tool.found)
        times = [f"{wall:.2f} s", f"{wall / wall_of:.1f}x", f"{user:.2f} s", f"{user / user_of:.1f}x"]
        rows.append([name, *times, f"{tool.memory} MB", names])
    header = ["", "wall", "to rg, 2 threads", "user", "to rg, 1 thread", "memory", "names"]
    return table(header, rows)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tree", type=Path, help="the folder to be scanned, a git checkout")
    parser.add_argument("--python", default=sys.executable, help="an interpreter that has envlint")
    parser.add_argument("--rounds", type=int, default=5, help="rounds that count (default: 5)")
    for name in PEERS:
        parser.add_argument(f"--{name}", metavar="PROGRAM", help=f"path of {name}")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        found = tools(options, Path(place))
        for number in range(options.rounds + 1):
            for name, tool in found.items():
                print(f"round {number} of {options.rounds}: {name}", file=sys.stderr)
                tool.run(options.tree, counted=number > 0)
    print(report(found))


if __name__ == "__main__":
    main()
