"""Folders of migrations for the checks that judge them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from envlint import checks
from envlint.checks.database.subject import Database
from envlint.inventories.migrations.history import read
from envlint.inventories.tree import listing

if TYPE_CHECKING:
    from pathlib import Path

    from envlint.core.finding import Breach
    from envlint.core.invariant import Invariant
    from envlint.formats.sql.migration import History

TRACKS = "CREATE TABLE tracks (id uuid PRIMARY KEY, title text NOT NULL);"
GUARDED = "DO $$ BEGIN IF EXISTS (SELECT 1 FROM tracks) THEN RAISE EXCEPTION 'no'; END IF; END $$;\nDROP TABLE tracks;"
BASE = {"001_tracks.sql": TRACKS, "rollback/001_tracks_down.sql": GUARDED}


def history(folder: Path, files: dict[str, str | bytes]) -> History:
    for path, text in files.items():
        file = folder / "db" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(listing(str(folder)), "db")


def judged(name: str, folder: Path, files: dict[str, str | bytes], *invariants: Invariant) -> list[Breach]:
    """What one check says of a folder of migrations."""
    return list(checks.load("database", name).judge(Database(history(folder, files), invariants)))


def messages(name: str, folder: Path, files: dict[str, str | bytes], *invariants: Invariant) -> list[tuple[str, str]]:
    """Each place and what is said there."""
    said = judged(name, folder, files, *invariants)
    return [(str(each.at).removeprefix("db/"), each.message) for each in said]
