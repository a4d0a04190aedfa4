"""Targets of the fuzzer for the database's side: SQL, folders of migrations with what is judged of them, invariants."""
# ruff: noqa: E501  samples keep their shape

from __future__ import annotations

from typing import TYPE_CHECKING

from fuzz_input import Target

from envlint import reporters
from envlint.analysis.schema import schema
from envlint.checks.database.subject import Database
from envlint.core.errors import EnvlintError
from envlint.core.location import Location
from envlint.core.report import LookedAt, Report
from envlint.core.tier import BUILT_IN
from envlint.formats.sql.building import Builder
from envlint.formats.sql.difference import differences
from envlint.inventories.migrations.history import read
from envlint.inventories.tree import LARGEST, Tree
from envlint.reporters import Style
from envlint.rules.invariants import load as invariants

if TYPE_CHECKING:
    from collections.abc import Mapping

    from envlint.core.rule import Place

RULES = b"""
[BACKEND]
values = ["local", "s3"]
default = "local"
[tag]
all = ["t*"]
[[invariant]]
id = "keys"
of = "primary-key"
type = "uuid"
default = "gen_random_uuid()"
except = { t = "a reason" }
[[invariant]]
id = "columns"
of = "table"
tag = "all"
has = ["created_at timestamptz not null default now()"]
[[invariant]]
id = "backends"
of = "column"
only = ["t.b"]
values = "$BACKEND"
default = "$BACKEND"
null = false
[[invariant]]
id = "foreign"
of = "foreign-key"
on_delete = ["CASCADE", "SET NULL"]
indexed = true
[[invariant]]
id = "indexes"
of = "index"
name = "idx_{table}_{columns}"
[[invariant]]
id = "kinds"
of = "enum"
name = "*_kind"
[[invariant]]
id = "rollbacks"
of = "migration"
has = ["rollback", "guard"]
gaps = false
"""
INVARIANTS = invariants.load([("rules.toml", RULES)], BUILT_IN, {})["production"]
STATEMENTS = (
    b"CREATE TABLE t (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), b varchar(16) NOT NULL DEFAULT 'local' CHECK (b IN ('local', 's3')));\n",
    b"CREATE TABLE u (id bigserial, t_id uuid REFERENCES t (id) ON DELETE CASCADE, k a_kind, EXCLUDE USING gist (k WITH =));\n",
    b"CREATE TYPE a_kind AS ENUM ('x', 'y');\n", b"ALTER TYPE a_kind ADD VALUE 'z' BEFORE 'y';\n", b"DROP TYPE a_kind CASCADE;\n",
    b"CREATE INDEX idx_t_b ON t (b) WHERE b = 's3';\n", b"CREATE UNIQUE INDEX CONCURRENTLY ON t (lower(b), id DESC NULLS LAST) INCLUDE (id);\n",
    b"ALTER TABLE t ADD COLUMN c text DEFAULT 'a' || 'b', DROP COLUMN b, ALTER id SET NOT NULL, ADD CONSTRAINT x CHECK (c <> '') NOT VALID;\n",
    b"ALTER TABLE t RENAME TO v;\n", b"ALTER TABLE ONLY t RENAME COLUMN b TO c;\n", b"DROP TABLE IF EXISTS t, u CASCADE;\n", b"DROP INDEX idx_t_b;\n",
    b"DO $$ BEGIN IF EXISTS (SELECT 1 FROM t WHERE b <> 'local') THEN RAISE EXCEPTION 'no'; END IF; END $$;\n", b"DO $x$ BEGIN EXECUTE 'DROP TABLE t'; END $x$;\n",
    b"CREATE FUNCTION f() RETURNS trigger AS $$ BEGIN RETURN new; END $$ LANGUAGE plpgsql;\n", b"CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();\n",
    b"CREATE VIEW w AS SELECT b FROM t;\n", b"COMMENT ON COLUMN t.b IS 'BACKEND';\n", b"BEGIN;\n", b"COMMIT;\n", b"-- +goose Up\n", b"-- +goose Down\n", b"-- migrate:down\n",
    b"\\connect x\n", b"COPY t FROM stdin;\n1\t2\n\\.\n", b"INSERT INTO t VALUES ('a', $q$b$q$, E'\\'', U&'\\0061');\n", b"/* /* */ */", b"/*", b"$$", b"$a$", b";", b"::", b"{{ x }}",
    b"ALTER TABLE t ADD b int GENERATED ALWAYS AS (1 + 1) STORED;\n", b"CREATE TABLE p (x int) PARTITION BY RANGE (x);\n", b"CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2);\n",
    b"CREATE DOMAIN d AS text CHECK (VALUE IN ('a'));\n", b"SET search_path = other;\n", b"CREATE SCHEMA other CREATE TABLE z (y d);\n", b"CREATE TABLE l (LIKE t INCLUDING ALL, CHECK (true));\n",
)  # fmt: skip
KEYS = (
    b"[[invariant]]\n", b"[invariant]\n", b"[tag]\n", b"id = 'a'\n", b"of = 'table'\n", b"of = 'column'\n", b"of = 'index'\n", b"of = 'migration'\n", b"of = 'enum'\n", b"of = 7\n",
    b"has = ['a text', 'x y z', \"'\"]\n", b"has = ['rollback', 'guard']\n", b"only = ['t.*', '*']\n", b"tag = 'x'\n", b"x = ['t']\n", b"except = { t = 'why' }\n", b"except = { t = '' }\n",
    b"name = 'idx_{table}_{columns}'\n", b"name = '{x}{'\n", b"values = '$BACKEND'\n", b"values = ['a', 1]\n", b"default = '$B'\n", b"null = false\n", b"type = ['uuid', 'text']\n",
    b"on_delete = 'CASCADE'\n", b"on_update = ['x']\n", b"indexed = true\n", b"gaps = false\n", b"since = '076'\n", b"comment = true\n", b"columns = ['id']\n", b"method = 'gin'\n",
    b"level = { production = 'off', else = 'x' }\n", b"[BACKEND]\nvalues = ['a']\ndefault = 'a'\n", b"[[rule]]\nid = 'a'\n",
)  # fmt: skip


class Folder(Tree):
    """A folder of two migrations and a rollback, made of one text: all of it, and its two halves."""

    def __init__(self, data: bytes) -> None:
        half = data[: len(data) // 2]
        self.files = {"m/001_a.sql": data, "m/002_b.sql": half, "m/rollback/001_a_down.sql": data[len(half) :]}
        super().__init__("/nowhere", tuple(self.files))

    def read(self, path: str, largest: int = LARGEST) -> bytes | None:
        """Return the bytes of one of the files, None for any other."""
        data = self.files.get(path)
        return data if data is None or len(data) <= largest else None


def in_sql(data: bytes) -> None:
    """Apply a text twice: places lie in it, and a catalogue does not differ from itself."""
    text = data.decode("utf-8", "replace")
    builder = Builder()
    for _ in range(2):
        for fault in builder.apply("a.sql", text).faults:
            if not 0 < fault.at.line <= text.count("\n") + text.count("\r") + 1:
                raise AssertionError(f"a place outside of the text: {fault.at}")
    if differences(builder.catalogue, builder.catalogue.copy()):
        raise AssertionError("a catalogue differs from itself")


def in_migrations(data: bytes) -> None:
    """Read a folder, judge it and report what was found in every format."""
    heard = schema([Database(read(Folder(data), "m"), INVARIANTS)], _nowhere)
    for fault in heard.faults:
        raise AssertionError(fault.message)
    report = Report("migrations", heard.findings, LookedAt((), len(INVARIANTS), 3))
    for name in reporters.FORMATS:
        "\n".join(reporters.load(name)(report, Style(verbose=1)))


def in_invariants(data: bytes) -> None:
    """Load a rule file that speaks of a database."""
    invariants.load([("rules.toml", data)], BUILT_IN, {})


def _nowhere(place: Place) -> Location:
    return Location(place.path, place.path)


TARGETS: Mapping[str, Target] = {
    "sql": Target(in_sql, STATEMENTS, texts=(b"".join(STATEMENTS[:20]), b"".join(STATEMENTS[20:]))),
    "migrations": Target(in_migrations, STATEMENTS, texts=(b"".join(STATEMENTS[:14]), b"".join(STATEMENTS[:8]))),
    "invariants": Target(in_invariants, KEYS, (EnvlintError,), texts=(RULES,)),
}
