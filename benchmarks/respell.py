"""Spell made-up ``.env`` files for random sets of loaders and prove by other means that nothing else changed.

``python benchmarks/respell.py 20000`` tries that many files; example N is the same on every machine. ``--from N``
begins elsewhere, ``--show`` prints what breaks a promise. It ends with 1 if one is broken.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING

from envlint.analysis.respell import Respelling, respelled
from envlint.formats.dialects import COMMAND, dialects

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from envlint.formats.dialects import Dialect, Reading

NAMES = ("A", "B", "C_D", "LONG_NAME", "lower", "E1", "MY-KEY", "my.key")
PLAIN = ("1", "true", "x", "https://a.example/p?q=1", "a,b", "10.0.0.1:80", "abc/def+g=", "C3")
PIECES = (
    " ", "  ", "#", " #", "$", "$A", "${A}", "${B:-d}", "$NOPE", "${NOPE}", "$$", "\\", "\\n", "\\$", "'", '"', "`",
    ";", "&", "|", "(", ")", "<", ">", "~", "!", "*", "%", "{", "}", "[", "]", "\t", "=", ":", "$(echo x)", "é",
    "\u00a0", "a", "b1", "word", "\\t", "\\\"", "@", "^", "$5", "${", ",", "?",
)  # fmt: skip
REFERENCE = re.compile(r"\$\{?([A-Za-z_]\w*)")


def value(chance: random.Random) -> str:
    """Return a value as it may be written, most of them in a way that some loaders differ over."""
    kind = chance.random()
    if kind < 0.35:
        return chance.choice(PLAIN)
    inner = "".join(chance.choice((*PIECES, *PLAIN)) for _ in range(chance.randint(0, 5)))
    if kind < 0.55:
        return inner
    quote = chance.choice(("'", '"', '"', "`"))
    if kind < 0.62:
        inner += chance.choice(("\n", "\nB=3\n", "\r\n")) + "z"
    return f"{quote}{inner}{quote if chance.random() < 0.93 else ''}"


def line(chance: random.Random) -> str:
    """Return one line, or two."""
    kind = chance.random()
    if kind < 0.08:
        return chance.choice(("# c", "#A=1", "", "  ", "# c \\", "some prose", "; x", "A", "B:", "=x", "\t", "#"))
    name = chance.choice(NAMES[:5] if chance.random() < 0.9 else NAMES)
    start = chance.choice(("",) * 8 + ("export ", " "))
    equals = chance.choice(("=",) * 12 + (" = ", "= ", ": ", " ="))
    tail = chance.choice(("",) * 8 + (" # c", "#c", " ", "  # it's", " x"))
    return f"{start}{name}{equals}{value(chance)}{tail}"


def example(number: int, known: Sequence[Dialect]) -> tuple[bytes, list[Dialect]]:
    """Return a file and the loaders of one example."""
    chance = random.Random(number)
    end = "\r\n" if chance.random() < 0.06 else "\n"
    text = end.join(line(chance) for _ in range(chance.randint(1, 6)))
    text += end if chance.random() < 0.9 else ""
    data = text.encode()
    if chance.random() < 0.04:
        data = b"\xef\xbb\xbf" + data
    if chance.random() < 0.02:
        data = data.replace(b"x", b"\xff")
    return data, chance.sample(known, chance.choice((1, 2, 2, 2, 3, 3, 4, 6, 12)))


def values(reading: Reading) -> dict[str, object]:
    """Return what a loader sets, with a word of our own for what it would run a program for."""
    return {each.name: ("runs",) if COMMAND in each.depends else each.value for each in reading.assignments}


def broken(data: bytes, found: Respelling, chosen: Sequence[Dialect]) -> Iterator[str]:
    """Yield the promises that a spelling breaks."""
    if respelled(found.data, chosen).data != found.data:
        yield "a second time changes it again"
    done = {each.name for each in found.done if each.name}
    alike = []
    for host in {}, host_of(data, chosen):
        before = [dialect.read(data, host) for dialect in chosen]
        after = [dialect.read(found.data, host) for dialect in chosen]
        alike.append(all(one.ok and values(one) == values(before[0]) and not one.problems for one in before))
        for dialect, old, new in zip(chosen, before, after, strict=True):
            yield from (f"{dialect.name}: {fault}" for fault in _changes(old, new, before, after, done))
    if all(alike) and found.data != data:
        yield "a file that is read alike was touched"


def host_of(data: bytes, chosen: Sequence[Dialect]) -> dict[str, str]:
    """Return a host that has all that a file refers to and no loader sets."""
    referred = {"HOME", *REFERENCE.findall(data.decode("utf-8", "replace"))}
    own = {name for dialect in chosen for name in values(dialect.read(data, {}))}
    return dict.fromkeys(sorted(referred - own), "from the host")


def _changes(
    old: Reading, new: Reading, before: Sequence[Reading], after: Sequence[Reading], done: set[str]
) -> Iterator[str]:
    had, has = values(old), values(new)
    first, counts = values(before[0]), values(after[0])
    is_first = old is before[0]
    if old.ok and not new.ok:
        yield "refuses what it took"
    # A loader that refuses the file, or takes a line for a part of the value above it, reads nothing that was meant.
    lost_some = bool(old.problems) or any(not values(one).keys() <= had.keys() for one in before)
    for name in had.keys() | has.keys():
        if had.get(name, ...) == has.get(name, ...):
            continue
        if name not in has:
            if is_first and not name.startswith("\ufeff"):
                yield f"{name} is gone"
        elif name not in had:
            if has[name] != first.get(name, has[name]) and counts.get(name) != has[name]:
                yield f"{name} is new and not as the first reads it"
            told = {repr(values(one)[name]) for one in before if name in values(one)}
            if name not in done and len(told) == 1 and repr(has[name]) not in told:
                yield f"{name} comes from nowhere"
        elif name not in done:
            yield f"{name} is not the same and was not to change"
        elif is_first and not lost_some and str(had[name]).rstrip("\r") != has[name]:
            yield f"{name} is not the same to the first"
        elif counts.get(name) != has[name]:
            yield f"{name} was to be as the first reads it"


def main() -> int:
    """Try the examples and print what came of them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("count", type=int, nargs="?", default=20_000)
    options.add_argument("--from", type=int, default=0, dest="start")
    options.add_argument("--show", action="store_true")
    given = options.parse_args()
    known = list(dialects().values())
    counts: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    begun = time.process_time()
    for number in range(given.start, given.start + given.count):
        data, chosen = example(number, known)
        found = respelled(data, chosen)
        faults = list(broken(data, found, chosen))
        counts["violations"] += bool(faults)
        counts["fixed, all of it" if found.done and not found.left else "fixed in part" if found.done else
               "no spelling" if found.left else "nothing to do"] += 1  # fmt: skip
        counts["lines spelled anew"] += len(found.done)
        reasons.update(each.kind for each in found.left)
        if faults and given.show:
            sys.stdout.write(f"{number} {[one.name for one in chosen]}\n  {data!r}\n  {found.data!r}\n  {faults}\n")
    sys.stdout.write(f"{given.count} files from {given.start}: {time.process_time() - begun:.0f} s of processor time\n")
    for what, count in sorted(counts.items()):
        sys.stdout.write(f"{what}: {count}\n")
    sys.stdout.write(f"lines left: {', '.join(f'{kind} {count}' for kind, count in reasons.most_common())}\n")
    return int(bool(counts["violations"]))


if __name__ == "__main__":
    sys.exit(main())
