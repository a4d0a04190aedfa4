"""Which file of a kind speaks for which code."""

from __future__ import annotations

from collections import Counter

from envlint.checks.drift.defaults import OF_ONE_TIER
from envlint.checks.drift.reach import about, speaks_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.checks.drift.project import Project

SPOKEN: Final = {"docs": "the docs", "template": "the template", "rules": "the rules"}


def nearest_file(project: Project, kind: str, path: str) -> str:
    """Return the file of this kind that is about the code in a path and nothing wider: of several the fullest."""
    names = Counter(said.at.path for inventory in project.of(kind) for said in inventory.declarations)
    files = dict.fromkeys([*(name for inventory in project.of(kind) for name in inventory.files), *names])

    def fitness(name: str) -> tuple[bool, int, bool, int]:
        folder, _ = about(name)
        return speaks_for(name, path), len(folder), not OF_ONE_TIER.search(name), names[name]

    return max(files, key=fitness, default=SPOKEN[kind])
