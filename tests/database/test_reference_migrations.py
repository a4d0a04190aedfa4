"""The reference project's migrations, applied and taken back by a real PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from postgres_server import Failed

if TYPE_CHECKING:
    from postgres_server import Server

MIGRATIONS = Path(__file__).parents[2] / "examples/veza-backend-api/migrations"
FILES = sorted(MIGRATIONS.glob("*.sql"))

# What there is in the schema `public`, as text: relations, columns, constraints, indexes, types, functions, comments.
CATALOGUE = """
SELECT line FROM (
    SELECT 'relation ' || relkind::text || ' ' || oid::regclass AS line
    FROM pg_class WHERE relnamespace = 'public'::regnamespace
    UNION ALL
    SELECT concat_ws(' ', 'column', attrelid::regclass, attnum, attname, format_type(atttypid, atttypmod), attnotnull,
                     attgenerated, pg_get_expr(adbin, adrelid), col_description(attrelid, attnum))
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    LEFT JOIN pg_attrdef ON (adrelid, adnum) = (attrelid, attnum)
    WHERE relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped
    UNION ALL
    SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL
    SELECT concat_ws(' ', 'type', typname, typtype, (SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder)
                                                     FROM pg_enum WHERE enumtypid = pg_type.oid))
    FROM pg_type WHERE typnamespace = 'public'::regnamespace
    UNION ALL
    SELECT concat_ws(' ', 'function', oid::regprocedure) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
) AS lines ORDER BY line COLLATE "C"
"""
# One row in every table, each referring to those before it.
ROWS = """
INSERT INTO users (username, email) VALUES ('ada', 'ada@music.example');
INSERT INTO federated_identities (user_id, provider, provider_user_id) SELECT id, 'github', '1' FROM users;
INSERT INTO sessions (user_id, expires_at) SELECT id, now() + '1 day' FROM users;
INSERT INTO refresh_tokens (user_id, session_id, token_hash, expires_at)
    SELECT user_id, id, repeat('a', 64), expires_at FROM sessions;
INSERT INTO user_profiles (user_id, display_name, locale) SELECT id, 'Ada', 'en-GB' FROM users;
INSERT INTO files (user_id, original_name, mime_type, size_bytes, checksum)
    SELECT id, 'a.flac', 'audio/flac', 1, repeat('b', 64) FROM users;
INSERT INTO file_metadata (file_id, name, value) SELECT id, 'bpm', '120' FROM files;
INSERT INTO file_uploads (user_id, file_id, total_bytes) SELECT user_id, id, 1 FROM files;
INSERT INTO tracks (user_id, file_id, title, file_path, duration_ms, storage_backend, storage_key)
    SELECT user_id, id, 'A', '/tracks/a.flac', 1, 's3', 'a' FROM files;
INSERT INTO playlists (user_id, name) SELECT id, 'All' FROM users;
INSERT INTO playlist_tracks (playlist_id, track_id, position) SELECT playlists.id, tracks.id, 0 FROM playlists, tracks;
INSERT INTO rooms (owner_id, name) SELECT id, 'Lobby' FROM users;
INSERT INTO room_members (room_id, user_id) SELECT id, owner_id FROM rooms;
INSERT INTO messages (room_id, sender_id, body) SELECT id, owner_id, 'hello' FROM rooms;
INSERT INTO track_comments (track_id, user_id, body) SELECT id, user_id, 'nice' FROM tracks;
INSERT INTO notifications (user_id, kind) SELECT id, 'comment' FROM users;
"""
SAFE_AT_ANY_TIME = {"704_track_title_search"}


def rollback(migration: Path) -> Path:
    return MIGRATIONS / "rollback" / f"{migration.stem}_down.sql"


def tables(server: Server, database: str) -> list[str]:
    listed = server.ask(
        database, "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    )
    return sorted(listed.split())


def test_every_migration_has_its_rollback_and_every_rollback_its_migration():
    assert [rollback(path) for path in FILES] == sorted(MIGRATIONS.glob("rollback/*"))
    assert len(FILES) >= 12


def test_each_rollback_undoes_its_migration_exactly(server, database):
    before = []
    for path in FILES:
        before.append(server.ask(database, CATALOGUE))
        server.apply(database, path)
    assert len(tables(server, database)) == 16
    for path in reversed(FILES):
        assert server.ask(database, CATALOGUE) != before[-1], f"{path.name} changes nothing"
        server.apply(database, rollback(path))
        assert server.ask(database, CATALOGUE) == before.pop(), f"{rollback(path).name} leaves something behind"
    assert server.ask(database, CATALOGUE) == ""


def test_a_migration_can_be_applied_again_after_its_rollback(server, database):
    for path in FILES:
        server.apply(database, path, rollback(path), path)


def test_a_guard_refuses_while_there_is_something_to_lose(server, database):
    server.apply(database, *FILES)
    server.ask(database, ROWS)
    counts = [server.ask(database, f"SELECT count(*) FROM {table}").strip() for table in tables(server, database)]
    assert counts == ["1"] * 16
    for path in reversed(FILES):
        before = server.ask(database, CATALOGUE)
        if path.stem in SAFE_AT_ANY_TIME:
            server.apply(database, rollback(path))
        else:
            with pytest.raises(Failed, match=rf"ERROR: .*{path.name[:3]} is rolled back"):
                server.apply(database, rollback(path))
            assert server.ask(database, CATALOGUE) == before
