"""The migrations of public repositories: how much of their SQL is understood, and what ``envlint migrations`` finds.

    python benchmarks/migrations_field.py FOLDER... [--sample N] [--seed N]

Each folder is a clone of one repository, or holds such clones. Prints for each with PostgreSQL migrations the files,
the statements, the share understood, the faults by kind and the findings by code, and the total; with ``--sample`` as
many findings of each code, drawn at random, to be judged by hand. Exits with 1 if anything crashed.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import time
from collections import Counter
from itertools import zip_longest
from pathlib import Path
from typing import Any

from measure import table

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from envlint.inventories.migrations.folders import choose  # noqa: E402
from envlint.inventories.migrations.history import read  # noqa: E402
from envlint.inventories.tree import listing  # noqa: E402

SECONDS = 120


class Tally:
    """What was seen of all repositories."""

    def __init__(self) -> None:
        self.total: Counter[str] = Counter()
        self.rows: list[tuple[str, Counter[str]]] = []
        self.findings: dict[str, list[str]] = {}
        self.broken: list[str] = []

    def look(self, folder: Path) -> None:
        """Read the migrations of a repository, and run the command on it."""
        counts: Counter[str] = Counter()
        try:
            tree = listing(str(folder))
            start = time.process_time()
            for name in choose(tree, ()).folders:
                history = read(tree, name)
                for migration in history.migrations:
                    counts["files"] += 1
                    self._count(counts, migration.applied)
                    if migration.rollback:
                        counts["files"] += migration.rollback.path != migration.step.up
                        self._count(counts, migration.rollback.applied)
                counts["folders"] += bool(history.migrations)
            counts["milliseconds"] = round(1000 * (time.process_time() - start))
        except Exception as bug:  # noqa: BLE001
            self.broken.append(f"{folder.name}: {type(bug).__name__}: {bug}")
            return
        if not counts["files"]:
            return
        self._command(folder, counts)
        self.rows.append((folder.name, counts))
        self.total.update(counts, repositories=1)

    def _count(self, counts: Counter[str], applied: Any) -> None:
        counts["statements"] += applied.total
        counts["understood"] += applied.understood
        counts.update(f"fault {fault.kind}" for fault in applied.faults)

    def _command(self, folder: Path, counts: Counter[str]) -> None:
        command = [sys.executable, "-m", "envlint", "migrations", "--format", "json"]
        try:
            done = subprocess.run(
                command, cwd=folder, capture_output=True, text=True, check=False, timeout=SECONDS, env=_environment()
            )
            said = json.loads(done.stdout)
        except (json.JSONDecodeError, subprocess.TimeoutExpired) as failure:
            self.broken.append(f"{folder.name}: the command: {type(failure).__name__}")
            return
        if done.returncode > 1 or "envlint bug" in done.stderr:
            self.broken.append(f"{folder.name}: exit {done.returncode}: {done.stderr[-300:]}")
        for finding in said["findings"]:
            counts[finding["code"]] += 1
            at = finding["location"]
            related = "".join(
                f"\n      {one['location']['path']}:{one['location']['line']} {one['label']}"
                for one in finding["related"]
            )
            line = f"{folder.name}/{at['path']}:{at['line']} {finding['severity']} {finding['message']}{related}"
            self.findings.setdefault(finding["code"], []).append(line)


def _environment() -> dict[str, str]:
    return {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}


def repositories(folders: list[Path]) -> list[Path]:
    """Return the clones among some folders and directly below them."""
    found = {each for folder in folders for each in (folder, *folder.iterdir()) if (each / ".git").exists()}
    return sorted(found)


def cells(name: str, counts: Counter[str]) -> tuple[str, ...]:
    """Return a line of the table."""
    share = 100 * counts["understood"] / max(1, counts["statements"])
    faults = ", ".join(f"{key[6:]} {count}" for key, count in sorted(counts.items()) if key.startswith("fault "))
    codes = ", ".join(f"{key[3:]}: {count}" for key, count in sorted(counts.items()) if key.startswith("ENV"))
    figures = (f"{counts[key]:,}" for key in ("folders", "files", "statements"))
    return (name, *figures, f"{share:.1f} %", faults, codes, f"{counts['milliseconds'] / 1000:.2f} s")


def drawn(lines: list[str], number: int, chance: random.Random) -> list[str]:
    """Return as many findings, from as many repositories as there are: none of them may speak for all."""
    by_repository: dict[str, list[str]] = {}
    for line in chance.sample(lines, len(lines)):
        by_repository.setdefault(line.partition("/")[0], []).append(line)
    rounds = zip_longest(*chance.sample([*by_repository.values()], len(by_repository)))
    return [line for each in rounds for line in each if line][:number]


def main() -> int:
    """Run, print the table, and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="print this many findings of each code")
    parser.add_argument("--seed", type=int, default=6)
    given = parser.parse_args()
    tally = Tally()
    for folder in repositories(given.folders):
        tally.look(folder)
    head = ("repository", "folders", "files", "statements", "understood", "faults", "findings (ENV...)", "reading")
    rows = [cells(name, counts) for name, counts in tally.rows]
    print(table(head, [*rows, cells(f"all {len(rows)}", tally.total)]))
    chance = random.Random(given.seed)
    for code, lines in sorted(tally.findings.items()):
        for line in drawn(lines, given.sample, chance):
            print(f"{code} {line}")
    for line in tally.broken:
        print("CRASH", line)
    return int(bool(tally.broken))


if __name__ == "__main__":
    sys.exit(main())
