"""How the checks of migrations speak of them. Names and literals from migration files may be shown."""

from __future__ import annotations

from envlint.checks.database.names import LONGEST, clipped
from envlint.core.finding import Related
from envlint.core.location import Location

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Final

    from envlint.formats.sql.difference import Difference

MOST_NAMED: Final = 3
"""Things that one message names; the rest is counted."""
MOST_PLACES: Final = 10
"""Related places of one finding: more of them tell nobody more."""


def several(names: Sequence[str]) -> str:
    """Return ``a``, ``a and b``, ``a, b and c``, ``a, b, c and 4 more``."""
    return joined(list(map(clipped, names)))


def joined(parts: Sequence[str]) -> str:
    """Return parts of a sentence as ``several`` does names, each as it is."""
    shown = list(parts[:MOST_NAMED])
    if len(parts) > MOST_NAMED:
        shown.append(f"{len(parts) - MOST_NAMED} more")
    *before, last = shown
    return f"{', '.join(before)} and {last}" if before else last


def counted(number: int, what: str) -> str:
    """Return ``1 migration``, ``2 migrations``."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def beginning(path: str) -> Location:
    """Return the first line of a file."""
    return Location(path, path, 1)


def name_of(path: str) -> str:
    """Return what a migration is called: its file, or the folder of one that is called as all others are."""
    *folders, name = path.split("/")
    return f"{folders[-1]}/{name}" if folders and name in ("up.sql", "migration.sql", "down.sql") else name


def thing(difference: Difference) -> str:
    """Return what differs by its kind and name; without the name of its table where both are long."""
    name = f"{difference.kind} {difference.name}"
    return name if len(name) <= LONGEST else clipped(f"{difference.kind} {difference.name.rpartition('.')[2]}")


def told(differences: Iterable[Difference]) -> tuple[Related, ...]:
    """Return where the things were made in which two states differ, and what differs."""
    said = [
        Related(thing(each) + (f": {clipped(each.what)}" if each.what else ""), each.at)
        for each in differences
        if each.at
    ]
    return tuple(dict.fromkeys(said))[:MOST_PLACES]
