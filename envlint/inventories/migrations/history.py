"""A folder of migrations, read step by step."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from typing import Final

from envlint.core.files import LARGEST, TOO_LARGE
from envlint.core.location import Location
from envlint.formats.encoding import decode
from envlint.formats.sql.building import EMPTY, ENCODING, Builder, Fault
from envlint.formats.sql.halves import halves
from envlint.formats.sql.migration import History, Migration, undo
from envlint.formats.sql.script import Reading
from envlint.inventories.migrations import layouts
from envlint.inventories.migrations.folders import foreign
from envlint.inventories.walk import ELSEWHERE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.formats.sql.building import Applied
    from envlint.inventories.tree import Tree

MARK: Final = "the file begins with a byte order mark"
"""What the tools that apply files pass over."""
OTHER_ENCODING: Final = re.compile(
    r"^[ \t]*(?:set\s+client_encoding|set\s+names|\\encoding)\b", re.IGNORECASE | re.MULTILINE
)


def read(tree: Tree, folder: str) -> History:
    """Read the migrations below a folder of the project."""
    prefix = f"{folder}/" if folder not in ("", ".") else ""
    layout = layouts.steps([path for path in tree.paths if not foreign(path, prefix)], folder)
    history = History(folder, alone=layout.alone, second=layout.second, unread=_not_listed(tree, prefix))
    history.not_covered += [f"SQL: {path} {_why(path, prefix)} and is not applied" for path in layout.others]
    builder = Builder()
    for step in layout.steps:
        text, faults = _text(tree, step.up, history)
        if text is None:
            continue
        forward, backward = halves(text)
        down = step.down or (step.up if backward is not None else "")
        of_down: list[Fault] = []
        if step.down and not step.down.endswith(".sql"):
            history.not_covered.append(f"SQL: {step.down} is in another language")
        elif step.down:
            backward, of_down = _text(tree, step.down, history)
        before = builder.catalogue.copy()
        applied = _with(builder.apply(step.up, forward), faults)
        after = builder.catalogue.copy()
        rollback = None if backward is None else undo(down, backward, before, after)
        if rollback and of_down:
            rollback = replace(rollback, applied=_with(rollback.applied, of_down))
        history.migrations.append(Migration(step._replace(down=down), before, after, applied, rollback))
    history.catalogue = builder.catalogue
    return history


def _why(path: str, prefix: str) -> str:
    kept = not layouts.KEPT.isdisjoint(path[len(prefix) :].lower().split("/")[:-1])
    return "lies in an archive" if kept else "has no number"


def _with(applied: Applied, faults: list[Fault]) -> Applied:
    return applied._replace(faults=(*faults, *applied.faults)) if faults else applied


def _text(tree: Tree, path: str, history: History) -> tuple[str | None, list[Fault]]:
    """Return the text of a file, and what is to be said of it as a whole."""
    data = tree.read(path, LARGEST)
    if data is None:
        reason = dict(tree.unreadable).get(path) or (TOO_LARGE if path in tree.large else "it is no regular file")
        history.unread.append((path, reason))
        return None, []
    text, notices = decode(data)
    if not text.strip("\0 \t\r\n\f\v"):
        return text, [Fault(EMPTY, Location(path, path, 1), "the file is empty")]
    places = Reading(path, text) if notices else None
    faults = [
        Fault(ENCODING, places.place(each.start, each.start + 1), each.detail)
        for each in notices
        if places and each.detail != MARK and not OTHER_ENCODING.search(text)
    ]
    return text, faults


def _not_listed(tree: Tree, prefix: str) -> list[tuple[str, str]]:
    """Return what looks like a migration, or a folder of them, and is none that can be read, with the reason."""
    found = {path: f"it is {why}" for path, why in tree.skipped if path.startswith(prefix) and why == ELSEWHERE}
    folders = sorted({path.rpartition("/")[0] for path in tree.paths if path.startswith(prefix)} | {prefix[:-1]})
    for folder in folders:
        try:
            with os.scandir(os.path.join(tree.root, folder)) as entries:
                for entry in entries:
                    path = f"{folder}/{entry.name}" if folder else entry.name
                    if (reason := _unfit(entry)) and not any(f"{path}/{each}" in tree for each in layouts.IN_FOLDER):
                        found[path] = reason
        except OSError:
            continue
    return sorted((path, why) for path, why in found.items() if path.endswith(".sql") or "." not in path)


def _unfit(entry: os.DirEntry[str]) -> str:
    """Return why what is called as a migration or a folder of them cannot be read; empty if it can, or is none."""
    is_sql, back = entry.name.endswith(".sql"), entry.name.lower() in layouts.BACK
    try:
        folder, file = entry.is_dir(), entry.is_file()
    except OSError:  # a link that leads to itself
        folder = file = False
    if folder:
        linked = "it is a link to a folder" if entry.is_symlink() and back else ""
        return "it is a directory" if is_sql else linked
    if file or entry.name.startswith("."):  # an editor's lock is a link to nothing
        return ""
    if entry.is_symlink():
        return "it is a link to nothing" if is_sql or back else ""
    return "it is no regular file" if is_sql else ""
