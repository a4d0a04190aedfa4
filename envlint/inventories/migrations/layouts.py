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
from typing import Final, NamedTuple

from envlint.formats.sql.migration import Step
from envlint.inventories.sql.migrations import DIRECTION, NOT_RUN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

UP, DOWN, AGAIN, OTHER = "up", "down", "again", ""

FLYWAY: Final = re.compile(r"(?P<letter>[VUR])(?P<number>[0-9]+(?:[._][0-9]+)*)?__(?P<name>.+)\.sql")
NUMBERED: Final = re.compile(
    r"(?P<number>[0-9]+(?:[-.][0-9]+)*)(?:[_.-]+(?P<name>.*?))?(?P<down>[._-](?:down|rollback|undo))?(?:[._-]up)?\.sql",
    re.IGNORECASE,
)
FOLDER: Final = re.compile(r"(?P<number>[0-9]+(?:[-.][0-9]+)*)(?:_+(?P<name>.*))?")
VERSION: Final = re.compile(r"v?(?P<number>[0-9]+(?:\.[0-9]+)+)")
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
    """Steps in the order they are applied. ``alone`` takes back what is not there, ``others`` have no number."""

    steps: tuple[Step, ...]
    alone: tuple[str, ...]
    others: tuple[str, ...]


def steps(paths: Iterable[str], folder: str) -> Layout:
    """Sort the SQL files below a folder into steps and what takes them back."""
    prefix = f"{folder.strip('/')}/" if folder.strip("/") not in ("", ".") else ""
    named = [read(path, prefix) for path in sorted(paths) if path.endswith(".sql") and path.startswith(prefix)]
    downs: dict[tuple[tuple[int, ...], str], str] = {}
    by_number: dict[tuple[int, ...], list[str]] = {}
    for one in named:
        if one.way == DOWN:
            downs[one.order, one.name] = one.path
            by_number.setdefault(one.order, []).append(one.path)
    ups = sorted((one for one in named if one.way == UP), key=lambda one: (one.order, one.path))
    numbers = [one.order for one in ups]
    found, used = [], set()
    for one in ups:
        alone = by_number.get(one.order, []) if numbers.count(one.order) == 1 else []
        down = downs.get((one.order, one.name)) or (alone[0] if len(alone) == 1 else "")
        used.add(down)
        found.append(Step(one.number, one.order, one.name, one.path, down))
    found += [Step("", (), one.name, one.path, "") for one in named if one.way == AGAIN]
    alone_paths = [path for path in downs.values() if path not in used]
    return Layout(tuple(found), tuple(sorted(alone_paths)), tuple(one.path for one in named if one.way == OTHER))


def read(path: str, prefix: str = "") -> Named:
    """Return what a path says, ``prefix`` being the folder of all of them."""
    *folders, name = path[len(prefix) :].split("/")
    back = any(folder.lower() in NOT_RUN for folder in folders)
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
    return Named(path, UP if letter == "V" else DOWN, number, _numbers(number), found["name"])


def _version(text: str) -> tuple[int, ...]:
    """Return a date with its time as one number, whether or not points or dashes are in it, and what follows them."""
    digits = re.sub(r"[^0-9]", "", text)
    return int(digits[:SECOND]), int(digits[SECOND:] or -1)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"[0-9]+", text)))


def halves(text: str) -> tuple[str, str | None]:
    """Return what a file says to do and, if it says it, what to undo it; every character stays at its place."""
    marks = list(DIRECTION.finditer(text))
    if not any(mark[1].lower() == DOWN for mark in marks):
        return text, None
    ends = [*(mark.start() for mark in marks), len(text)][1:]
    forward, backward, kept = [], [], 0
    for mark, end in zip(marks, ends, strict=True):
        before, part = text[kept : mark.start()], text[mark.start() : end]
        forward.append(before)
        backward.append(_blank(before))
        down = mark[1].lower() == DOWN
        forward.append(_blank(part) if down else part)
        backward.append(part if down else _blank(part))
        kept = end
    return "".join(forward), "".join(backward)


def _blank(text: str) -> str:
    return re.sub(r"[^\r\n]", " ", text)
