"""How migration tools lay out their files: which step comes when; and what takes it back.

- plain: ``985_name.sql``; ``rollback/985_name_down.sql``, ``rollback/985_name.sql`` or ``985_name_down.sql``
- golang-migrate, sqlx: ``000985_name.up.sql``; ``000985_name.down.sql``
- goose, sql-migrate, dbmate: what stands below ``-- +goose Up`` or ``-- migrate:up``; below ``Down`` in the same file
- Flyway, refinery: ``V9_85__name.sql``, and ``R__name.sql`` after all others; ``U9_85__name.sql``
- diesel: ``2024-01-02-000000_name/up.sql``; ``down.sql`` beside it
- Prisma: ``20240102000000_name/migration.sql``; ``down.sql`` beside it

Sources: the manuals of the tools.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final, NamedTuple

from envlint.formats.sql.migration import Step

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

UP, DOWN, AGAIN, OTHER = "up", "down", "again", ""
BACK: Final = frozenset(("down", "downs", "rollback", "rollbacks", "undo"))
KEPT: Final = frozenset(("archive", "archived"))
"""Folders of what takes migrations back, and of those that are not applied any more."""

FLYWAY: Final = re.compile(r"(?P<letter>[VUR])(?P<number>[0-9]+(?:[._][0-9]+)*)?__(?P<name>.+)\.sql", re.DOTALL)
NUMBERED: Final = re.compile(
    r"v?(?P<number>[0-9]+(?:[-.][0-9]+)*)(?:[_.-]+(?P<name>.*?))?"
    r"(?P<down>[._-](?:down|reverse|revert|rollback|undo))?(?:[._-]up)?\.sql",
    re.IGNORECASE | re.DOTALL,
)
NO_SQL: Final = re.compile(r"(?P<number>[0-9]+)(?:[_.-].*)?[._](?:down|reverse|revert|rollback|undo)\.(?!sql$)\w+")
"""What takes a migration back in another language, beside one in SQL."""
OURS: Final = re.compile(r"\.(?:postgres|postgresql|pg)(?=\.|$)")
"""What the names of some files end with: such a file stands for the one without it, which is for other databases."""
FOLDER: Final = re.compile(r"(?P<number>[0-9]+(?:[-.][0-9]+)*)(?:_+(?P<name>.*))?", re.DOTALL)
VERSION: Final = re.compile(r"v?(?P<number>[0-9]+(?:\.[0-9]+)+)")
DAY: Final = len("YYYYMMDD")
SECOND: Final = len("YYYYMMDDhhmmss")
IN_FOLDER: Final = {"up.sql": UP, "migration.sql": UP, "down.sql": DOWN}


class Named(NamedTuple):
    """What the path of a file says. ``order`` is the number as numbers, with those of version folders before it."""

    path: str
    way: str
    number: str
    order: tuple[int, ...]
    name: str


class Layout(NamedTuple):
    """Steps in the order they are applied. ``alone`` takes back what is not there, ``others`` have no number.

    ``second`` are rollbacks beside another one of the same migration, each with that one.
    """

    steps: tuple[Step, ...]
    alone: tuple[str, ...]
    others: tuple[str, ...]
    second: tuple[tuple[str, str], ...] = ()


def steps(paths: Iterable[str], folder: str) -> Layout:
    """Sort the SQL files below a folder into steps and what takes them back, which may be in another language."""
    prefix = f"{folder.strip('/')}/" if folder.strip("/") not in ("", ".") else ""
    paths = list(paths)
    named = [read(path, prefix) for path in sorted(paths) if path.endswith(".sql") and path.startswith(prefix)]
    ours = {(one.way, one.order, OURS.sub("", one.name)) for one in named if OURS.search(one.name)}
    named = [one for one in named if (one.way, one.order, one.name) not in ours]
    ups = sorted((one for one in named if one.way == UP), key=lambda one: (one.order, one.path))
    downs = [one for one in named if one.way == DOWN]
    matching = {**_elsewhere(ups, paths, prefix), **_matching(ups, downs)}
    found = [Step(one.number, one.order, one.name, one.path, matching.get(one.path, "")) for one in ups]
    found += [Step("", (), one.name, one.path, "") for one in named if one.way == AGAIN]
    taken = set(matching.values())
    used = {(one.order, one.name, _scope(one.path)): one.path for one in downs if one.path in taken}
    alone, second = [], []
    for one in downs:
        if one.path not in taken:
            other = used.get((one.order, one.name, _scope(one.path)))
            second += [(one.path, other)] if other else []
            alone += [] if other else [one.path]
    others = tuple(one.path for one in named if one.way == OTHER)
    return Layout(tuple(found), tuple(alone), others, tuple(second))


def _matching(ups: list[Named], downs: list[Named]) -> dict[str, str]:
    """Return for the files of migrations those that take them back: of the same number and, if they can, name."""
    named: dict[tuple[tuple[int, ...], str], list[str]] = {}
    numbered: dict[tuple[int, ...], list[str]] = {}
    for one in downs:
        named.setdefault((one.order, one.name), []).append(one.path)
        numbered.setdefault(one.order, []).append(one.path)
    times = Counter(one.order for one in ups)
    found = {}
    for one in ups:
        fitting = named.get((one.order, one.name), [])
        beside = [path for path in fitting if _scope(path) == _scope(one.path)]
        alone = numbered.get(one.order, []) if times[one.order] == 1 else []
        if hit := (beside or fitting or (alone if len(alone) == 1 else [])):
            found[one.path] = hit[0]
    return found


def _elsewhere(ups: list[Named], paths: Iterable[str], prefix: str) -> dict[str, str]:
    """Return for the files of migrations those in another language, beside them, that take them back."""
    found = {}
    for path in paths:
        folder, _, name = path.rpartition("/")
        if path.startswith(prefix) and (hit := NO_SQL.fullmatch(name)):
            found[_numbers(hit["number"]), folder] = path
    beside = {one.path: found.get((one.order, one.path.rpartition("/")[0])) for one in ups} if found else {}
    return {up: down for up, down in beside.items() if down}


def _scope(path: str) -> str:
    """Return the folder of a file, without those that say that it takes something back."""
    return "/".join(folder for folder in path.split("/")[:-1] if folder.lower() not in BACK)


def read(path: str, prefix: str = "") -> Named:
    """Return what a path says, ``prefix`` being the folder of all of them."""
    *folders, name = path[len(prefix) :].split("/")
    if any(folder.lower() in KEPT for folder in folders):
        return Named(path, OTHER, "", (), name)
    back = any(folder.lower() in BACK for folder in folders)
    before = tuple(
        part for folder in folders if (found := VERSION.fullmatch(folder)) for part in _numbers(found["number"])
    )
    if name in IN_FOLDER and folders and (found := FOLDER.fullmatch(folders[-1])):
        return Named(path, IN_FOLDER[name], found["number"], _version(found["number"]), found["name"] or "")
    if found := FLYWAY.fullmatch(name):
        return _flyway(path, found)
    if found := NUMBERED.fullmatch(name):
        way = DOWN if back or found["down"] else UP
        return Named(path, way, found["number"], (*before, *_numbers(found["number"])), found["name"] or "")
    return Named(path, OTHER, "", (), name)


def _flyway(path: str, found: re.Match[str]) -> Named:
    letter, number = found["letter"], found["number"] or ""
    if letter == "R" or not number:
        return Named(path, AGAIN if letter == "R" else OTHER, "", (), found["name"])
    order = _numbers(number)
    while len(order) > 1 and not order[-1]:  # 1.0 is 1
        order = order[:-1]
    return Named(path, UP if letter == "V" else DOWN, number, order, found["name"])


def _version(text: str) -> tuple[int, ...]:
    """Return a date with its time as one number, whether or not points or dashes are in it, and what follows them.

    A day alone comes before the day's times: diesel and Prisma order by text.
    """
    digits = re.sub(r"[^0-9]", "", text)
    if len(digits) >= DAY:
        digits = digits.ljust(SECOND, "0")
    return int(digits[:SECOND]), int(digits[SECOND:] or -1)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"[0-9]+", text)))
