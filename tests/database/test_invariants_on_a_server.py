"""Invariants of the repository's rules, judged of a real PostgreSQL with its migrations, and of one that drifted."""

from __future__ import annotations

from pathlib import Path

import pytest
from asking import catalogue

from envlint.analysis.schema import schema
from envlint.checks.database.subject import Database, Live
from envlint.core.location import Location
from envlint.core.rule import Rule
from envlint.core.tier import BUILT_IN
from envlint.inventories.migrations.history import read
from envlint.inventories.tree import listing
from envlint.rules.invariants.load import load

ROOT = Path(__file__).parents[2]
FOLDER = "examples/veza-backend-api/migrations"
CONNECTION = Location("dotenv:.env", ".env", 1)
RULES = (Rule("TRACK_STORAGE_BACKEND", type="enum", values=("local", "s3"), default="local"),)
DRIFTED = {
    "ALTER TABLE sessions ALTER id DROP DEFAULT": "primary key of sessions has no default gen_random_uuid()",
    "ALTER TABLE notifications DROP CONSTRAINT notifications_pkey": "table notifications has no primary key",
    "ALTER TABLE notifications ALTER id DROP DEFAULT, ALTER id TYPE text": None,
    "ALTER TABLE rooms ALTER created_at TYPE timestamp": (
        "rooms.created_at is timestamp without time zone, not timestamp with time zone"
    ),
    "ALTER TABLE rooms ALTER created_at SET DEFAULT clock_timestamp()": (
        "default of rooms.created_at is clock_timestamp(), not now()"
    ),
    "ALTER TABLE rooms DROP deleted_at CASCADE": "table rooms has no column deleted_at timestamptz null",
    "ALTER TABLE tracks ALTER user_id DROP NOT NULL": "foreign key tracks.user_id can be NULL",
    "ALTER TABLE tracks ALTER storage_backend SET DEFAULT 's3'": (
        "default of tracks.storage_backend is 's3' and that of TRACK_STORAGE_BACKEND local"
    ),
    "ALTER TABLE tracks DROP CONSTRAINT tracks_storage_backend_check": (
        "tracks.storage_backend may have any value: no CHECK and no enum lists local, s3"
    ),
    "ALTER INDEX idx_tracks_file_id RENAME TO x": "index x is not called idx_tracks_file_id",
    "COMMENT ON COLUMN users.avatar IS NULL": "users.avatar has no comment",
    "CREATE TABLE goose_db_version (id int)": "",
}


def found(server, database):
    files = [(f"rules/{path.name}", path.read_bytes()) for path in sorted((ROOT / "rules").glob("*.toml"))]
    live = Live(CONNECTION, catalogue(server, database))
    history = read(listing(str(ROOT)), FOLDER)
    judged = Database(history, load(files, BUILT_IN)["production"], live=live, rules=RULES)
    heard = schema([judged], lambda place: Location(place.path, place.path, 1))
    assert heard.faults == ()
    findings = [each for each in heard.findings if each.code in ("ENV501", "ENV905")]
    assert all(each.at == CONNECTION for each in findings)
    return [each.message for each in findings]


@pytest.fixture(scope="module")
def applied(server):
    """A database with all migrations."""
    name = server.create()
    server.apply(name, *sorted((ROOT / FOLDER).glob("*.sql")))
    return name


def test_the_servers_own_words_say_the_same_as_the_migrations(server, applied):
    assert found(server, applied) == []


@pytest.mark.parametrize("statement", DRIFTED)
def test_what_was_changed_by_hand_is_found_once(statement, server, applied):
    database = server.create(template=applied)
    server.ask(database, f"{statement};")
    expected = DRIFTED[statement]
    said = found(server, database)
    if expected is None:
        assert said == [
            "on the server, primary key of notifications is text, not uuid",
            "on the server, primary key of notifications has no default gen_random_uuid()",
        ]
    else:
        assert said == ([f"on the server, {expected}"] if expected else [])
