"""The rounds of a search: the language's own readers first, then calls of those that were found, until there are none.

The files of a large family of languages are two shares. Each is searched by an engine of its own, which learns between
rounds what the other one found. Whether the second one works in a process of its own makes no difference to either.
"""

from __future__ import annotations

from typing import Protocol
from zlib import crc32

from envlint.inventories.code.known import identity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Final

    from envlint.inventories.code.facts import Facts
    from envlint.inventories.code.language import EnvObject, Reader

    Found = list[Reader | EnvObject]

ROUNDS: Final = 8
HOPS: Final = 5
"""Files through which a reader may pass on the way to its call."""
MANY: Final = 2000
"""Files that are worth a second process."""


class Share(Protocol):
    """An engine, here or elsewhere, with some of the files."""

    def start(self, step: str, fresh: Found) -> Callable[[], Found]:
        """Take a step (``first``, ``passed_on``, ``look_for``) with readers, and return how to have those it finds."""

    def told(self) -> Facts:
        """Return all that was found."""


def shares(paths: Sequence[str]) -> list[list[str]]:
    """Return the files by share; those of a folder stay together."""
    if len(paths) < MANY:
        return [list(paths)]
    parts: list[list[str]] = [[], []]
    for path in paths:
        parts[crc32(path.rpartition("/")[0].encode()) & 1].append(path)
    return [part for part in parts if part]


def search(engines: Sequence[Share]) -> Facts:
    """Search with all engines, round by round, and return what they found together."""
    fresh = _together(engines, "first", [])
    for _ in range(ROUNDS):
        fresh += _passed_on(engines, fresh)
        if not fresh:
            break
        fresh = _together(engines, "look_for", fresh)
    whole, *others = [each.told() for each in engines]
    for other in others:
        whole.take(other)
    whole.drop_twins()
    return whole


def _passed_on(engines: Sequence[Share], fresh: Found) -> Found:
    """Return readers as other files pass them on, and others those: an index of folders names the index of each."""
    found: Found = []
    passed = fresh
    for _ in range(HOPS):
        passed = _together(engines, "passed_on", passed)
        if not passed:
            break
        found += passed
    return found


def _together(engines: Sequence[Share], step: str, fresh: Found) -> Found:
    answers = [engine.start(step, fresh) for engine in engines]
    found: dict[object, Reader | EnvObject] = {}
    for answer in answers:
        for each in answer():
            found.setdefault(identity(each), each)
    return list(found.values())
