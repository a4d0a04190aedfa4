"""A small schema, and what invariants say of it: for the tests of ENV501."""

from __future__ import annotations

from envlint.analysis.schema import schema
from envlint.checks.database.subject import Database, Live
from envlint.core.invariant import Invariant
from envlint.core.location import Location
from envlint.core.rule import Place, Rule
from envlint.formats.sql.building import Builder
from envlint.inventories.migrations.history import read
from envlint.inventories.tree import listing

USERS = """CREATE TYPE role AS ENUM ('admin', 'listener');
CREATE TABLE users (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    role role NOT NULL DEFAULT 'listener',
    created_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz
);
COMMENT ON TABLE users IS 'People.';
"""
TRACKS = """CREATE TABLE tracks (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE ON UPDATE CASCADE,
    title varchar(200) NOT NULL CONSTRAINT tracks_title_check CHECK (title <> ''),
    backend varchar(16) NOT NULL DEFAULT 'local' CHECK (backend IN ('local', 's3')),
    created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
    deleted_at timestamptz,
    CONSTRAINT tracks_title_key UNIQUE (user_id, title)
);
CREATE INDEX idx_tracks_user_id ON tracks (user_id);
CREATE INDEX idx_tracks_title ON tracks USING btree (lower(title));
COMMENT ON COLUMN tracks.backend IS 'Where the bytes are.';
COMMENT ON TABLE tracks IS 'What they upload.';
"""
FILES = {
    "001_users.sql": USERS,
    "001_users.down.sql": "DO $$ BEGIN IF EXISTS (SELECT 1 FROM users) THEN RAISE EXCEPTION 'no'; END IF; END $$;\n"
    "DROP TABLE users; DROP TYPE role;\n",
    "002_tracks.sql": TRACKS,
    "002_tracks.down.sql": "DO $$ BEGIN IF EXISTS (SELECT 1 FROM tracks) THEN RAISE EXCEPTION 'no'; END IF; END $$;\n"
    "DROP TABLE tracks;\n",
}
BACKEND = Rule("BACKEND", type="enum", values=("local", "s3"), default="local", secret=False)


def history(folder, changed=()):
    """Return the history of the files, each pair of ``changed`` replaced in the one it is in."""
    files = dict(FILES)
    for path, old, new in changed:
        if old is None:
            files[path] = new
        elif new is None:
            del files[path]
        else:
            assert old in files[path]
            files[path] = files[path].replace(old, new)
    (folder / "db").mkdir()
    for path, text in files.items():
        (folder / "db" / path).write_text(text, encoding="utf-8")
    return read(listing(str(folder)), "db")


def invariant(of, *, only=(), excepting=(), since="", **demands):
    """Return an invariant; a demand that is a keyword of Python or the name of a field ends in ``_``."""
    said = tuple((key.rstrip("_"), value) for key, value in demands.items())
    variables = {"BACKEND": (BACKEND.values, BACKEND.default)}
    return Invariant(
        "x",
        of,
        said,
        only=only,
        exceptions=tuple(excepting),
        since=since,
        variables=variables,
        place=Place("rules/db.toml", ("invariant", 0)),
    )


def locate(place):
    """Stand in for the places of a rule file: the keys are told as the source."""
    return Location(".".join(map(str, place.keys)), place.path, 1)


def hear(*histories, invariants, live=None):
    """Return what the checks say of ENV501 and ENV905, and what could not be judged."""
    said = None if live is None else Live(Location("dotenv:.env", ".env", 3), *live)
    databases = [Database(each, tuple(invariants), live=said, rules=(BACKEND,)) for each in histories]
    heard = schema(databases, locate)
    assert heard.faults == ()
    findings = [each for each in heard.findings if each.code in ("ENV501", "ENV905")]
    return sorted(findings, key=lambda each: each.order), heard.undecided


def said(*histories, invariants, live=None):
    """Return the findings as ``path:line message``."""
    findings, _ = hear(*histories, invariants=invariants, live=live)
    return [f"{each.at.path or each.at.source}:{each.at.line} {each.message}" for each in findings]


def catalogue(*texts):
    """Return what texts add up to, without places, as a server has it."""
    builder = Builder()
    for text in texts:
        assert builder.apply("", text).faults == ()
    return builder.catalogue
