"""Time every dialect on inputs that nobody should write, and on twice as much of each.

    python benchmarks/dialect_speed.py [NAME...]

Prints the processor time for 100,000 lines and for a value of 5 MB, and for 200 KB of each of some characters the
slowest one; "x2" is how many times longer twice the input takes, at worst among what takes 50 ms at least.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from envlint.formats.dialects import dialects  # noqa: E402

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.formats.dialects import Dialect

HOST = {"HOME": "/home/host", "HOST_VAR": "host"}
CHARACTERS = (
    "${",
    "$(",
    '"',
    "'",
    "`",
    "\\",
    '\\"',
    "$",
    " #",
    " ",
    "$B",
    "${B}",
    "{{",
    "(",
    "=",
    "A=1;",
    "\r",
    "A=1\\\n",
)
SIZE = 200_000
VALUE = 5_000_000
LINES = 100_000
WORTH = 0.05


def seconds(dialect: Dialect, text: str) -> float:
    """Return the processor time of one reading."""
    data = text.encode()
    start = time.process_time()
    dialect.read(data, HOST)
    return time.process_time() - start


def measured(dialect: Dialect) -> tuple[float, float, float, str, float]:
    """Return the seconds for lines, for a value and for the slowest character, which it is, and the worst growth."""
    shapes = {
        "lines": ["".join([f"A{number}=v{number}\n" for number in range(LINES * factor)]) for factor in (1, 2)],
        "value": ['A="' + "x y " * (VALUE * factor // 4) + '"\nB=1\n' for factor in (1, 2)],
        **{
            piece: ["B=1\nA=" + piece * (SIZE * factor // len(piece)) + "\nC=1\n" for factor in (1, 2)]
            for piece in CHARACTERS
        },
    }
    times = {name: [seconds(dialect, text) for text in texts] for name, texts in shapes.items()}
    slowest = max(CHARACTERS, key=lambda piece: times[piece][0])
    growth = max([twice / once for once, twice in times.values() if once >= WORTH], default=0.0)
    return times["lines"][0], times["value"][0], times[slowest][0], slowest, growth


def main() -> None:
    """Print the table."""
    print("| dialect | 100,000 lines | 5 MB | 200 KB | of | x2 |\n| --- | --- | --- | --- | --- | --- |")
    for name, dialect in dialects().items():
        if len(sys.argv) < 2 or name in sys.argv[1:]:
            lines, value, worst, slowest, growth = measured(dialect)
            row = f"| {name} | {lines:.2f} s | {value:.2f} s | {worst:.2f} s | {slowest!r} | {growth:.1f} |"
            print(row, flush=True)


if __name__ == "__main__":
    main()
