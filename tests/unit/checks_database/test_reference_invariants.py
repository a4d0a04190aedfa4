"""The invariants of the repository's own rules: its migrations hold to them, and each way to break one is found."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from invariant_samples import locate

from envlint.analysis.schema import schema
from envlint.checks.database.subject import Database
from envlint.core.rule import Rule
from envlint.core.tier import BUILT_IN
from envlint.inventories.migrations.history import read
from envlint.inventories.tree import listing
from envlint.rules.invariants.load import load

ROOT = Path(__file__).parent.parent.parent.parent
MIGRATIONS = ROOT / "examples" / "veza-backend-api" / "migrations"
RULES = (Rule("TRACK_STORAGE_BACKEND", type="enum", values=("local", "s3"), default="local"),)
KEY = "id UUID PRIMARY KEY DEFAULT gen_random_uuid()"
IMPOSSIBLE = (
    "index idx_tracks_storage_backend is on rows whose storage_backend is S3, "
    "and tracks.storage_backend can be local, s3"
)
MISSING = ("no key", "no created_at", "no deleted_at")
BROKEN = {
    "a key that counts": (
        "288_rooms.sql",
        KEY,
        "id UUID PRIMARY KEY",
        "primary key of rooms has no default gen_random_uuid()",
    ),
    "a key that is a text": (
        "533_notifications.sql",
        KEY,
        "id TEXT PRIMARY KEY DEFAULT gen_random_uuid()",
        "primary key of notifications is text, not uuid",
    ),
    "no key": ("533_notifications.sql", "UUID PRIMARY KEY", "UUID", "table notifications has no primary key"),
    "no created_at": (
        "288_rooms.sql",
        "created_at TIMESTAMPTZ NOT NULL DEFAULT now(),",
        "",
        "table rooms has no column created_at timestamptz not null default now()",
    ),
    "updated_at without a zone": (
        "288_rooms.sql",
        "updated_at TIMESTAMPTZ",
        "updated_at TIMESTAMP",
        "rooms.updated_at is timestamp without time zone, not timestamp with time zone",
    ),
    "no deleted_at": (
        "076_users.sql",
        ",\n    deleted_at TIMESTAMPTZ\n",
        "\n",
        "table users has no column deleted_at timestamptz null",
    ),
    "ON DELETE unsaid": (
        "094_sessions.sql",
        " ON DELETE CASCADE",
        "",
        "foreign key sessions.user_id does not say ON DELETE: it must be CASCADE or SET NULL",
    ),
    "NULL in a foreign key": (
        "094_sessions.sql",
        "user_id UUID NOT NULL",
        "user_id UUID",
        "foreign key sessions.user_id can be NULL",
    ),
    "an index with a name of its own": (
        "162_tracks.sql",
        "idx_tracks_file_id",
        "tracks_by_file",
        "index tracks_by_file is not called idx_tracks_file_id",
    ),
    "a third backend": (
        "985_track_storage_backend.sql",
        "('local', 's3')",
        "('local', 'minio', 's3')",
        "check of tracks.storage_backend allows local, minio, s3 and TRACK_STORAGE_BACKEND local, s3",
    ),
    "another default": (
        "985_track_storage_backend.sql",
        "DEFAULT 'local'",
        "DEFAULT 's3'",
        "default of tracks.storage_backend is 's3' and that of TRACK_STORAGE_BACKEND local",
    ),
    "another length": (
        "985_track_storage_backend.sql",
        "VARCHAR(16)",
        "VARCHAR(32)",
        "tracks.storage_backend is character varying(32), not varchar(16)",
    ),
    "an impossible index": (
        "985_track_storage_backend.sql",
        "WHERE storage_backend = 's3'",
        "WHERE storage_backend = 'S3'",
        IMPOSSIBLE,
    ),
    "a bridge that nobody explains": (
        "076_users.sql",
        "COMMENT ON COLUMN public.users.avatar",
        "COMMENT ON COLUMN public.users.role",
        "users.avatar has no comment",
    ),
}


def found(folder):
    files = [(f"rules/{path.name}", path.read_bytes()) for path in sorted((ROOT / "rules").glob("*.toml"))]
    database = Database(read(listing(str(folder)), "db"), load(files, BUILT_IN)["production"], rules=RULES)
    heard = schema([database], locate)
    assert heard.faults == ()
    assert heard.undecided == ()
    return [(each.message, each.at) for each in heard.findings if each.code in ("ENV501", "ENV905")]


def test_the_reference_project_holds_to_its_invariants(tmp_path):
    shutil.copytree(MIGRATIONS, tmp_path / "db")
    assert found(tmp_path) == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_copy_that_breaks_one(name, tmp_path):
    file, old, new, message = BROKEN[name]
    shutil.copytree(MIGRATIONS, tmp_path / "db")
    path = tmp_path / "db" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    ((said, at),) = found(tmp_path)
    assert said == message
    assert at.path == f"db/{file}"
    cause = "CREATE TABLE" if name in MISSING else "avatar VARCHAR" if "comment" in message else old
    if name == "an impossible index":
        cause = "CREATE INDEX"
    assert at.line == text.partition(cause)[0].count("\n") + 1


def test_a_migration_without_a_rollback(tmp_path):
    shutil.copytree(MIGRATIONS, tmp_path / "db")
    next((tmp_path / "db" / "rollback").glob("985*")).unlink()
    ((message, at),) = found(tmp_path)
    assert message == "migration 985 has no rollback"
    assert (at.path, at.line) == ("db/985_track_storage_backend.sql", 1)
