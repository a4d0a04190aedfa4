"""Which file of a kind speaks for which code."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.checks.drift.subject import Project

SPOKEN: Final = {"docs": "the docs", "template": "the template", "rules": "the rules"}


def nearest_file(project: Project, kind: str, path: str) -> str:
    """Return the file of this kind that shares the most folders with a path, the first of several."""
    files = [name for inventory in project.of(kind) for name in inventory.files]
    files += [said.at.path for inventory in project.of(kind) for said in inventory.declarations]
    folders = path.split("/")[:-1]
    return max(dict.fromkeys(files), key=lambda name: _shared(name.split("/")[:-1], folders), default=SPOKEN[kind])


def _shared(one: list[str], other: list[str]) -> int:
    """Return how many folders two paths have in common; one that leads elsewhere is farther than one above."""
    common = 0
    while common < min(len(one), len(other)) and one[common] == other[common]:
        common += 1
    return 2 * common - len(one)
