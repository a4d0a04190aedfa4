"""Names that are nearly the same: one of them is read, the other was probably meant for it."""

from __future__ import annotations

from collections import Counter

from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Final

SHORTEST: Final = 6
"""Characters of two names that may differ by misspelling: of shorter ones most are near each other."""
LONGEST_WORD: Final = 64
USUAL: Final = 3
"""Names of a project that begin with the same word before that word says little."""
MOST_EDITS: Final = 2
# How far apart names are by one more word at either end: one that says little, or any other.
LITTLE_WORDS: Final = frozenset(
    ("APP", "APPLICATION", "SERVER", "SERVICE", "API", "BACKEND", "ENV", "VALUE", "DEFAULT")
)
A_LITTLE_WORD: Final = MOST_EDITS + 1
ANY_WORD: Final = MOST_EDITS + 2


class NearMiss(Record):
    """A name that is ``read`` and in none of the places of these ``kinds``, where ``said`` is and is never read."""

    read: str
    said: str
    kinds: frozenset[str]


def near_misses(missing: Mapping[str, frozenset[str]], idle: Mapping[str, frozenset[str]]) -> list[NearMiss]:
    """Return pairs of names that are near, the nearest first, no name in two of them.

    ``missing`` tells for each name that is read from what it is missing, ``idle`` for each that is not read in what it
    stands. Where one more word is all that connects names and several would fit, none is a guess worth making.
    """
    pairs = sorted(_pairs(missing, idle))
    beginnings = Counter(name.partition("_")[0] for name in missing)
    pairs = [pair for pair in pairs if pair[0] != ANY_WORD or _is_usual(*pair[1:], beginnings)]
    fitting = Counter((rank, name) for rank, *names in pairs if rank == ANY_WORD for name in names)
    taken: set[str] = set()
    found = []
    for rank, said, read in pairs:
        if said in taken or read in taken or max(fitting[rank, said], fitting[rank, read]) > 1:
            continue
        taken |= {said, read}
        found.append(NearMiss(read, said, missing[read] & idle[said]))
    return found


def _is_usual(said: str, read: str, beginnings: Counter[str]) -> bool:
    """Whether a word before one of two names is what the project's names begin with; behind it any word may be."""
    shorter, longer = sorted((said, read), key=len)
    return not longer.endswith(f"_{shorter}") or beginnings[longer.partition("_")[0]] >= USUAL


def _pairs(missing: Mapping[str, frozenset[str]], idle: Mapping[str, frozenset[str]]) -> Iterator[tuple[int, str, str]]:
    meeting: dict[object, list[str]] = {}
    for read, kinds in missing.items():
        for key in _keys(read) if kinds else ():
            meeting.setdefault(key, []).append(read)
    for said, kinds in idle.items():
        candidates = {read for key in _keys(said) for read in meeting.get(key, ())} if kinds else set()
        for read in candidates:
            if kinds & missing[read] and (rank := distance(read, said)) is not None:
                yield rank, said, read


def _keys(name: str) -> set[object]:
    """Return what two names that are near have at least one of in common."""
    words = tuple(name.split("_"))
    but_one = {(index, words[:index], words[index + 1 :]) for index in range(len(words))}
    return {name.replace("_", "").lower(), tuple(sorted(words)), words, words[1:], words[:-1], *but_one}


def distance(one: str, other: str) -> int | None:
    """Return how far apart two different names are, 0 the nearest; None where they have nothing to do with each other.

    Near are the same words in another order; a misspelt word; one more word at either end.
    """
    first, second = one.split("_"), other.split("_")
    if sorted(first) == sorted(second) or one.lower() == other.lower():
        return 0
    if len(first) == len(second):
        return _misspelt(first, second)
    if one.replace("_", "") == other.replace("_", ""):
        return 1
    shorter, longer = sorted((first, second), key=len)
    if len(longer) > len(shorter) + 1 or shorter not in (longer[1:], longer[:-1]):
        return None
    more = longer[0] if shorter == longer[1:] else longer[-1]
    return A_LITTLE_WORD if more in LITTLE_WORDS else ANY_WORD


def _misspelt(first: list[str], second: list[str]) -> int | None:
    """Return the edits between two names that differ in one word, if they are few for its length."""
    differing = [pair for pair in zip(first, second, strict=True) if pair[0] != pair[1]]
    if len(differing) != 1 or min(len("_".join(first)), len("_".join(second))) < SHORTEST:
        return None
    one, other = differing[0]
    # DB_HOST is no DB_PORT, and NODE_1 is no NODE_2.
    allowed = min(MOST_EDITS, max(len(one), len(other)) // 3)
    if abs(len(one) - len(other)) > allowed or one.strip("0123456789") == other.strip("0123456789"):
        return None
    found = _edits(one, other) if max(len(one), len(other)) <= LONGEST_WORD else allowed + 1
    return found if found <= allowed else None


def _edits(one: str, other: str) -> int:
    """Return the Levenshtein distance, a swap of neighbours counted as one."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            least = min(row[j - 1] + 1, rows[-1][j] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                least = min(least, rows[-2][j - 2] + 1)
            row.append(least)
        rows.append(row)
    return rows[-1][-1]
