"""What a clean ``envlint check --env production`` costs: against the bare interpreter, and beside other tools.

Two projects are generated (200 and 2,000 variables, as many rules, ``projects.py``), rules are compiled once, and then

* callgrind counts user instructions of ``python -c pass``, ``python -m envlint``, the installed console script, and
  of calling ``envlint.cli.main`` directly, for both sizes;
* wall clock is taken in turns of all of them and of every peer that is installed, on the same variables and an
  equivalent schema where the tool has one.

Run it with an interpreter in which envlint is installed as users install it (``pip install``), or pass ``--python``.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import measure
import peers
import projects
from measure import Command, table

SIZES = (200, 2000)
BARE = "python -c pass"
SCRIPT = "envlint"
WORDS = ("check", "--env", "production")


def own_commands(python: str, folder: Path) -> dict[str, Command]:
    """Return the ways to start envlint, those that are there, and the bare interpreter to compare with."""
    environ = {"XDG_CACHE_HOME": str(folder / ".cache")}
    call = f"import sys; sys.argv = ['envlint', *{list(WORDS)!r}]; from envlint.cli import program; program()"
    ways = {
        BARE: [python, "-c", "pass"],
        SCRIPT: [str(Path(python).with_name("envlint")), *WORDS],
        "python -m envlint": [python, "-m", "envlint", *WORDS],
        "python -c program()": [python, "-c", call],
    }
    return {way: Command(argv, folder, environ) for way, argv in ways.items() if Path(argv[0]).exists()}


def peer_commands(there: list[peers.Peer], folder: Path) -> dict[str, Command]:
    """Return each tool's command on the same variables."""
    # dotenv-linter objects to the quotes that a value with a blank needs for all other tools.
    homes = {"dotenv-linter": folder / "plain", "envdrift": folder / "envdrift", "varlock": folder / "varlock"}
    found = {}
    for peer in there:
        file, codes = ((".env",), (0, 1)) if peer.name == "dotenv-linter" else ((), (0,))
        found[f"{peer.name} {peer.version}"] = peer.command(homes[peer.name], *file, expected=codes)
    return found


def counted(commands: dict[int, dict[str, Command]]) -> str:
    """Return a table of instructions as multiples of the bare interpreter's."""
    counts = {size: {way: measure.instructions(each) for way, each in own.items()} for size, own in commands.items()}
    rows = [
        [way, *(f"{of[way] / 1e6:.0f} M, {of[way] / of[BARE]:.2f}x" for of in counts.values())]
        for way in counts[SIZES[0]]
    ]
    return table(["user instructions", *(f"{size} variables" for size in counts)], rows)


def timed(commands: dict[str, Command], rounds: int) -> str:
    """Return a table of median wall clock, as multiples of the bare interpreter's and of ``python -m envlint``'s."""
    medians = measure.interleaved(commands, rounds)
    own = medians[SCRIPT if SCRIPT in medians else "python -m envlint"]
    rows = [
        [name, f"{median * 1000:.0f} ms", f"{median / medians[BARE]:.1f}x", f"{median / own:.1f}x"]
        for name, median in medians.items()
    ]
    return table(["wall clock", "median", "to python -c pass", "to envlint"], rows)


def main() -> None:
    """Generate, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", default=sys.executable, help="an interpreter that has envlint")
    parser.add_argument("--rounds", type=int, default=15, help="rounds of wall clock (default: 15)")
    peers.add_options(parser)
    options = parser.parse_args()
    there, missing = peers.installed(options)
    with tempfile.TemporaryDirectory() as place:
        root = Path(place).resolve()
        for size in SIZES:
            projects.write(root / str(size), size)
        own = {size: own_commands(options.python, root / str(size)) for size in SIZES}
        print(counted(own) if measure.can_count() else "valgrind is not installed, so no instructions were counted")
        for size in SIZES:
            print(f"\n{size} variables, {options.rounds} rounds:\n")
            print(timed(own[size] | peer_commands(there, root / str(size)), options.rounds))
    if missing:
        print(f"\nnot installed, so not measured: {', '.join(missing)}")


if __name__ == "__main__":
    main()
