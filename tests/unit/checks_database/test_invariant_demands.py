"""ENV501: each demand of each subject holds of a clean schema, and breaks at the line that made the fault."""

from __future__ import annotations

import pytest
from invariant_samples import history, invariant, said

ALL = (
    invariant("table", has=("created_at timestamptz not null default now()", "deleted_at timestamptz null")),
    invariant("table", comment=True),
    invariant("table", name="*s"),
    invariant("table", has=("id", "created_at not null", "deleted_at null")),
    invariant("primary-key", type=("uuid", "bigint"), default="gen_random_uuid()", columns=("id",)),
    invariant("foreign-key", on_delete=("CASCADE", "SET NULL"), on_update="CASCADE", null=False, indexed=True),
    invariant("foreign-key", name="{table}_{columns}_fkey"),
    invariant("index", name="idx_{table}_{columns}", method="btree"),
    invariant("unique", name="{table}_title_key"),
    invariant("check", name="{table}_{column}_check"),
    invariant("enum", only=("role",), values=("listener", "admin"), name="r*"),
    invariant(
        "column",
        only=("tracks.backend",),
        type="character varying(16)",
        null=False,
        default="$BACKEND",
        values="$BACKEND",
        comment=True,
    ),
    invariant("column", only=("tracks.backend",), default="'local'::varchar", values=("s3", "local")),
    invariant("column", only=("users.role",), values=("admin", "listener"), default="'listener'"),
    invariant("column", only=("*.deleted_at",), null=True, name="deleted_*"),
    invariant("migration", has=("rollback", "guard"), name="*_*.sql", gaps=False),
)
UP, DOWN = "002_tracks.sql", "002_tracks.down.sql"
FAULTS = {
    "column missing": (
        (("001_users.sql", ",\n    deleted_at timestamptz\n", "\n"),),
        invariant("table", has=("deleted_at timestamptz",)),
        "db/001_users.sql:2 table users has no column deleted_at timestamptz",
    ),
    "column dropped later": (
        (("003_x.sql", None, "ALTER TABLE tracks DROP COLUMN deleted_at;"),),
        invariant("table", has=("deleted_at timestamptz",)),
        "db/003_x.sql:1 table tracks has no column deleted_at timestamptz",
    ),
    "key dropped later": (
        (("003_x.sql", None, "-- x\nSELECT 1;\nALTER TABLE tracks\n DROP CONSTRAINT tracks_pkey;"),),
        invariant("primary-key", type="uuid"),
        "db/003_x.sql:3 table tracks has no primary key",
    ),
    "index dropped later": (
        ((UP, "UNIQUE (user_id, title)", "UNIQUE (title)"), ("003_x.sql", None, "\nDROP INDEX idx_tracks_user_id;")),
        invariant("foreign-key", indexed=True),
        "db/003_x.sql:2 foreign key tracks.user_id has no index",
    ),
    "comment dropped later": (
        (("003_x.sql", None, "\nCOMMENT ON TABLE tracks IS NULL;"),),
        invariant("table", comment=True),
        "db/003_x.sql:2 table tracks has no comment",
    ),
    "CHECK dropped later in a block": (
        (("003_x.sql", None, "\nDO $$ BEGIN ALTER TABLE tracks DROP CONSTRAINT tracks_backend_check; END $$;"),),
        invariant("column", only=("tracks.backend",), values="$BACKEND"),
        "db/003_x.sql:2 tracks.backend may have any value: no CHECK and no enum lists local, s3",
    ),
    "table renamed later": (
        (
            ("003_x.sql", None, "ALTER TABLE users RENAME TO people;"),
            ("004_x.sql", None, "ALTER TABLE people ADD x int;"),
        ),
        invariant("table", name="*s"),
        "db/003_x.sql:1 table people is not called *s",
    ),
    "missing before a table was renamed": (
        (
            ("003_x.sql", None, "ALTER TABLE users RENAME TO people;"),
            ("004_x.sql", None, "ALTER TABLE people ADD x int;"),
        ),
        invariant("table", only=("people",), has=("updated_at",)),
        "db/001_users.sql:2 table people has no column updated_at",
    ),
    "missing since before a table was renamed": (
        (
            ("003_x.sql", None, "\nALTER TABLE users DROP deleted_at;"),
            ("004_x.sql", None, "ALTER TABLE users RENAME TO people;"),
        ),
        invariant("table", only=("people",), has=("deleted_at",)),
        "db/003_x.sql:2 table people has no column deleted_at",
    ),
    "enum renamed later": (
        (("003_x.sql", None, "\nALTER TYPE role RENAME TO roles;"),),
        invariant("enum", name="*e"),
        "db/003_x.sql:2 enum roles is not called *e",
    ),
    "column renamed later": (
        (("003_x.sql", None, "\nALTER TABLE tracks RENAME title TO name;"),),
        invariant("table", has=("title",), only=("tracks",)),
        "db/003_x.sql:2 table tracks has no column title",
    ),
    "type of a column": (
        ((UP, "deleted_at timestamptz", "deleted_at timestamp"),),
        invariant("table", has=("deleted_at timestamptz",)),
        "db/002_tracks.sql:7 tracks.deleted_at is timestamp without time zone, not timestamp with time zone",
    ),
    "type changed later": (
        (("003_x.sql", None, "-- x\nALTER TABLE tracks ALTER COLUMN deleted_at TYPE date;"),),
        invariant("table", has=("deleted_at timestamptz",)),
        "db/003_x.sql:2 tracks.deleted_at is date, not timestamp with time zone",
    ),
    "NULL": (
        ((UP, "created_at timestamptz NOT NULL", "created_at timestamptz"),),
        invariant("table", has=("created_at timestamptz not null default now()",)),
        "db/002_tracks.sql:6 tracks.created_at can be NULL",
    ),
    "NULL allowed later": (
        (("003_x.sql", None, "\nALTER TABLE tracks ALTER created_at DROP NOT NULL;"),),
        invariant("table", has=("created_at timestamptz not null default now()",)),
        "db/003_x.sql:2 tracks.created_at can be NULL",
    ),
    "NOT NULL": (
        ((UP, "deleted_at timestamptz", "deleted_at timestamptz NOT NULL"),),
        invariant("table", has=("deleted_at null",)),
        "db/002_tracks.sql:7 tracks.deleted_at cannot be NULL",
    ),
    "default": (
        ((UP, "DEFAULT CURRENT_TIMESTAMP", "DEFAULT '2020-01-01'"),),
        invariant("table", has=("created_at timestamptz not null default now()",)),
        "db/002_tracks.sql:6 default of tracks.created_at is '2020-01-01', not now()",
    ),
    "default dropped later": (
        (("003_x.sql", None, "ALTER TABLE tracks ALTER created_at DROP DEFAULT;"),),
        invariant("table", has=("created_at timestamptz not null default now()",)),
        "db/003_x.sql:1 tracks.created_at has no default now()",
    ),
    "no identity": (
        (),
        invariant("table", only=("users",), has=("id uuid generated always as identity",)),
        "db/001_users.sql:3 users.id is not generated always as identity",
    ),
    "no sequence": (
        (("003_x.sql", None, "CREATE TABLE counts (n bigint PRIMARY KEY);"),),
        invariant("table", only=("counts",), has=("n bigserial",)),
        "db/003_x.sql:1 counts.n does not get its numbers from a sequence",
    ),
    "no comment on a table": (
        ((UP, "COMMENT ON TABLE tracks IS 'What they upload.';\n", ""),),
        invariant("table", comment=True),
        "db/002_tracks.sql:1 table tracks has no comment",
    ),
    "name of a table": (
        (("003_x.sql", None, "CREATE TABLE song (id int);"),),
        invariant("table", name="*s"),
        "db/003_x.sql:1 table song is not called *s",
    ),
    "type of a key": (
        ((UP, "id uuid PRIMARY KEY DEFAULT gen_random_uuid()", "id bigserial PRIMARY KEY"),),
        invariant("primary-key", type="uuid"),
        "db/002_tracks.sql:2 primary key of tracks is bigint, not uuid",
    ),
    "default of a key": (
        ((UP, "DEFAULT gen_random_uuid()", ""),),
        invariant("primary-key", default="gen_random_uuid()"),
        "db/002_tracks.sql:2 primary key of tracks has no default gen_random_uuid()",
    ),
    "other default of a key": (
        ((UP, "DEFAULT gen_random_uuid()", "DEFAULT uuid_generate_v4()"),),
        invariant("primary-key", default="gen_random_uuid()"),
        "db/002_tracks.sql:2 default of primary key of tracks is uuid_generate_v4(), not gen_random_uuid()",
    ),
    "no key": (
        (("003_x.sql", None, "\n\nCREATE TABLE logs (line text);"),),
        invariant("primary-key", type="uuid", default="gen_random_uuid()"),
        "db/003_x.sql:3 table logs has no primary key",
    ),
    "columns of a key": (
        (("003_x.sql", None, "CREATE TABLE likes (a uuid, b uuid,\n PRIMARY KEY (a, b));"),),
        invariant("primary-key", columns=("id",)),
        "db/003_x.sql:2 primary key of likes is on a, b, not id",
    ),
    "type of a column in a key": (
        (("003_x.sql", None, "CREATE TABLE likes (a uuid,\n b int,\n PRIMARY KEY (a, b));"),),
        invariant("primary-key", type="uuid"),
        "db/003_x.sql:2 b in the primary key of likes is integer, not uuid",
    ),
    "ON DELETE unsaid": (
        ((UP, " ON DELETE CASCADE", ""),),
        invariant("foreign-key", on_delete=("CASCADE", "SET NULL")),
        "db/002_tracks.sql:3 foreign key tracks.user_id does not say ON DELETE: it must be CASCADE or SET NULL",
    ),
    "ON DELETE says NO ACTION": (
        ((UP, " ON DELETE CASCADE", " ON DELETE NO ACTION"),),
        invariant("foreign-key", on_delete="CASCADE"),
        "db/002_tracks.sql:3 foreign key tracks.user_id does not say ON DELETE: it must be CASCADE",
    ),
    "ON DELETE": (
        ((UP, " ON DELETE CASCADE", " ON DELETE RESTRICT"),),
        invariant("foreign-key", on_delete=("CASCADE", "SET NULL")),
        "db/002_tracks.sql:3 foreign key tracks.user_id says ON DELETE RESTRICT, not CASCADE or SET NULL",
    ),
    "ON UPDATE": (
        (),
        invariant("foreign-key", on_update="NO ACTION"),
        "db/002_tracks.sql:3 foreign key tracks.user_id says ON UPDATE CASCADE, not NO ACTION",
    ),
    "NULL in a foreign key": (
        ((UP, "user_id uuid NOT NULL", "user_id uuid"),),
        invariant("foreign-key", null=False),
        "db/002_tracks.sql:3 foreign key tracks.user_id can be NULL",
    ),
    "foreign key without an index": (
        (
            (UP, "CREATE INDEX idx_tracks_user_id ON tracks (user_id);", ""),
            (UP, "UNIQUE (user_id, title)", "UNIQUE (title, user_id)"),
        ),
        invariant("foreign-key", indexed=True),
        "db/002_tracks.sql:3 foreign key tracks.user_id has no index",
    ),
    "foreign key with an index of some rows": (
        (
            (UP, "ON tracks (user_id);", "ON tracks (user_id) WHERE deleted_at IS NULL;"),
            (UP, "UNIQUE (user_id, title)", "UNIQUE (title, user_id)"),
        ),
        invariant("foreign-key", indexed=True),
        "db/002_tracks.sql:3 foreign key tracks.user_id has no index",
    ),
    "name of a foreign key": (
        ((UP, "REFERENCES", "CONSTRAINT fk1 REFERENCES"),),
        invariant("foreign-key", name="{table}_{columns}_to_{target}"),
        "db/002_tracks.sql:3 foreign key tracks.user_id is not called tracks_user_id_to_users",
    ),
    "name of an index": (
        ((UP, "INDEX idx_tracks_user_id", "INDEX tracks_x"),),
        invariant("index", name="idx_{table}_{columns}"),
        "db/002_tracks.sql:10 index tracks_x is not called idx_tracks_user_id",
    ),
    "an index PostgreSQL named": (
        ((UP, "INDEX idx_tracks_title", "INDEX"),),
        invariant("index", name="idx_{table}_{columns}"),
        "db/002_tracks.sql:11 index tracks_lower_idx is not called idx_tracks_title",
    ),
    "index renamed later": (
        (("003_x.sql", None, "ALTER INDEX idx_tracks_title\nRENAME TO titles;"),),
        invariant("index", name="idx_{table}_{columns}"),
        "db/003_x.sql:1 index titles is not called idx_tracks_title",
    ),
    "method of an index": (
        ((UP, "USING btree", "USING hash"),),
        invariant("index", method="btree"),
        "db/002_tracks.sql:11 index idx_tracks_title is hash, not btree",
    ),
    "name of a UNIQUE constraint": (
        ((UP, "CONSTRAINT tracks_title_key UNIQUE", "UNIQUE"),),
        invariant("unique", name="{table}_title_key"),
        "db/002_tracks.sql:8 unique constraint tracks.tracks_user_id_title_key is not called tracks_title_key",
    ),
    "name of a CHECK": (
        ((UP, "CONSTRAINT tracks_title_check CHECK", "CONSTRAINT no_blank CHECK"),),
        invariant("check", name="{table}_{column}_check"),
        "db/002_tracks.sql:4 check constraint tracks.no_blank is not called tracks_title_check",
    ),
    "values of an enum": (
        (("001_users.sql", "'admin',", "'admin', 'root',"),),
        invariant("enum", values=("listener", "admin")),
        "db/001_users.sql:1 enum role allows admin, listener, root and the invariant admin, listener",
    ),
    "value added later": (
        (("003_x.sql", None, "\nALTER TYPE role ADD VALUE 'root';"),),
        invariant("enum", values=("listener", "admin")),
        "db/003_x.sql:2 enum role allows admin, listener, root and the invariant admin, listener",
    ),
    "name of an enum": (
        (),
        invariant("enum", name="*_enum"),
        "db/001_users.sql:1 enum role is not called *_enum",
    ),
    "values of a CHECK": (
        ((UP, "('local', 's3')", "('local', 's3',\n 'minio')"),),
        invariant("column", only=("tracks.backend",), values="$BACKEND"),
        "db/002_tracks.sql:6 check of tracks.backend allows local, minio, s3 and BACKEND local, s3",
    ),
    "fewer values": (
        ((UP, "('local', 's3')", "('local')"),),
        invariant("column", only=("tracks.backend",), values="$BACKEND"),
        "db/002_tracks.sql:5 check of tracks.backend allows local and BACKEND local, s3",
    ),
    "any value": (
        ((UP, " CHECK (backend IN ('local', 's3'))", ""),),
        invariant("column", only=("tracks.backend",), values="$BACKEND"),
        "db/002_tracks.sql:5 tracks.backend may have any value: no CHECK and no enum lists local, s3",
    ),
    "a CHECK that lists no values": (
        ((UP, "CHECK (backend IN ('local', 's3'))", "CHECK (backend ~ '^(local|s3)$')"),),
        invariant("column", only=("tracks.backend",), values="$BACKEND"),
        "db/002_tracks.sql:5 no CHECK and no enum of tracks.backend lists local, s3",
    ),
    "values of a column's enum": (
        (("001_users.sql", "'admin', ", ""),),
        invariant("column", only=("users.role",), values=("admin", "listener")),
        "db/001_users.sql:1 type role of users.role allows listener and the invariant admin, listener",
    ),
    "default of a variable": (
        ((UP, "DEFAULT 'local'", "DEFAULT 's3'"),),
        invariant("column", only=("tracks.backend",), default="$BACKEND"),
        "db/002_tracks.sql:5 default of tracks.backend is 's3' and that of BACKEND local",
    ),
    "default changed later": (
        (("003_x.sql", None, "\nALTER TABLE tracks ALTER backend SET DEFAULT 's3';"),),
        invariant("column", only=("tracks.backend",), default="$BACKEND"),
        "db/003_x.sql:2 default of tracks.backend is 's3' and that of BACKEND local",
    ),
    "default of a column": (
        (),
        invariant("column", only=("tracks.user_id", "tracks.backend"), default="'local'"),
        "db/002_tracks.sql:3 tracks.user_id has no default 'local'",
    ),
    "no default wanted": (
        (),
        invariant("column", only=("tracks.*_id", "tracks.backend"), default="null"),
        "db/002_tracks.sql:5 default of tracks.backend is 'local', not null",
    ),
    "type of one column": (
        ((UP, "backend varchar(16)", "backend varchar(15)"),),
        invariant("column", only=("tracks.backend",), type=("text", "varchar(16)")),
        "db/002_tracks.sql:5 tracks.backend is character varying(15), not text or varchar(16)",
    ),
    "NULL in one column": (
        ((UP, "varchar(16) NOT NULL", "varchar(16)"),),
        invariant("column", only=("tracks.backend",), null=False),
        "db/002_tracks.sql:5 tracks.backend can be NULL",
    ),
    "no comment on a column": (
        ((UP, "COMMENT ON COLUMN tracks.backend IS 'Where the bytes are.';\n", ""),),
        invariant("column", only=("tracks.backend",), comment=True),
        "db/002_tracks.sql:5 tracks.backend has no comment",
    ),
    "name of a column": (
        (("003_x.sql", None, 'ALTER TABLE users ADD "Name" text;'),),
        invariant("column", only=("users.N*", "tracks.backend"), name="b*e*d"),
        "db/003_x.sql:1 users.Name is not called b*e*d",
    ),
    "no rollback": (
        ((DOWN, "", None),),
        invariant("migration", has=("rollback", "guard")),
        "db/002_tracks.sql:1 migration 002 has no rollback",
    ),
    "no guard": (
        (
            (
                "001_users.down.sql",
                "DO $$ BEGIN IF EXISTS (SELECT 1 FROM users) THEN RAISE EXCEPTION 'no'; END IF; END $$;",
                "",
            ),
        ),
        invariant("migration", has=("guard",)),
        "db/001_users.down.sql:2 rollback of migration 001 loses users without a guard before it",
    ),
    "name of a migration": (
        (("003-x.sql", None, "SELECT 1;"),),
        invariant("migration", name="*_*.sql"),
        "db/003-x.sql:1 migration 003 is not called *_*.sql",
    ),
    "a gap": (
        (("005_x.sql", None, "SELECT 1;"),),
        invariant("migration", gaps=False),
        "db/005_x.sql:1 3 to 4 are missing before migration 005",
    ),
}


def test_a_clean_schema_breaks_none(tmp_path):
    assert said(history(tmp_path), invariants=ALL) == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_one_finding_at_its_line(name, tmp_path):
    changed, asked, expected = FAULTS[name]
    found = said(history(tmp_path, changed), invariants=[asked])
    assert found == [expected]
