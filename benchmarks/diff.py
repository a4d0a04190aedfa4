"""What ``envlint diff`` of two ``.env`` files costs, and what its further answers cost: against the bare interpreter.

A project of 300 variables with 330 rules is generated, and beside its ``.env.production`` one in which 30 lines differ:
10 values, 10 names that are gone, 10 that are new. Rules are compiled once. callgrind counts user instructions of each
command; wall clock is taken in turns. ``measure.py`` says why.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import measure
import projects
from measure import Command, table

SIZE = 300
EACH = 10
BARE = "python -c pass"
OTHER = ".env.before"
STAGING = ".env.staging"
OWN = ".env.production"


def write(folder: Path) -> None:
    """Write the project, the other file, some code, and an empty one beside it for keys."""
    projects.write(folder, SIZE)
    lines = (folder / OWN).read_text().splitlines()
    for number in range(EACH):
        lines[number * 20 + 9] += "9"
        lines[number * 20 + 7] = f"NEW_{lines[number * 20 + 7]}"
    (folder / OTHER).write_text("\n".join(lines) + "\n")
    (folder / STAGING).write_text("\n".join(lines) + "\n")
    reads = "\n".join(f'os.environ["{projects.name(number)}"]' for number in range(0, SIZE, 3))
    (folder / "app.py").write_text(f"import os\n\n{reads}\n")


def commands(python: str, folder: Path) -> dict[str, Command]:
    """Return what is measured: each with the exit code that shows it did its work."""
    before = str(folder.parent / "before.json")
    environ = {"XDG_CACHE_HOME": str(folder.parent / "cache"), "XDG_CONFIG_HOME": str(folder.parent / "config")}

    def run(*words: str, expected: int = 1) -> Command:
        call = f"import sys; sys.argv = ['envlint', *{list(words)!r}]; from envlint.cli import program; program()"
        return Command([python, "-c", call], folder, environ, (expected,))

    return {
        BARE: Command([python, "-c", "pass"], folder, environ),
        "snapshot": run("snapshot", OWN, "-o", before, expected=0),
        "diff of a file and itself": run("diff", OWN, OWN, expected=0),
        "diff, 30 differences": run("diff", OTHER, OWN),
        "diff of two tiers": run("diff", "--env", "production", "--against", "staging"),
        "diff --format json": run("diff", OWN, OTHER, "--format", "json"),
        "diff -v": run("diff", OWN, OTHER, "-v"),
        "diff with a snapshot": run("diff", f"snapshot:{before}", OTHER),
    }


def main() -> None:
    """Generate, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", default=sys.executable, help="an interpreter that has envlint")
    parser.add_argument("--rounds", type=int, default=15, help="rounds of wall clock (default: 15)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place).resolve() / "shop"
        write(folder)
        own = commands(options.python, folder)
        own["snapshot"].run()
        medians = measure.interleaved(own, options.rounds)
        counts = {name: measure.instructions(each) for name, each in own.items()} if measure.can_count() else {}
    rows = [
        [
            name,
            f"{counts[name] / 1e6:.0f} M, {counts[name] / counts[BARE]:.2f}x" if counts else "-",
            f"{median * 1000:.0f} ms, {median / medians[BARE]:.1f}x",
        ]
        for name, median in medians.items()
    ]
    print(table(["two files of 300 variables", "user instructions", "wall clock"], rows))


if __name__ == "__main__":
    main()
