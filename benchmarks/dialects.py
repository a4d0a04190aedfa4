"""Hold every dialect against the real loader on files that are made up from a seed.

    python benchmarks/dialects.py [--count 5000] [--seed 1] [--only NAME,...] [--cache FOLDER] [--misses 3]

What can be had from PyPI and npm is installed below the cache folder first (``.venv/loaders``); loaders that are not
there are named and left out. Each runs with an environment of three variables in an empty folder. Exits 1 where a
dialect parts from its loader on more than 1 in 100 files.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import dialect_files, dialect_programs  # noqa: E402
from benchmarks.dialect_loaders import OWN, install  # noqa: E402
from envlint.formats.dialects import by_every_name  # noqa: E402

TYPE_CHECKING = False
if TYPE_CHECKING:
    from benchmarks.dialect_loaders import Loader, Values
    from envlint.formats.dialects import Dialect, Reading

FLOOR = 0.99


def agrees(loader: Loader, reading: Reading, real: Values | None) -> bool:
    """Whether a reading is the loader's: of a value that takes a program to know, only the name has to be right.

    A command may fail, and the loader with it: of a reading that holds one, a refusal is not judged.
    """
    if real is None:
        return not reading.ok or bool(reading.dynamic)
    if not reading.ok:
        return False
    unknown = set(reading.dynamic) | OWN
    mine = {name: value for name, value in reading.values.items() if name not in unknown}
    theirs = {name: value for name, value in real.items() if name not in unknown}
    if loader.changes:
        mine = {name: value for name, value in mine.items() if value is not None and loader.host.get(name) != value}
        theirs = {name: value for name, value in theirs.items() if loader.host.get(name) != value}
    return mine == theirs


def held(loader: Loader, dialect: Dialect, files: list[bytes], misses: int) -> tuple[int, int]:
    """Return on how many files dialect and loader agree, of how many, and print the first where they do not."""
    chosen = files[: loader.most] if loader.most else files
    equal = shown = 0
    for data, real in zip(chosen, loader.read(chosen), strict=True):
        reading = dialect.read(data, loader.host)
        if agrees(loader, reading, real):
            equal += 1
        elif shown < misses:
            shown += 1
            mine = dict(reading.values) if reading.ok else None
            print(
                f"{loader.dialect}  {data!r}\n    real {real}\n    here {mine} {reading.dynamic or ''}", file=sys.stderr
            )
    return equal, len(chosen)


def main() -> int:
    """Print the table; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--cache", type=Path, default=ROOT / ".venv" / "loaders")
    parser.add_argument("--misses", type=int, default=3)
    chosen = parser.parse_args()
    cache = chosen.cache.resolve()
    install(cache)
    files = list(dialect_files.files(chosen.seed, chosen.count))
    known, only, low = by_every_name(), set(filter(None, chosen.only.split(","))), False
    print("| dialect | version run | files | equal | share | s |\n| --- | --- | --- | --- | --- | --- |")
    for loader in dialect_programs.loaders(cache):
        if only and loader.dialect not in only:
            continue
        if not loader.version:
            print(f"| {loader.dialect} | not there | | | | |")
            continue
        start = time.monotonic()
        equal, count = held(loader, known[loader.dialect], files, chosen.misses)
        low |= equal < FLOOR * count
        share = f"{equal / count:.2%}"
        print(
            f"| {loader.dialect} | {loader.version} | {count} | {equal} | {share} | {time.monotonic() - start:.0f} |",
            flush=True,
        )
    return int(low)


if __name__ == "__main__":
    raise SystemExit(main())
